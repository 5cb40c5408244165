check "a.o1.customer" {
  when = flag "only_when",
  each "sites" {
    where = flag ".guard",
    flag ".read",
    each ".rooms" { flag ".read", flag "..outer" },
  },
  demand {
    not_after("last", fact "limit"),
    evidence { kind = { "soc2" }, about = "x", covers = fact "party.regions", on = fact "audited" },
    relaxation "low" { guard = judged("judged", { "low" }), has("places", "tokyo") },
    floor = flag "floor",
  },
  each "suppliers" { contract { with = ".party", has = { "audit" } } },
}
check "a.o1.provider" { flag "plain.read" }
