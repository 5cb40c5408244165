-- Operational measures (運): what people do, day by day.

local cloud = exists "deployments" { one_of(".kind", { "cloud", "saas" }) }
local operated = exists "parties" { has(".roles", "operator") }
local outsider = no { has(".roles", "customer") }

local not_high = judged("importance", { "low", "medium" })

-- A valid report whose scope takes in the topic and every region in use.
local function attested(topic)
  return evidence {
    kind = { "soc2-type2", "soc1-type2", "iso27001" },
    about = topic,
    covers = fact "party.regions",
  }
end

-- 運2: approved after the review that asked for the change, not before.
local on_security = has(".topics", "security-management")
check "fisc8.o2.customer" {
  exists "documents" { on_security },
  each "documents" {
    where = on_security,
    within(".reviewed", param "document-review-period"),
    given(flag ".revision_decided") { not_after(".reviewed", ".approved") },
  },
}
check "fisc8.o2.provider" { when = cloud, attested "security-policy" }
check "fisc8.o2.operator" {
  when = operated,
  within("party.rules.reviewed", param "document-review-period"),
}

-- 運16
check "fisc8.o16.customer" {
  covers("access.matrix.resource_kinds", param "resource-kinds"),
  eq("access.default", "deny"),
}
check "fisc8.o16.privileged.customer" {
  each "accounts" {
    where = flag ".privileged",
    ge(".factors", 2),
    demand {
      no { flag ".shared" },
      alternative "sealed-for-emergencies" {
        flag ".sealed",
        flag ".use_recorded",
      },
    },
  },
}
check "fisc8.o16.provider" { when = cloud, attested "logical-access" }

-- 運18
check "fisc8.o18.customer" {
  flag "access.procedure.approved",
  within("access.last_review", param "access-review-period"),
}
check "fisc8.o18.leavers.customer" {
  each "accounts" { where = flag ".holder_left", no { flag ".enabled" } },
}
check "fisc8.o18.dormant.customer" (function (ctx)
  local limit = ctx.param "dormant-days"
  local dormant = ctx.count("accounts", function (account)
    return account.enabled and ctx.days_since(account.last_used) > limit
  end)
  return dormant == 0 or ctx.fail {
    ja = "眠ったIDが " .. dormant .. " 件ある。",
    en = dormant .. " accounts are dormant.",
    dormant = dormant,
  }
end)
check "fisc8.o18.provider" { when = cloud, attested "access-review" }

-- 運27: copies that are fresh and elsewhere, and a proof that they restore.
check "fisc8.o27.copies.customer" {
  each "data_sets" {
    within(".backup.last", param "backup-interval"),
    ne(".backup.location", fact ".location"),
  },
}
check "fisc8.o27.restore-test.customer" {
  demand {
    flag("backup.restore_test.passed", { max_age = param "restore-test-age" }),
    alternative "test-report" {
      evidence {
        kind = { "restore-test-report" },
        about = "restore",
        covers = fact "backup.regions",
        max_age = param "restore-test-age",
      },
    },
    relaxation "importance-not-high" { guard = not_high, nothing },
    floor = flag "backup.exists",
  },
}

-- 運29: a copy older than the last release holds the wrong version.
check "fisc8.o29.customer" {
  each "program_sets" {
    one_of(".backup.kind", { "full", "differential" }),
    not_after(".last_release", ".backup.last"),
  },
}
check "fisc8.o29.operator" {
  when = operated,
  flag "party.program_library.copied_offsite",
}

-- 運30
check "fisc8.o30.customer" {
  flag "malware.procedure.approved",
  such_as {
    flag "malware.media_scanned",
    flag "malware.software_allow_list",
    other = flag "malware.other_measure.recorded",
  },
}
check "fisc8.o30.provider" { when = cloud, attested "malware-procedures" }
check "fisc8.o30.supplier" {
  when = exists "parties" { has(".roles", "supplier") },
  given(flag "party.delivers_software") {
    flag "party.delivery.malware_scanned",
  },
}

-- 運43
check "fisc8.o43.customer" {
  flag "key_management.procedure.approved",
  covers("key_management.procedure.stages", {
    "generation", "distribution", "storage", "use", "backup", "rotation",
    "destruction",
  }),
}
check "fisc8.o43.rotation.customer" {
  each "keys" {
    within(".rotated", param "key-rotation-period"),
    given(ne(".custody", "provider-kms")) { ge(".custodians", 2) },
  },
}
check "fisc8.o43.provider" {
  when = all {
    cloud,
    exists "keys" {
      eq(".custody", "provider-kms"),
      eq(".kept_by", fact "party.id"),
    },
  },
  attested "key-management",
}

-- 運60
check "fisc8.o60.customer" {
  le("monitoring.response_minutes", param "response-minutes"),
  at_least(2, "oncall") {
    flag ".reachable_24h",
    within(".drill", param "oncall-drill-period"),
  },
}
check "fisc8.o60.status.customer" {
  when = cloud,
  flag "monitoring.provider_status_subscribed",
}
check "fisc8.o60.provider" { when = cloud, attested "service-monitoring" }
check "fisc8.o60.operator" {
  when = operated,
  flag "party.monitoring.staffed_24h",
}

-- 運65: an exercise proves the plan that it exercised, not a later one.
check "fisc8.o65.plan.customer" {
  flag "continuity.plan.approved",
  covers("continuity.plan.scenarios", param "contingency-scenarios"),
}
check "fisc8.o65.exercise.customer" {
  within("continuity.exercise.held", param "exercise-period"),
  not_after("continuity.plan.revised", "continuity.exercise.held"),
  le("continuity.exercise.recovery_hours", fact "continuity.target_hours"),
}
check "fisc8.o65.provider" {
  when = cloud,
  evidence {
    kind = { "soc2-type2", "soc1-type2", "iso27001", "iso22301" },
    about = "continuity",
    covers = fact "party.regions",
    max_age = param "continuity-evidence-age",
  },
}
check "fisc8.o65.operator" {
  when = operated,
  within("party.continuity.exercise_joined", param "exercise-period"),
}

-- 運87-1
check "fisc8.o87-1.customer" {
  when = exists "parties" { outsider },
  each "parties" {
    where = outsider,
    flag ".selection.criteria_met",
    not_after(".selection.decided", ".engaged_since"),
    given(has(".roles", "provider")) {
      one_of(".selection.data_location", { "japan", "abroad" }),
    },
  },
}

-- 運88
check "fisc8.o88.customer" {
  when = exists "parties" { outsider },
  each "parties" {
    where = outsider,
    contract {
      with = ".id",
      has = {
        "confidentiality", "safety-measures", "incident-notice",
        "subcontracting", "audit", "return-and-erasure",
      },
    },
  },
}
check "fisc8.o88.stop.customer" {
  when = operated,
  contract { with = "operator", has = { "stop-subcontracting" } },
}

-- 運91
check "fisc8.o91.customer" {
  within("audit.last", param "audit-period"),
  flag "audit.independent",
  flag "audit.reported",
  given(param "outside-auditor") { flag "audit.external" },
}
check "fisc8.o91.findings.customer" (function (ctx)
  local late = ctx.count("audit.findings", function (finding)
    return not finding.closed and ctx.days_since(finding.due) > 0
  end)
  return late == 0 or ctx.fail {
    ja = "期限を過ぎた指摘が " .. late .. " 件ある。",
    en = late .. " findings are past their deadline.",
    late = late,
  }
end)
check "fisc8.o91.reliance.customer" {
  when = cloud,
  each "deployments" {
    where = one_of(".kind", { "cloud", "saas" }),
    evidence {
      kind = { "soc1-type2", "soc2-type2" },
      about = "logical-access",
      covers = fact ".regions",
      on = fact "fiscal_year.end",
    },
    contract { with = ".provider", has = { "assurance-reports" } },
  },
}
