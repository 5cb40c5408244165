check "evidence" {
  evidence { kind = { "soc2-type2", "iso27001" } },
  evidence { kind = "soc2-type2", about = "backup", covers = fact "party.regions", on = "2026-03-31", max_age = "1y" },
  evidence { kind = { "x" }, covers = { "p1", "p2" }, on = fact "fiscal_year.end", max_age = param "age", confirmed = false },
  evidence { kind = { "x" }, covers = param "points", on = param "day", confirmed = true },
}
check "contract" {
  contract { with = "provider" },
  contract { with = ".id", has = { "audit", "exit" } },
  contract { with = "aws", has = "audit" },
}
--> evidence (all (evidence names:soc2-type2,iso27001) (evidence about:backup names:soc2-type2 fact:party.regions on:'2026-03-31' max_age:'1y') (evidence names:x {'p1' 'p2'} on:fact:fiscal_year.end max_age:param:age unconfirmed) (evidence names:x param:points on:param:day))
--> contract (all (contract with:provider) (contract with:.id names:audit,exit) (contract with:aws names:audit))
