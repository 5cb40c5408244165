check "a.o1.customer" {
  within("backup.last", param "intervall"),
}
