-- Technical measures (技): what the system does by itself.

local cloud = exists "deployments" { one_of(".kind", { "cloud", "saas" }) }

-- 技25: a second site far enough away, and tried.
check "fisc8.t25.provider" {
  when = cloud,
  evidence {
    kind = { "soc2-type2", "iso27001" },
    about = "location-independence",
    covers = fact "party.regions",
  },
}
check "fisc8.t25.customer" {
  demand {
    some "deployments" {
      eq(".purpose", "secondary"),
      ge(".distance_km", param "second-site-km"),
      within(".switchover_test", param "switchover-period"),
    },
    relaxation "importance-not-high" {
      guard = judged("importance", { "low", "medium" }),
      flag "backup.remote",
    },
  },
}
