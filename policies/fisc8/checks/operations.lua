-- Operational measures (運): what people do, day by day.

-- 運27: copies that are fresh and elsewhere, and a proof that they restore.
check "fisc8.o27.copies.customer" {
  each "data_sets" {
    within(".backup.last", param "backup-interval"),
    ne(".backup.location", fact ".location"),
  },
}
check "fisc8.o27.restore-test.customer" {
  demand {
    flag("backup.restore_test.passed", { max_age = param "restore-test-age" }),
    relaxation "importance-not-high" {
      guard = judged("importance", { "low", "medium" }),
      nothing,
    },
    floor = flag "backup.exists",
  },
}
