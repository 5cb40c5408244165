-- Chapters 7 to 9: law and records, support of users, maintenance, continuity.

local function section(topic, about)
  return some "documents" {
    has(".topics", topic),
    some ".points" { eq(".about", about), ne(".section", "none") },
  }
end
local function followed_section(topic, about)
  return some "documents" {
    has(".topics", topic),
    flag ".followed",
    some ".points" { eq(".about", about), ne(".section", "none") },
  }
end

-- 7.1.1
check "csp.7.1.1.provider" {
  covers("legal_review.kinds", {
    "personal", "special-care", "privacy", "secrets", "intellectual-property",
  }),
  exists "legal_demands" {},
  each "legal_demands" { ne(".source", "none"), ne(".measure", "none") },
}
check "csp.7.1.1.records.provider" {
  exists "records" { eq(".kind", "accounting") },
  exists "records" { eq(".kind", "database") },
  exists "records" { eq(".kind", "transactions") },
  exists "records" { eq(".kind", "audit-log") },
  exists "records" { eq(".kind", "procedures") },
  each "records" {
    covers(".keeping_meets", fact ".demanded_by"),
    flag ".producible",
  },
}

-- 7.1.2 and 7.1.3
check "csp.7.1.2.provider" {
  exists "access_paths" {},
  each "access_paths" {
    covers(".warning", { "under-management", "purpose-only" }),
  },
}
check "csp.7.1.3.provider" {
  followed_section("licence-compliance", "law"),
  followed_section("licence-compliance", "regulation"),
  followed_section("licence-compliance", "contracts"),
}
check "csp.7.1.3.told.provider" {
  each "products" {
    where = all { flag ".offered_to_users", eq(".kind", "software") },
    not_after(".terms_told", ".offered"),
  },
}

-- 7.1.4
check "csp.7.1.4.provider" {
  exists "records" {},
  each "records" {
    covers(".protected_from", {
      "loss", "destruction", "tampering", "access", "leakage",
    }),
    covers(".protection_meets", fact ".demanded_by"),
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
  when = exists "encryption_uses",
  each "encryption_uses" { covers(".rules_kept", fact ".rules") },
}
check "csp.7.1.5.told.provider" {
  when = exists "encryption_uses",
  has("offered.guides", "encryption-law"),
}

-- 8.1
check "csp.8.1.1.provider" {
  when = exists "service_users",
  each "service_users" { contract { with = ".id", has = { "single-support" } } },
}
check "csp.8.1.2.provider" {
  section("service-level-objectives", "own-responsibility"),
  each "service_users" { eq(".responsibility_shown", "clear") },
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
    covers(".kept_to", fact ".bound_by"),
    not_after(".planned", ".done"),
    ne(".document", "none"),
  },
}
check "csp.8.2.2.checked.provider" {
  each "maintenance.work" {
    not_after(".done", ".controls_checked"),
    covers(".controls_examined", fact ".controls_touched"),
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
    ne(".approved_by", "none"),
    ne(".manager", "none"),
    flag ".watched",
    ne(".use_reviewer", "none"),
  },
}
check "csp.8.2.4.provider" {
  section("maintenance-tools", "permission"),
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
    covers(".ended", { "session", "connection" }),
  },
}

-- 8.2.5 to 8.2.7
check "csp.8.2.5.provider" { section("maintainers", "authorisation") }
check "csp.8.2.5.list.provider" {
  exists "authorised_maintainers" {},
  each "authorised_maintainers" { flag ".on_list" },
  le("maintainer_list.unauthorised_entries", 0),
}
check "csp.8.2.6.provider" {
  each "maintenance.work" {
    where = no { flag ".accompanied" },
    not_after(".rights_checked", ".done"),
  },
}
check "csp.8.2.6.detection.provider" {
  ne("maintenance.attempt_detection", "none"),
}
check "csp.8.2.7.provider" {
  exists "services" {},
  each "services" {
    contract { with = ".support.by", has = { "prompt-support" } },
  },
}

-- 9.1
local function kept_section(about)
  return some "documents" {
    has(".topics", "security-continuity"),
    flag ".followed",
    ne(".upkeep_by", "none"),
    some ".points" { eq(".about", about), ne(".section", "none") },
  }
end
check "csp.9.1.1.provider" {
  kept_section "security-requirements",
  kept_section "management-requirements",
  kept_section "processes",
  kept_section "procedures",
  kept_section "measures",
}
check "csp.9.1.1.recovery.provider" {
  exists "services" {},
  each "services" {
    covers(".recovery_plan", { "interruption", "compromise", "malfunction" }),
    covers(".recovery_aims", { "former-state", "reconstitution" }),
  },
}
check "csp.9.1.2.provider" {
  exists "continuity_measures" {},
  each "continuity_measures" {
    within(".verified", param "continuity-verification-period"),
    covers(".verified_for", { "adequacy", "effectiveness" }),
  },
}
