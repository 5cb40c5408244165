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
  exists "information_assets" {},
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
    eq(".backup.agreed_policy", "kept"),
  },
}
check "csp.4.1.3.systems.provider" {
  exists "components" {},
  each "components" {
    within(".backup.last", param "system-backup-period"),
    within(".backup.inspected", param "system-copy-inspection-period"),
    eq(".backup.agreed_policy", "kept"),
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
  exists "information_assets" {},
  each "information_assets" {
    ne(".classification", "unclassified"),
    covers(".classified_by", { "value", "law" }),
  },
}
check "csp.4.2.1.inventory.provider" {
  exists "information_assets" {},
  each "information_assets" {
    not_after(".changed", "asset_inventory.updated"),
  },
}
check "csp.4.2.1.document.provider" {
  section("asset-classification", "method"),
  exists "information_assets" {},
  each "information_assets" { ne(".manager_document", "none") },
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
  exists "asset_classes" {},
  each "asset_classes" { covers(".practised", fact ".procedures") },
}

-- 4.3
check "csp.4.3.1.provider" {
  exists "information_assets" {},
  each "information_assets" {
    within(".measures_reviewed", param "owner-review-period"),
  },
}
check "csp.4.3.1.technical.provider" {
  exists "services" {},
  each "services" {
    covers(".technically_reviewed_against", { "policies", "criteria" }),
  },
}
check "csp.4.3.1.method.provider" {
  some "documents" {
    has(".topics", "review-method"),
    eq(".laid_down_by", "operations-manager"),
    each "information_assets" {
      not_after("..laid_down", ".measures_reviewed"),
    },
    each "services" { not_after("..laid_down", ".technical_review") },
  },
}
check "csp.4.3.1.yearly.provider" {
  each "information_assets" { within(".measures_reviewed", "1y") },
  each "services" { within(".technical_review", "1y") },
}
check "csp.4.3.2.provider" {
  exists "services" {},
  each "services" { within(".audited", param "compliance-audit-period") },
}
check "csp.4.3.2.planned.provider" {
  each "system_probes" {
    covers(".plan_covers", {
      "requirements", "activities", "least-interruption",
    }),
    not_after(".planned", ".held"),
  },
}

-- 4.4.1
check "csp.4.4.1.provider" {
  some "documents" {
    has(".topics", "access-rules"),
    covers(".basis", { "business-requirements", "security-requirements" }),
    ne(".review_record", "none"),
  },
}
check "csp.4.4.1.restricted.provider" {
  covers("access.limited_by_policy", { "information", "functions" }),
}

-- 4.4.2
check "csp.4.4.2.provider" {
  covers("offered.restrictable", { "service", "functions", "data" }),
}
check "csp.4.4.2.authentication.provider" {
  each "service_users" {
    le(".admin_factors_needed", fact "offered.admin_factors"),
  },
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
    ne(".use_limit", "none"),
    ne(".use_control", "none"),
  },
}
check "csp.4.4.3.requirements.provider" {
  each "utility_programs" { ne(".requirements", "none") },
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
    such_as {
      has(".authentication", "proper"),
      has(".authentication", "place"),
      has(".authentication", "device"),
      other = has(".authentication", "other"),
    },
  },
}
check "csp.4.4.5.passwords.provider" {
  when = flag "access.passwords.used",
  section("password-rules", "making"),
  section("password-rules", "running"),
  section("password-rules", "hashing"),
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
  exists "services" {},
  each "services" {
    covers(".baseline.contents", {
      "components", "versions", "patches", "settings", "topology", "placement",
    }),
    not_after(".last_changed", ".baseline.updated"),
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
    where = flag ".on_live_system",
    not_after(".tested", ".test_approved"),
    not_after(".test_approved", ".made"),
    ne(".test_record", "none"),
  },
}
check "csp.4.5.3.audit.provider" {
  each "changes" { covers(".activity_checks", { "audit", "review" }) },
}
check "csp.4.5.4.provider" {
  section("change-access", "physical"),
  section("change-access", "logical"),
}

-- 4.5.5 and 4.5.6
check "csp.4.5.5.provider" {
  each "products" {
    ne(".settings_required_by", "none"),
    not_after(".settings_final", ".settings_documented"),
  },
}
check "csp.4.5.6.provider" {
  each "licences" {
    covers(".managed_by", { "contract", "copyright-law" }),
    le(".copies_used", fact ".copies_licensed"),
    eq(".kind_used", fact ".kind_licensed"),
    eq(".copying", "prevented"),
  },
}
check "csp.4.5.6.watched.provider" {
  each "licences" { covers(".watched_for", { "kind", "count" }) },
}

-- 4.5.7
check "csp.4.5.7.provider" {
  some "documents" {
    has(".topics", "user-installation"),
    one_of(".approved_by", { "board", "management", "department" }),
  },
  ne("user_installation.watch", "none"),
}
check "csp.4.5.7.alert.provider" { ne("user_installation.alert", "none") }

-- 4.5.8
check "csp.4.5.8.provider" {
  each "information_assets" {
    where = ge(".classification", "important"),
    ne(".location", "none"),
    ne(".processed_on", "none"),
    ne(".stored_on", "none"),
    ne(".location_document", "none"),
  },
}
check "csp.4.5.8.personal.provider" {
  each "services" {
    where = eq(".personal_data", "processed"),
    ne(".personal_data_document", "none"),
  },
}
