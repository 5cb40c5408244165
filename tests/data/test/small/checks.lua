check "small.o1.customer" {
  "backup.exists",
  within("backup.tested", "1y"),
}
check "small.o2.provider" { "alarms" }
