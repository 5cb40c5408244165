
replace "a.o2.customer" {
  flag "backup.exists",
}
