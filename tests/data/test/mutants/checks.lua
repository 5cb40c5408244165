-- One check for each kind of mutant.
check "m.flags.customer" { "a", flag("b", { max_age = "90d" }) }
check "m.any.customer" { any { "a", "b", "c" } }
check "m.count.customer" { at_least(2) { "a", "b", "c" } }
check "m.no.customer" { no { "a", "b" } }
check "m.demand.customer" {
  demand {
    "a",
    alternative "other" { "b" },
    relaxation "small" { guard = judged("importance", { "low", "medium" }), "c" },
    floor = gt("size", 0),
  },
}
check "m.given.customer" { given("a") { "b" } }
check "m.lists.customer" {
  each "suppliers" { ".good" },
  exists "suppliers",
  at_least(2, "suppliers") { ".known" },
}
check "m.where.customer" {
  some "suppliers" { where = flag ".known", ge(".rating", 3) },
}
check "m.thresholds.customer" {
  ge("size", 3),
  le("share", 0.5),
  lt("share", fact "limit"),
  ge("importance", "medium"),
  eq("size", 4),
}
check "m.values.customer" {
  eq("kind", "cloud"),
  one_of("kind", { "cloud", "own" }),
  has("uses", "read"),
  covers("topics", { "x", "y" }),
}
check "m.dates.customer" {
  within("seen", "6m"),
  not_after("begun", "seen"),
  gt("begun", "2026-01-31"),
}
check "m.evidence.customer" {
  evidence { kind = { "soc1", "soc2" }, about = "power", covers = { "tokyo" },
             on = "2026-03-31", max_age = "1y" },
  evidence { kind = "iso", about = "access", confirmed = false },
}
check "m.contract.customer" {
  contract { with = "provider", has = { "audit", "notice" } },
  contract { with = "acme", has = "erasure" },
}
check "m.params.customer" {
  ge("size", param "days"),
  within("seen", param "period"),
  param "open",
  covers("topics", param "kinds"),
  le("size", param "unset"),
}
check "m.function.customer" (function (ctx)
  return ctx.get "size" > 3
end)
check "m.when.customer" { when = flag "a", any { "b" } }
check "m.may.customer" { any { "a", "b" } }
check "m.nothing.customer" {
  demand { "a", "b", relaxation "none" { guard = judged("importance", { "low" }), nothing } },
}
