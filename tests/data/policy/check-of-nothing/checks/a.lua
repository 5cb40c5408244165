
check "a.o1.costumer" {
  flag "backup.exists",
}
