check "a.o2.costumer" {
  flag "backup.exists",
}
