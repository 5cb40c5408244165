-- Chapters 10 and 11: cryptography, development, operation, integrity.

local function section(topic, about)
  return some "documents" {
    has(".topics", topic),
    some ".points" { eq(".about", about), ne(".section", "none") },
  }
end
local function made_safe()
  return all {
    not_after(".vulnerabilities_treated", ".released"),
    such_as {
      not_after(".vulnerability_test", ".released"),
      other = ne(".vulnerability_search", "none"),
    },
  }
end

-- 10.1
check "csp.10.1.1.provider" {
  some "documents" { has(".topics", "cryptography"), flag ".followed" },
}
check "csp.10.1.1.abroad.provider" {
  when = exists "encryption_uses" { flag ".abroad" },
  each "encryption_uses" {
    where = flag ".abroad",
    covers(".considered", {
      "foreign-rules", "cross-border-flow", "domestic-limits",
    }),
  },
}
check "csp.10.1.1.strength.provider" {
  exists "adopted_ciphers" {},
  each "adopted_ciphers" { ge(".strength", "recommended") },
}
check "csp.10.1.2.provider" { has("offered.guides", "encryption-environment") }
check "csp.10.1.2.own.provider" {
  when = has("offered.functions", "own-encryption"),
  has("offered.guides", "own-encryption"),
}
check "csp.10.1.3.provider" {
  exists "keys" {},
  each "keys" {
    covers(".procedures", {
      "generation", "distribution", "storage", "access", "destruction",
    }),
  },
}

-- 10.2
check "csp.10.2.1.provider" {
  exists "services" {},
  each "services" {
    covers(".principles_applied", fact "development.principles"),
  },
}
check "csp.10.2.1.document.provider" {
  some "documents" {
    has(".topics", "development-principles"),
    ne(".upkeep_by", "none"),
  },
}

-- 11.1.1
check "csp.11.1.1.provider" {
  section("security-monitoring", "availability"),
  section("security-monitoring", "failures"),
  section("security-monitoring", "performance"),
  section("security-monitoring", "criteria"),
  section("security-monitoring", "procedures"),
}
check "csp.11.1.1.manuals.provider" {
  exists "applications" {},
  each "applications" { covers(".manuals", { "operation", "management" }) },
}
check "csp.11.1.1.management.provider" {
  section("operation", "targets"),
  section("operation", "organisation"),
  section("operation", "backup"),
  section("operation", "media"),
  section("operation", "incident-response"),
  section("operation", "incident-reporting"),
  section("operation", "log-recording"),
  section("operation", "log-management"),
  section("operation", "performance-watch"),
  section("operation", "performance-evaluation"),
  section("operation", "audit-tools"),
}

-- 11.1.2
check "csp.11.1.2.provider" {
  exists "admin_terminals" {},
  each "admin_terminals" {
    one_of(".installation", { "nothing", "permitted" }),
  },
}
check "csp.11.1.2.scans.provider" {
  exists "admin_terminals" {},
  each "admin_terminals" {
    flag ".realtime_scan",
    within(".full_scan", param "full-scan-period"),
    eq(".pattern_version", fact ".pattern_latest"),
  },
}

-- 11.1.3 and 11.1.4
check "csp.11.1.3.provider" {
  exists "services" {},
  each "services" {
    covers(".watched_for", {
      "availability", "failures", "performance", "incidents",
    }),
  },
}
check "csp.11.1.3.hours.provider" {
  exists "services" {},
  each "services" { ne(".hours", "none"), gt(".uptime_promised", 0) },
}
check "csp.11.1.3.flash.provider" {
  each "outages" { le(".minutes_to_notice", param "first-notice-minutes") },
}
check "csp.11.1.3.report.provider" {
  each "outages" {
    covers(".analysed", { "cause", "effect" }),
    flag ".reported_to_manager",
  },
}
check "csp.11.1.4.provider" {
  each "outages" {
    covers(".further_report", { "cause-analysis", "recovery-estimate" }),
  },
}
check "csp.11.1.4.posted.provider" {
  each "outages" { where = flag ".affects_users", flag ".posted" },
  each "outages" {
    where = flag ".contact_needed",
    covers(".told_by", fact ".ways_needed"),
  },
}

-- 11.1.5 and 11.1.6
check "csp.11.1.5.provider" {
  when = exists "suppliers",
  each "suppliers" { ne(".time_sync", "unconfirmed") },
}
check "csp.11.1.6.provider" {
  flag "password_system.interactive",
  eq("password_system.quality", "enforced"),
}
check "csp.11.1.6.rules.provider" {
  section("password-rules", "length"),
  covers("password_rules.considered", { "confidentiality", "risk" }),
}

-- 11.1.7
check "csp.11.1.7.provider" {
  covers("change_management.kinds", { "organisation", "processes", "systems" }),
}
check "csp.11.1.7.told.provider" {
  each "changes" {
    where = flag ".may_affect_users",
    covers(".users_told", { "date", "content", "technical" }),
  },
}
check "csp.11.1.7.notices.provider" {
  each "changes" {
    where = flag ".may_affect_users",
    not_after(".start_told", ".made"),
    not_after(".made", ".completion_told"),
  },
}

-- 11.1.8 and 11.1.9
check "csp.11.1.8.provider" {
  exists "resources" {},
  each "resources" {
    ne(".load_watch", "none"),
    ne(".adjustment", "none"),
    covers(".forecast_of", { "capacity", "capability" }),
  },
}
check "csp.11.1.8.threats.provider" {
  covers("threat_search.kinds", { "bottlenecks", "dependence-on-people" }),
  each "bottlenecks" { ne(".plan", "none") },
}
check "csp.11.1.8.forecast.provider" {
  exists "resources" {},
  each "resources" {
    covers(".forecast_rests_on", {
      "business", "requirements", "processing",
    }),
  },
}
check "csp.11.1.9.provider" {
  exists "environments" { eq(".kind", "production") },
  each "environments" {
    where = eq(".kind", "production"),
    covers(".separate_from", { "development", "test" }),
  },
  each "environments" {
    where = eq(".kind", "test"),
    has(".separate_from", "development"),
  },
}

-- 11.1.10
check "csp.11.1.10.provider" {
  covers("malware.measures", { "detection", "prevention", "recovery" }),
}
check "csp.11.1.10.several.provider" {
  ge("malware.makers", 2),
  ge("malware.technologies", 2),
}

-- 11.1.11 to 11.1.13
check "csp.11.1.11.provider" {
  section("logs", "use"),
  section("logs", "exceptions"),
  section("logs", "security-events"),
  section("logs", "retention"),
  section("logs", "storage"),
  section("logs", "checks"),
}
check "csp.11.1.11.fields.provider" {
  covers("logs.fields", {
    "user", "time", "action", "outcome", "privilege-use", "file-access",
    "network",
  }),
}
check "csp.11.1.12.provider" {
  covers("logs.protected_from", { "tampering", "access" }),
  covers("logging.protected_from", { "tampering", "access" }),
}
check "csp.11.1.12.replica.provider" {
  eq("logs.replica", "beyond-administrators"),
  eq("logs.replication", "successive"),
}
check "csp.11.1.13.provider" {
  covers("logs.work_recorded", { "administrators", "operators" }),
  covers("logs.work_protected", { "administrators", "operators" }),
}

-- 11.1.14 and 11.1.15
check "csp.11.1.14.provider" {
  section("software-introduction", "unsupported"),
  section("software-introduction", "business-demands"),
  section("software-introduction", "security-demands"),
}
check "csp.11.1.14.suppliers.provider" {
  each "maker_accesses" {
    eq(".purpose", "support"),
    flag ".needed",
    flag ".watched",
  },
}
check "csp.11.1.15.provider" {
  within("vulnerabilities_information.updated",
    param "vulnerability-information-period"),
}
check "csp.11.1.15.treated.provider" {
  each "vulnerabilities" {
    ne(".risk", "not-assessed"),
    flag ".treatment_fits",
    ne(".record", "none"),
  },
}
check "csp.11.1.15.before.provider" {
  exists "services" {},
  each "services" { made_safe() },
  exists "applications" {},
  each "applications" { made_safe() },
}
check "csp.11.1.15.told.provider" {
  has("offered.guides", "vulnerability-status"),
}

-- 11.2
check "csp.11.2.1.provider" {
  exists "services" {},
  each "services" {
    covers(".detects", { "implants", "theft", "change", "deletion" }),
  },
}
check "csp.11.2.2.provider" {
  each "data_sets" { where = no { flag ".needed" }, eq(".deletion", "traced") },
}
check "csp.11.2.3.provider" {
  each "services" {
    where = ge(".importance", "high"),
    covers(".source_cover", { "backup", "redundancy" }),
  },
}
check "csp.11.2.4.provider" {
  each "data_sets" {
    ge(".parts", 2),
    ge(".systems", 2),
    ge(".places", 2),
  },
}
