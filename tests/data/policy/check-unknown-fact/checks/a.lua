check "a.o1.customer" {
  flag "backup.exist",
}
