-- Chapter 4: information assets, review and audit, access, configuration.

-- A section of a document on the topic that deals with a point.
local function section(topic, about)
  return some "documents" {
    has(".topics", topic),
    some ".points" { eq(".about", about), ne(".section", "none") },
  }
end

-- 4.1.1
check "csp.4.1.1.provider" {
  exists "information_assets" {},
  each "information_assets" { ne(".manager", "none") },
}
check "csp.4.1.1.use.provider" {
  each "information_assets" {
    covers(".use_terms", { "users", "purposes", "methods", "return" }),
  },
}

-- 4.1.2 and 4.1.3
local function agreed_with_users(term)
  return each "service_users" { contract { with = ".id", has = { term } } }
end
check "csp.4.1.2.provider" { agreed_with_users "end-of-use" }
check "csp.4.1.3.provider" {
  exists "data_sets" {},
  each "data_sets" {
    within(".backup.last", param "data-backup-period"),
    within(".backup.inspected", param "copy-inspection-period"),
  },
}
check "csp.4.1.3.systems.provider" {
  exists "components" {},
  each "components" {
    within(".backup.last", param "system-backup-period"),
    within(".backup.inspected", param "system-copy-inspection-period"),
  },
}
check "csp.4.1.3.policy.provider" { agreed_with_users "backup-policy" }
check "csp.4.1.3.means.provider" { has("offered.functions", "backup") }

-- 4.1.4
check "csp.4.1.4.provider" {
  each "deviations" { ne(".use_check", "none") },
}

-- 4.2
check "csp.4.2.1.provider" {
  each "information_assets" {
    ne(".classification", "unclassified"),
    covers(".classified_by", { "value", "law" }),
  },
}
check "csp.4.2.1.inventory.provider" {
  within("asset_inventory.updated", param "inventory-period"),
}
check "csp.4.2.1.document.provider" {
  section("asset-classification", "method"),
  section("asset-classification", "owners"),
}
check "csp.4.2.2.provider" {
  each "data_sets" { one_of(".origin", { "user", "derived", "own" }) },
}
check "csp.4.2.3.provider" {
  exists "asset_classes" {},
  each "asset_classes" {
    has(".procedure_basis", "service-traits"),
    covers(".procedures", {
      "acquisition", "input", "transport", "transmission", "use",
      "processing", "storage", "backup", "disposal", "erasure",
    }),
  },
}
check "csp.4.2.3.practised.provider" {
  each "asset_classes" {
    within(".practice_checked", param "handling-check-period"),
  },
}

-- 4.3
check "csp.4.3.1.provider" {
  each "information_assets" {
    within(".measures_reviewed", param "owner-review-period"),
  },
}
check "csp.4.3.1.technical.provider" {
  each "services" { within(".technical_review", param "technical-review-period") },
}
check "csp.4.3.1.method.provider" {
  some "documents" {
    has(".topics", "review-method"),
    each "information_assets" { not_after("..approved", ".measures_reviewed") },
  },
}
check "csp.4.3.1.yearly.provider" {
  each "information_assets" { within(".measures_reviewed", "1y") },
  each "services" { within(".technical_review", "1y") },
}
check "csp.4.3.2.provider" {
  each "services" { within(".audited", param "compliance-audit-period") },
}
check "csp.4.3.2.planned.provider" {
  each "system_probes" { not_after(".plan_agreed", ".held") },
}

-- 4.4.1
check "csp.4.4.1.provider" {
  some "documents" {
    has(".topics", "access-rules"),
    covers(".basis", { "business-requirements", "security-requirements" }),
    within(".reviewed", param "access-policy-review-period"),
  },
}
check "csp.4.4.1.restricted.provider" {
  eq("access.default", "deny"),
  within("access.last_review", param "rights-review-period"),
}

-- 4.4.2
check "csp.4.4.2.provider" {
  covers("offered.restrictable", { "service", "functions", "data" }),
}
check "csp.4.4.2.authentication.provider" {
  ge("offered.admin_factors", param "admin-factors"),
}
check "csp.4.4.2.guides.provider" {
  covers("offered.guides", {
    "credential-issue", "credential-management", "authentication",
  }),
}

-- 4.4.3 and 4.4.4
check "csp.4.4.3.provider" {
  each "utility_programs" {
    where = flag ".overrides_controls",
    flag ".users_limited",
    flag ".uses_recorded",
  },
}
check "csp.4.4.3.requirements.provider" {
  each "utility_programs" {
    ne(".requirements_document", "none"),
  },
}
check "csp.4.4.4.provider" {
  each "source_stores" {
    covers("source_access.people", fact ".people"),
    covers("source_access.ways", fact ".ways"),
  },
}

-- 4.4.5
check "csp.4.4.5.provider" {
  each "access_paths" {
    any {
      has(".authentication", "proper"),
      has(".authentication", "place"),
      has(".authentication", "device"),
    },
  },
}
check "csp.4.4.5.passwords.provider" {
  when = flag "access.passwords.used",
  section("password-rules", "making"),
  section("password-rules", "running"),
  eq("access.passwords.stored", "hash"),
}
check "csp.4.4.5.factors.provider" {
  each "services" {
    where = any { has(".demands", "confidentiality"), has(".demands", "integrity") },
    covers(".factor_kinds", { "knowledge", "possession" }),
  },
}

-- 4.5.1 and 4.5.2
local function approved_section(topic, about)
  return some "documents" {
    has(".topics", topic),
    one_of(".approved_by", { "board", "management", "department" }),
    some ".points" { eq(".about", about), ne(".section", "none") },
  }
end
check "csp.4.5.1.provider" {
  approved_section("configuration", "aim"),
  approved_section("configuration", "policy"),
  approved_section("configuration", "procedure"),
}
check "csp.4.5.2.provider" {
  each "services" {
    covers(".baseline.contents", {
      "versions", "patches", "settings", "topology", "placement",
    }),
    within(".baseline.updated", param "baseline-period"),
  },
}

-- 4.5.3 and 4.5.4
check "csp.4.5.3.provider" {
  each "changes" {
    flag ".security_considered",
    not_after(".reviewed", ".approved"),
    not_after(".approved", ".made"),
  },
}
check "csp.4.5.3.tested.provider" {
  each "changes" {
    not_after(".tested", ".test_approved"),
    not_after(".test_approved", ".made"),
    ne(".test_record", "none"),
  },
}
check "csp.4.5.3.audit.provider" {
  within("change_audit.last", param "change-audit-period"),
}
check "csp.4.5.4.provider" {
  section("change-access", "physical"),
  section("change-access", "logical"),
}

-- 4.5.5 and 4.5.6
check "csp.4.5.5.provider" {
  each "products" { not_after(".settings_final", ".settings_documented") },
}
check "csp.4.5.6.provider" {
  each "licences" {
    le(".copies_used", fact ".copies_licensed"),
    eq(".kind_used", fact ".kind_licensed"),
    eq(".copying", "prevented"),
  },
}
check "csp.4.5.6.watched.provider" {
  within("licence_check.last", param "licence-check-period"),
}

-- 4.5.7
check "csp.4.5.7.provider" {
  exists "documents" { has(".topics", "user-installation") },
  within("user_installation.checked", param "installation-check-period"),
}
check "csp.4.5.7.alert.provider" {
  within("user_installation.alert_tested", param "alert-test-period"),
}

-- 4.5.8
check "csp.4.5.8.provider" {
  each "information_assets" {
    where = ge(".classification", "important"),
    ne(".location", "none"),
    ne(".component", "none"),
  },
}
check "csp.4.5.8.personal.provider" {
  each "services" {
    where = eq(".personal_data", "processed"),
    ne(".personal_data_document", "none"),
  },
}
