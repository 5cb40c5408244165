-- Minato Bank's own checks: what the bank asks beyond the 8th edition.

-- Clauses that the profile adds.
check "bank.offline-copy.customer" {
  each "data_sets" {
    where = has(".content", "balances"),
    flag ".backup.detached_copy",
  },
}
check "bank.board-exercise.customer" {
  within("continuity.exercise.held", param "board-exercise-period"),
  flag "continuity.exercise.board_attended",
}

-- 技25: the bank also wants the second site tried, and the copies there.
replace "fisc8.t25.customer" {
  some "deployments" {
    eq(".purpose", "secondary"),
    ge(".distance_km", param "second-site-km"),
    within(".switchover_test", param "bank.switchover-period"),
  },
  flag "backup.remote",
}
