check "a.o1.customer" {
  flag "backup.exists" and flag "backup.exists",
}
