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

-- A document on a topic: there is one, and each was revised in time.
local function procedure(topic)
  return all {
    exists "documents" { has(".topics", topic) },
    each "documents" {
      where = has(".topics", topic),
      within(".reviewed", param "document-review-period"),
    },
  }
end

-- A section of a document that deals with a point.
local function section(topic, about)
  return some "documents" {
    has(".topics", topic),
    some ".points" { eq(".about", about), ne(".section", "none") },
  }
end

-- Somebody who answers for a duty, and a deputy.
local function role(duty)
  return some "organisation.roles" {
    has(".duties", duty),
    ne(".holder", "none"),
    ne(".deputy", "none"),
  }
end

-- 運1
check "fisc8.o1.customer" {
  some "documents" {
    has(".topics", "security-management"),
    covers(".contents", { "targets", "methods", "responsibilities" }),
  },
}
check "fisc8.o1.provider" { when = cloud, attested "security-framework" }

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

-- 運3
check "fisc8.o3.customer" {
  role "security-management",
  procedure "security-organisation",
}
check "fisc8.o3.provider" { when = cloud, attested "security-organisation" }

-- 運4
check "fisc8.o4.customer" {
  exists "components" {},
  each "components" { ne(".manager", "none") },
}
check "fisc8.o4.provider" { when = cloud, attested "system-management" }

-- 運5
check "fisc8.o5.customer" {
  exists "data_sets" {},
  each "data_sets" { ne(".manager", "none") },
}
check "fisc8.o5.provider" { when = cloud, attested "data-management" }

-- 運6
check "fisc8.o6.customer" {
  exists "connections" {},
  each "connections" { ne(".manager", "none") },
}
check "fisc8.o6.provider" { when = cloud, attested "network-management" }

-- 運7
check "fisc8.o7.customer" {
  role "disaster-response",
  procedure "disaster-organisation",
}
check "fisc8.o7.provider" { when = cloud, attested "disaster-organisation" }

-- 運8
check "fisc8.o8.customer" {
  role "crime-prevention",
  procedure "crime-organisation",
}
check "fisc8.o8.provider" { when = cloud, attested "crime-organisation" }

-- 運9
check "fisc8.o9.customer" {
  exists "work_units" {},
  each "work_units" { ne(".head", "none"), ne(".duties_document", "none") },
}
check "fisc8.o9.provider" { when = cloud, attested "work-organisation" }

-- 運10
check "fisc8.o10.customer" {
  covers("rules.topics", param "rule-topics"),
}
check "fisc8.o10.provider" { when = cloud, attested "rules" }

-- 運10-1
check "fisc8.o10-1.customer" {
  within("compliance_check.held", param "compliance-period"),
}
check "fisc8.o10-1.provider" { when = cloud, attested "compliance-verification" }

-- 運11
check "fisc8.o11.rights.customer" {
  each "entry_rights" {
    ne(".ground", "none"),
    within(".reviewed", param "entry-right-period"),
  },
}
check "fisc8.o11.keys.customer" {
  each "entry_keys" {
    ne(".holder", "none"),
    within(".counted", param "key-count-period"),
  },
}
check "fisc8.o11.provider" { when = cloud, attested "entry-rights" }

-- 運12
check "fisc8.o12.customer" {
  covers("building_entry.recorded", param "building-entry-fields"),
  within("building_entry.looked_into", param "entry-record-period"),
}
check "fisc8.o12.provider" { when = cloud, attested "building-entry-records" }

-- 運13
check "fisc8.o13.customer" {
  covers("room_entry.recorded", param "room-entry-fields"),
  within("room_entry.looked_into", param "entry-record-period"),
}
check "fisc8.o13.provider" { when = cloud, attested "room-entry-records" }

-- 運14
check "fisc8.o14.customer" {
  procedure "operation-manual",
}
check "fisc8.o14.provider" { when = cloud, attested "operation-manuals" }

-- 運15
check "fisc8.o15.customer" {
  procedure "incident-manual",
  section("incident-manual", "failures"),
  section("incident-manual", "disasters"),
}
check "fisc8.o15.provider" { when = cloud, attested "incident-manuals" }

-- 運16
check "fisc8.o16.customer" {
  covers("access.matrix.resource_kinds", param "resource-kinds"),
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

-- 運17
check "fisc8.o17.customer" {
  ne("access.passwords.stored", "clear"),
  covers("access.passwords.hidden_on", { "screens", "paper" }),
}
check "fisc8.o17.provider" { when = cloud, attested "password-protection" }

-- 運18
check "fisc8.o18.customer" {
  flag "access.procedure.approved",
  covers("access.procedure.deals_with", { "granting", "review" }),
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

-- 運19
check "fisc8.o19.customer" {
  exists "operators" {},
  each "operators" {
    within(".qualification_checked", param "operator-check-period"),
  },
}
check "fisc8.o19.provider" { when = cloud, attested "operator-qualification" }

-- 運20
check "fisc8.o20.customer" {
  procedure "operation-approval",
  section("operation-approval", "request"),
  section("operation-approval", "approval"),
}
check "fisc8.o20.provider" { when = cloud, attested "operation-approval" }

-- 運21
check "fisc8.o21.customer" {
  procedure "operation-shifts",
  exists "shifts" {},
  each "shifts" { ne(".leader", "none") },
}
check "fisc8.o21.provider" { when = cloud, attested "operation-shifts" }

-- 運22
check "fisc8.o22.customer" {
  exists "operations" {},
  each "operations" {
    ne(".record", "none"),
    not_after(".done", ".checked"),
  },
}
check "fisc8.o22.provider" { when = cloud, attested "operation-records" }

-- 運23
check "fisc8.o23.customer" {
  when = exists "client_work" {},
  each "client_work" {
    not_after(".approved", ".done"),
    ne(".record", "none"),
  },
}
check "fisc8.o23.provider" { when = cloud, attested "client-work" }

-- 運24
check "fisc8.o24.customer" {
  exists "inputs" {},
  each "inputs" { covers(".controls", param "input-controls") },
}

-- 運25
check "fisc8.o25.customer" {
  procedure "data-file-handling",
  section("data-file-handling", "handover"),
  section("data-file-handling", "management"),
}

-- 運26
check "fisc8.o26.customer" {
  procedure "data-correction",
}

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

-- 運28
check "fisc8.o28.customer" {
  procedure "program-file-management",
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
  ne("party.program_library.copied_to", "none"),
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

-- 運31
check "fisc8.o31.customer" {
  exists "network_devices" {},
  each "network_devices" {
    not_after(".settings_changed", ".settings_recorded"),
  },
}
check "fisc8.o31.provider" { when = cloud, attested "network-settings" }

-- 運32
check "fisc8.o32.customer" {
  each "network_devices" {
    not_after(".settings_changed", ".settings_copied"),
    ne(".place", fact ".copy_place"),
  },
}
check "fisc8.o32.provider" { when = cloud, attested "network-settings-backup" }

-- 運33
check "fisc8.o33.customer" {
  procedure "documentation-keeping",
  exists "system_documents" {},
  each "system_documents" { ne(".place", "none") },
}

-- 運34
check "fisc8.o34.customer" {
  each "system_documents" {
    not_after(".revised", ".copied"),
    ne(".place", fact ".copy_place"),
  },
}

-- 運35
check "fisc8.o35.customer" {
  procedure "blank-form-management",
}

-- 運36
check "fisc8.o36.customer" {
  procedure "printed-form-handling",
}

-- 運37
check "fisc8.o37.customer" {
  exists "outputs" {},
  each "outputs" { covers(".controls", param "output-controls") },
}

-- 運38
check "fisc8.o38.customer" {
  exists "transaction_kinds" {},
  each "transaction_kinds" { ne(".authority", "none") },
}

-- 運39
check "fisc8.o39.customer" {
  each "operator_cards" {
    ge(".holders", 1),
    within(".counted", param "operator-card-period"),
  },
}

-- 運40
check "fisc8.o40.customer" {
  covers("transaction_records.fields", param "transaction-record-fields"),
  within("transaction_records.verified", param "transaction-verification-period"),
}

-- 運41
check "fisc8.o41.customer" {
  procedure "loss-reports",
  ne("loss_reports.desk", "none"),
}
check "fisc8.o41.accounts.customer" {
  each "accident_accounts" { ne(".treatment", "none") },
}

-- 運42
check "fisc8.o42.customer" {
  covers("customer_terms.states", { "theft-loss", "damage-loss", "liability" }),
}

-- 運43
check "fisc8.o43.customer" {
  flag "key_management.procedure.approved",
  covers("key_management.procedure.stages", param "key-stages"),
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

-- 運44
check "fisc8.o44.customer" {
  each "transaction_kinds" {
    where = flag ".needs_identification",
    ne(".identification", "none"),
  },
}

-- 運44-1
check "fisc8.o44-1.customer" {
  when = exists "cash_machines" {},
  each "cash_machines" {
    one_of(".authentication", { "chip-and-pin", "biometric" }),
  },
}

-- 運45
check "fisc8.o45.customer" {
  when = exists "cash_machines" {},
  procedure "cash-machine-operation",
  each "cash_machines" { ne(".withdrawal_measure", "none") },
}

-- 運46
check "fisc8.o46.customer" {
  when = exists "cash_machines" {},
  role "cash-machine-watch",
  each "cash_machines" { one_of(".watch", { "remote", "guards" }) },
}

-- 運47
check "fisc8.o47.customer" {
  when = exists "cash_machines" {},
  each "cash_machines" {
    ne(".crime_lead", "none"),
    ne(".crime_responder", "none"),
  },
}

-- 運48
check "fisc8.o48.customer" {
  when = exists "cash_machines" {},
  procedure "cash-machine-response",
  section("cash-machine-response", "failures"),
  section("cash-machine-response", "disasters"),
}

-- 運49
check "fisc8.o49.customer" {
  when = exists "cash_machines" {},
  procedure "cash-machine-manual",
}

-- 運50
check "fisc8.o50.customer" {
  when = exists "sales_terminals" {},
  procedure "sales-terminals",
}

-- 運51
check "fisc8.o51.customer" {
  when = exists "card_stocks" {},
  procedure "card-management",
}

-- 運51-1
check "fisc8.o51-1.customer" {
  some "customers.security_notices" {
    has(".topics", "card-crime"),
    within(".given", param "card-notice-period"),
  },
}

-- 運52
check "fisc8.o52.customer" {
  when = exists "designated_accounts" {},
  procedure "card-watching",
  each "designated_accounts" { ne(".watch", "none") },
}

-- 運53
check "fisc8.o53.customer" {
  each "data_sets" {
    where = has(".content", "customer"),
    covers(".safeguards", param "customer-data-safeguards"),
  },
}

-- 運53-1
check "fisc8.o53-1.customer" {
  each "data_sets" {
    where = has(".content", "biometric"),
    covers(".safeguards", param "biometric-safeguards"),
  },
}

-- 運54
check "fisc8.o54.customer" {
  exists "resources" {},
  each "resources" {
    within(".capacity_checked", param "resource-period"),
    within(".measured", param "resource-period"),
  },
}

-- 運55
check "fisc8.o55.customer" {
  when = exists "outside_connections" {},
  each "outside_connections" {
    contract { with = ".partner" },
    covers(".contract_states", param "connection-contract-points"),
  },
}

-- 運56
check "fisc8.o56.customer" {
  when = exists "outside_connections" {},
  procedure "outside-connections",
}

-- 運57
check "fisc8.o57.customer" {
  procedure "device-management",
}

-- 運58
check "fisc8.o58.customer" {
  each "network_devices" {
    such_as {
      ne(".lock", "none"),
      eq(".administration", "limited"),
      other = ne(".protection", "none"),
    },
  },
}

-- 運59
check "fisc8.o59.customer" {
  procedure "device-maintenance",
  exists "devices" {},
  each "devices" { ne(".maintenance", "none") },
}

-- 運60
check "fisc8.o60.customer" { role "system-watch" }
check "fisc8.o60.response.customer" {
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
  ne("party.monitoring.lead", "none"),
}

-- 運61
check "fisc8.o61.customer" {
  each "room_work" { ne(".watcher", "none"), ne(".record", "none") },
}
check "fisc8.o61.provider" { when = cloud, attested "room-work" }

-- 運62
check "fisc8.o62.customer" {
  procedure "emergency-contact",
  exists "emergency_contacts" {},
  each "emergency_contacts" { ne(".means", "none") },
}

-- 運63
check "fisc8.o63.customer" {
  procedure "recovery",
  section("recovery", "failures"),
  section("recovery", "disasters"),
}

-- 運64
check "fisc8.o64.customer" {
  each "failures" { ne(".cause", "none"), ne(".analysis", "none") },
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
  },
}
check "fisc8.o65.operator" {
  when = operated,
  within("party.continuity.exercise_joined", param "exercise-period"),
}

-- 運66
check "fisc8.o66.customer" {
  exists "products" {},
  each "products" {
    ne(".version", "none"),
    ne(".manager", "none"),
  },
}
check "fisc8.o66.provider" { when = cloud, attested "asset-management" }

-- 運67
check "fisc8.o67.customer" {
  procedure "development-procedure",
  section("development-procedure", "development"),
  section("development-procedure", "change"),
}

-- 運68
check "fisc8.o68.customer" {
  exists "environments" { eq(".kind", "test") },
  each "environments" {
    where = eq(".kind", "test"),
    has(".separate_from", "production"),
  },
}

-- 運69
check "fisc8.o69.customer" {
  procedure "production-moves",
}

-- 運70
check "fisc8.o70.customer" {
  procedure "documentation-standard",
}
check "fisc8.o70.provider" { when = cloud, attested "documentation" }

-- 運71
check "fisc8.o71.customer" {
  procedure "development-document-keeping",
  exists "development_documents" {},
  each "development_documents" { ne(".place", "none") },
}
check "fisc8.o71.provider" { when = cloud, attested "development-documents" }

-- 運72
check "fisc8.o72.customer" {
  when = exists "packages" {},
  procedure "package-evaluation",
  role "package-evaluation",
}

-- 運73
check "fisc8.o73.customer" {
  when = exists "packages" {},
  role "package-operation",
  each "packages" { ne(".manager", "none") },
}

-- 運74
check "fisc8.o74.customer" {
  procedure "disposal",
  each "disposals" {
    not_after(".planned", ".done"),
  },
}
check "fisc8.o74.provider" { when = cloud, attested "disposal-planning" }

-- 運75
check "fisc8.o75.customer" {
  each "disposals" {
    one_of(".erasure", { "physical", "overwrite", "degauss", "other" }),
  },
}
check "fisc8.o75.provider" { when = cloud, attested "disposal-erasure" }

-- 運76
check "fisc8.o76.customer" {
  procedure "plant-management",
}
check "fisc8.o76.provider" { when = cloud, attested "plant-management" }

-- 運77
check "fisc8.o77.customer" {
  procedure "plant-maintenance",
}
check "fisc8.o77.provider" { when = cloud, attested "plant-maintenance" }

-- 運78
check "fisc8.o78.customer" {
  exists "plant_equipment" {},
  each "plant_equipment" {
    within(".capacity_checked", param "plant-measure-period"),
    within(".measured", param "plant-measure-period"),
  },
}
check "fisc8.o78.provider" { when = cloud, attested "plant-capacity" }

-- 運79
check "fisc8.o79.customer" {
  role "plant-watch",
  exists "plant_equipment" {},
  each "plant_equipment" { one_of(".watch", { "staffed", "remote" }) },
}
check "fisc8.o79.provider" { when = cloud, attested "plant-watch" }

-- 運80
check "fisc8.o80.customer" {
  exists "employees" {},
  each "employees" { within(".security_trained", param "security-training-period") },
}
check "fisc8.o80.provider" { when = cloud, attested "security-training" }

-- 運81
check "fisc8.o81.customer" {
  exists "employees" {},
  each "employees" { within(".skill_trained", param "skill-training-period") },
}
check "fisc8.o81.provider" { when = cloud, attested "skill-training" }

-- 運82
check "fisc8.o82.customer" {
  exists "operators" {},
  each "operators" {
    within(".operation_taught", param "operation-training-period"),
    within(".operation_trained", param "operation-training-period"),
  },
}
check "fisc8.o82.provider" { when = cloud, attested "operation-training" }

-- 運83
check "fisc8.o83.customer" {
  exists "employees" {},
  each "employees" {
    within(".emergency_taught", param "failure-exercise-period"),
  },
  some "exercises" { eq(".kind", "failure"), within(".held", param "failure-exercise-period") },
  some "exercises" { eq(".kind", "disaster"), within(".held", param "failure-exercise-period") },
}
check "fisc8.o83.provider" { when = cloud, attested "failure-exercises" }

-- 運84
check "fisc8.o84.customer" {
  some "exercises" { eq(".kind", "fire"), within(".held", param "fire-exercise-period") },
  some "exercises" { eq(".kind", "crime"), within(".held", param "fire-exercise-period") },
}
check "fisc8.o84.provider" { when = cloud, attested "fire-exercises" }

-- 運85
check "fisc8.o85.customer" {
  exists "employees" {},
  each "employees" {
    such_as {
      le(".years_in_post", param "post-years"),
      within(".interviewed", param "interview-period"),
      other = ne(".personnel_measure", "none"),
    },
  },
}
check "fisc8.o85.provider" { when = cloud, attested "staff-management" }

-- 運86
check "fisc8.o86.customer" {
  exists "employees" {},
  each "employees" { within(".health_checked", param "health-period") },
}
check "fisc8.o86.provider" { when = cloud, attested "staff-health" }

-- 運87
check "fisc8.o87.customer" {
  when = exists "outsourcings" {},
  each "outsourcings" {
    ne(".purpose", "none"),
    ne(".scope", "none"),
    not_after(".decided", ".begun"),
  },
}

-- 運87-1
check "fisc8.o87-1.customer" {
  when = exists "parties" { outsider },
  procedure "outsourcer-selection",
}
check "fisc8.o87-1.choice.customer" {
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
    contract { with = ".id", has = { "safety-measures" } },
  },
}
check "fisc8.o88.terms.customer" {
  when = exists "parties" { outsider },
  each "parties" {
    where = outsider,
    contract {
      with = ".id",
      has = {
        "confidentiality", "incident-notice", "subcontracting", "audit",
        "return-and-erasure",
      },
    },
  },
}
check "fisc8.o88.stop.customer" {
  when = operated,
  contract { with = "operator", has = { "stop-subcontracting" } },
}

-- 運89
check "fisc8.o89.customer" {
  when = exists "outsourcings" {},
  each "outsourcings" {
    ne(".rules_told_by", "none"),
    within(".compliance_verified", param "outsourced-rules-period"),
  },
}

-- 運90
check "fisc8.o90.customer" {
  when = exists "outsourcings" {},
  each "outsourcings" {
    ne(".own_manager", "none"),
    ne(".their_manager", "none"),
    within(".work_verified", param "outsourced-work-period"),
  },
}

-- 運90-1
check "fisc8.o90-1.customer" {
  when = exists "interbank_services" {},
  each "interbank_services" {
    within(".risk_assessed", param "interbank-period"),
    ne(".outage_plan", "none"),
  },
}

-- 運91
check "fisc8.o91.customer" {
  role "system-audit",
  procedure "system-audit",
}
check "fisc8.o91.conduct.customer" {
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

-- 運92
check "fisc8.o92.customer" {
  when = exists "in_store_branches" {},
  procedure "in-store-branch-criteria",
}

-- 運93
check "fisc8.o93.customer" {
  when = exists "shop_machines" {},
  procedure "shop-machine-criteria",
}

-- 運94
check "fisc8.o94.customer" {
  when = exists "shop_machines" {},
  each "shop_machines" {
    ne(".loading.crime_measure", "none"),
    ne(".servicing.crime_measure", "none"),
  },
}

-- 運95
check "fisc8.o95.customer" {
  when = exists "shop_machines" {},
  procedure "shop-machine-response",
  section("shop-machine-response", "failures"),
  section("shop-machine-response", "disasters"),
}

-- 運96
check "fisc8.o96.customer" {
  when = exists "shop_machines" {},
  each "shop_machines" {
    ne(".network_lock", "none"),
    ne(".transmission", "clear"),
  },
}

-- 運97
check "fisc8.o97.customer" {
  when = exists "shop_machines" {},
  each "shop_machines" {
    covers(".security_contacts", { "police", "guards" }),
  },
}

-- 運98
check "fisc8.o98.customer" {
  when = exists "shop_machines" {},
  some "customers.security_notices" {
    has(".topics", "shop-machine-crime"),
    within(".given", param "shop-notice-period"),
  },
}

-- 運99
check "fisc8.o99.customer" {
  when = flag "debit.offered",
  covers("debit.measures", param "debit-measures"),
}

-- 運100
check "fisc8.o100.customer" {
  when = flag "debit.offered",
  covers("debit.terminals", param "debit-number-measures"),
}

-- 運101
check "fisc8.o101.customer" {
  when = flag "debit.offered",
  covers("debit.terms", param "debit-terms"),
}

-- 運102
check "fisc8.o102.customer" {
  when = flag "debit.offered",
  some "customers.security_notices" {
    has(".topics", "debit"),
    within(".given", param "debit-notice-period"),
  },
}

-- 運103
check "fisc8.o103.customer" {
  when = exists "channels" { eq(".network", "internet") },
  each "channels" {
    where = eq(".network", "internet"),
    covers(".fraud_measures", param "fraud-measures"),
  },
}

-- 運104
check "fisc8.o104.customer" {
  when = exists "channels" { eq(".network", "internet") },
  each "channels" {
    where = eq(".network", "internet"),
    le(".detection.minutes", param "fraud-minutes"),
  },
}

-- 運105
check "fisc8.o105.customer" {
  when = exists "channels" { eq(".network", "internet") },
  each "channels" {
    where = eq(".network", "internet"),
    has(".disclosed", "measures"),
  },
}

-- 運105-1
check "fisc8.o105-1.customer" {
  when = exists "channels" { eq(".network", "internet") },
  procedure "internet-customer-response",
}

-- 運106
check "fisc8.o106.customer" {
  when = exists "channels" { eq(".network", "internet") },
  procedure "internet-operation",
}

-- 運107
check "fisc8.o107.customer" {
  procedure "mail-policy",
}
