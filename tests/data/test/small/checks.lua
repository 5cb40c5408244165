check "small.o1.customer" {
  "backup.exists",
  within("backup.tested", "1y"),
}
check "small.o2.provider" { "alarms" }
-- `nothing` has no place of its own.
check "small.o3.customer" {
  demand { "alarms", relaxation "copies" { guard = flag "backup.exists", nothing } },
}
