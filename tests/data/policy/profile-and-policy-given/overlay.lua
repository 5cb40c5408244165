replace "a.o1.customer" {
  flag "backup.exists",
}
check "bank.copy.customer" {
  flag "backup.exists",
}
