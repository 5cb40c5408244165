-- Minato Bank's own checks: what the bank asks beyond the 8th edition.

check "bank.offline-copy.customer" {
  each "data_sets" {
    where = has(".content", "balances"),
    flag ".backup.detached_copy",
  },
}
