check "a.o1.customer" {
  message = { en = "no backup" },
  flag "backup.exists",
}
