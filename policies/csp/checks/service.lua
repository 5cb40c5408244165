-- Chapters 7 to 9: law and records, support of users, maintenance, continuity.

local function section(topic, about)
  return some "documents" {
    has(".topics", topic),
    some ".points" { eq(".about", about), ne(".section", "none") },
  }
end
local function agreed_with_users(term)
  return each "service_users" { contract { with = ".id", has = { term } } }
end

-- 7.1.1
check "csp.7.1.1.provider" {
  covers("legal_review.kinds", {
    "personal", "privacy", "secrets", "intellectual-property",
  }),
  exists "legal_demands" {},
  each "legal_demands" { ne(".source", "none"), ne(".measure", "none") },
}
check "csp.7.1.1.records.provider" {
  exists "records" {},
  each "records" { ne(".rule", "none"), flag ".producible" },
}

-- 7.1.2 and 7.1.3
check "csp.7.1.2.provider" {
  exists "access_paths" {},
  each "access_paths" {
    covers(".warning", { "under-management", "purpose-only" }),
  },
}
check "csp.7.1.3.provider" {
  section("licence-compliance", "law"),
  section("licence-compliance", "regulation"),
  section("licence-compliance", "contracts"),
}
check "csp.7.1.3.told.provider" {
  each "products" {
    where = flag ".offered_to_users",
    not_after(".terms_told", ".offered"),
  },
}

-- 7.1.4
check "csp.7.1.4.provider" {
  each "records" {
    covers(".protected_from", {
      "loss", "destruction", "tampering", "access", "leakage",
    }),
  },
}
check "csp.7.1.4.told.provider" { has("offered.guides", "record-protection") }
check "csp.7.1.4.keys.provider" {
  each "records" {
    where = flag ".encrypted",
    not_after(".kept_until", ".key_kept_until"),
    not_after(".kept_until", ".program_kept_until"),
  },
}
check "csp.7.1.4.readable.provider" {
  when = exists "records" { flag ".electronic" },
  section("record-readability", "media"),
  section("record-readability", "formats"),
}

-- 7.1.5
check "csp.7.1.5.provider" {
  each "encryption_uses" {
    ne(".law", "none"),
    within(".law_checked", param "cryptography-law-period"),
  },
}
check "csp.7.1.5.told.provider" { has("offered.guides", "encryption-law") }

-- 8.1
check "csp.8.1.1.provider" { agreed_with_users "single-support" }
check "csp.8.1.2.provider" {
  each "service_users" { not_after(".slo_shown", ".since") },
}
check "csp.8.1.3.provider" {
  each "enquiries" {
    covers(".answered_on", { "controls", "capability" }),
    flag ".rules_kept",
  },
}
check "csp.8.1.4.provider" {
  covers("user_reports.kinds", { "complaint", "concern", "question" }),
}
check "csp.8.1.4.answers.provider" {
  section("user-reports", "answers"),
}

-- 8.2.1 and 8.2.2
check "csp.8.2.1.provider" {
  section("maintenance-policy", "aim"),
  section("maintenance-policy", "scope"),
  section("maintenance-policy", "roles"),
  section("maintenance-policy", "responsibilities"),
  section("maintenance-policy", "commitment"),
  section("maintenance-policy", "coordination"),
  section("maintenance-policy", "compliance"),
}
check "csp.8.2.1.distributed.provider" {
  some "documents" {
    has(".topics", "maintenance-policy"),
    covers(".distributed_to", fact "maintenance.units"),
  },
}
check "csp.8.2.2.provider" {
  exists "maintainers" {},
  each "maintainers" { ne(".scope", "none"), ne(".share", "none") },
}
check "csp.8.2.2.planned.provider" {
  each "maintenance.work" {
    ne(".ground", "none"),
    not_after(".planned", ".done"),
  },
}
check "csp.8.2.2.checked.provider" {
  each "maintenance.work" {
    not_after(".done", ".controls_checked"),
    flag ".controls_work",
  },
}
check "csp.8.2.2.record.provider" {
  each "maintenance.work" {
    covers(".recorded", { "time", "people", "work", "components" }),
  },
}

-- 8.2.3 and 8.2.4
check "csp.8.2.3.provider" {
  each "maintenance_tools" {
    not_after(".approved", ".use_reviewed"),
    flag ".watched",
    within(".use_reviewed", param "tool-review-period"),
  },
}
check "csp.8.2.4.provider" {
  each "maintenance.work" {
    covers("maintenance.permitted_tools", fact ".tools"),
  },
}
check "csp.8.2.4.watched.provider" {
  each "maintenance.work" { flag ".watched", flag ".log_kept" },
}
check "csp.8.2.4.sessions.provider" {
  each "maintenance.work" {
    where = flag ".in_session",
    ge(".factors", param "session-factors"),
    flag ".session_ended",
  },
}

-- 8.2.5 to 8.2.7
check "csp.8.2.5.provider" { section("maintainers", "authorisation") }
check "csp.8.2.5.list.provider" {
  within("maintainer_list.updated", param "maintainer-list-period"),
}
check "csp.8.2.6.provider" {
  each "maintenance.work" {
    where = no { flag ".accompanied" },
    not_after(".rights_checked", ".done"),
  },
}
check "csp.8.2.6.detection.provider" {
  within("maintenance.detection_tested", param "attempt-detection-period"),
}
check "csp.8.2.7.provider" {
  each "services" {
    contract { with = ".support.by", has = { "prompt-support" } },
    le(".support.hours_taken", fact ".support.hours_promised"),
  },
}

-- 9.1
local function kept_section(about)
  return some "documents" {
    has(".topics", "security-continuity"),
    within(".reviewed", param "security-continuity-period"),
    some ".points" { eq(".about", about), ne(".section", "none") },
  }
end
check "csp.9.1.1.provider" {
  kept_section "requirements",
  kept_section "processes",
  kept_section "procedures",
  kept_section "measures",
}
check "csp.9.1.1.recovery.provider" {
  each "services" {
    covers(".recovery_plan", { "interruption", "compromise", "malfunction" }),
  },
}
check "csp.9.1.2.provider" {
  exists "continuity_measures" {},
  each "continuity_measures" {
    within(".verified", param "continuity-verification-period"),
  },
}
