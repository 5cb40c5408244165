check "a.o1.customer" {
  flag "backup.exists",
}
check "a.o2.customer" {
  flag "backup.exists",
}
