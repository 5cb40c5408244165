-- Chapters 1 and 2: policy, organisation, mobile devices and telework.

local by_management = one_of(".approved_by", { "board", "management" })

-- 1.1.1: a covered point names the section that covers it.
local on_policy = has(".topics", "service-security-policy")
local function point(about)
  return some "documents" {
    on_policy,
    some ".points" { eq(".about", about), ne(".section", "none") },
  }
end
check "csp.1.1.1.provider" {
  point "a-definition-aim-scope",
  point "b-importance",
  point "d-organisation-assets",
  point "d1-law",
  point "d2-training",
  point "d3-incidents",
  point "d4-duties",
  point "f-review",
}
check "csp.1.1.1.roles.provider" {
  some "documents" {
    on_policy,
    covers(".contents", { "roles", "responsibilities" }),
  },
}
check "csp.1.1.1.approval.provider" {
  exists "documents" { on_policy },
  each "documents" {
    where = on_policy,
    by_management,
    not_after(".approved", ".distributed"),
    covers(".distributed_to", fact "organisation.service_units"),
  },
}

-- 1.1.2
check "csp.1.1.2.review.provider" {
  exists "documents" { on_policy },
  each "documents" {
    where = on_policy,
    within(".reviewed", param "policy-review-period"),
    each "organisation.material_events" { not_after(".date", "..reviewed") },
  },
}
check "csp.1.1.2.revision.provider" {
  each "documents" {
    where = all { on_policy, flag ".revision_decided" },
    by_management,
    not_after(".reviewed", ".approved"),
    not_after(".approved", ".notified"),
    covers(".notified_to", fact "organisation.service_units"),
  },
}

-- 1.1.3
check "csp.1.1.3.provider" {
  exists "documents" { on_policy },
  each "documents" {
    where = on_policy,
    covers(".protected_from", { "disclosure", "change" }),
  },
}

-- 2.1.1, both of that number, and 2.1.5
local function held(duty)
  return some "organisation.roles" { has(".duties", duty), ne(".holder", "none") }
end
check "csp.2.1.1.provider" { held "service-level", held "security" }
local manages = covers(".duties", {
  "operations-management", "service-level", "security",
})
check "csp.2.1.1b.provider" {
  some "organisation.roles" { manages, ne(".holder", "none") },
}
check "csp.2.1.1b.support.provider" {
  exists "organisation.roles" { has(".duties", "operations-management") },
  each "organisation.roles" {
    where = has(".duties", "operations-management"),
    covers(".resources", { "people", "assets", "budget" }),
  },
}
check "csp.2.1.5.provider" {
  held "asset-management",
  held "backup",
  held "restore",
}

-- 2.1.2 to 2.1.4
check "csp.2.1.2.provider" {
  eq("service_list.made_by", "operations-manager"),
  covers("service_list.kinds", { "systems", "applications", "services" }),
  exists "services" {},
  each "services" {
    ne(".owner.service_level", "none"),
    ne(".owner.security", "none"),
  },
}
check "csp.2.1.2.privacy.provider" {
  exists "services" {},
  each "services" { ne(".owner.privacy", "none") },
}
check "csp.2.1.3.provider" {
  exists "information_assets" {},
  each "services" {
    ne(".asset_search", "not-made"),
    given(eq(".asset_search", "found")) {
      some "information_assets" { eq(".service", fact "..id") },
    },
  },
}
check "csp.2.1.4.provider" {
  exists "services" {},
  each "services" { one_of(".personal_data", { "processed", "none" }) },
}

-- 2.1.6
check "csp.2.1.6.provider" {
  exists "organisation.duty_conflicts" {},
  each "organisation.duty_conflicts" { eq(".held_both_by", "none") },
}
check "csp.2.1.6.alone.provider" {
  each "accounts" {
    any {
      flag ".second_person",
      all { not_after(".approved", ".granted"), flag ".watched" },
    },
  },
}
check "csp.2.1.6.approval.provider" {
  each "works" { ne(".started_by", fact ".authorised_by") },
}

-- 2.1.7
local function reaches(target)
  return some "risks" { has(".reaches", target) }
end
check "csp.2.1.7.provider" {
  reaches "business",
  reaches "operations",
  reaches "assets",
  reaches "customers",
  reaches "supply-chain",
  each "risks" { ne(".treatment", "open") },
}
local on_risk = has(".topics", "risk-management")
check "csp.2.1.7.review.provider" {
  exists "documents" { on_risk },
  each "documents" {
    where = on_risk,
    within(".reviewed", param "risk-policy-review-period"),
    each "service_changes" { not_after(".made", "..reviewed") },
  },
}

-- 2.1.8
check "csp.2.1.8.provider" {
  exists "risks" {},
  each "risks" {
    covers(".examined", { "assessment", "analysis" }),
    ne(".measure", "none"),
  },
}
local weighed = all { ge(".importance", "low"), ne(".protection_plan", "none") }
check "csp.2.1.8.importance.provider" {
  exists "services" {},
  each "services" { weighed },
  exists "information_assets" {},
  each "information_assets" { weighed },
}
check "csp.2.1.8.threats.provider" {
  exists "threats" {},
  each "threats" {
    covers(".functions", { "prevent", "detect", "recover", "trace" }),
  },
}
check "csp.2.1.8.privacy.provider" {
  each "services" {
    where = eq(".personal_data", "processed"),
    ne(".privacy_assessment", "none"),
  },
}

-- 2.1.9
check "csp.2.1.9.provider" {
  exists "programmes" { eq(".kind", "test") },
  exists "programmes" { eq(".kind", "training") },
  exists "programmes" { eq(".kind", "monitoring") },
  each "programmes" { within(".carried_out", param "programme-period") },
}
check "csp.2.1.9.review.provider" {
  exists "programmes" {},
  each "programmes" {
    ne(".conformity", "not-checked"),
    given(eq(".conformity", "departing")) {
      not_after(".reviewed", ".revised"),
    },
  },
}

-- 2.1.10
check "csp.2.1.10.provider" {
  covers("staff_reports.kinds", {
    "observation", "complaint", "concern", "question",
  }),
}
check "csp.2.1.10.answers.provider" {
  covers("staff_reports.answered", {
    "observation", "complaint", "concern", "question",
  }),
}

-- 2.2
local function policy_on(topic)
  return some "documents" {
    has(".topics", topic),
    one_of(".approved_by", { "board", "management", "department" }),
  }
end
check "csp.2.2.1.provider" {
  when = exists "mobile_devices" {},
  policy_on "mobile-devices",
}
check "csp.2.2.1.measures.provider" {
  when = exists "mobile_devices" {},
  each "mobile_devices" { covers(".measures", param "mobile-measures") },
}
check "csp.2.2.2.provider" {
  when = flag "telework.allowed",
  policy_on "telework",
}
check "csp.2.2.2.measures.provider" {
  when = flag "telework.allowed",
  some "telework.measures" { eq(".stage", "access") },
  some "telework.measures" { eq(".stage", "processing") },
  some "telework.measures" { eq(".stage", "storage") },
}
