-- Operational measures (運): what people do, day by day.

local cloud = exists "deployments" { one_of(".kind", { "cloud", "saas" }) }
local operated = exists "parties" { has(".roles", "operator") }
local outsider = no { has(".roles", "customer") }

-- A valid report whose scope takes in the topic and every region in use.
local function attested(topic)
  return evidence {
    kind = { "soc2-type2", "soc1-type2", "iso27001" },
    about = topic,
    covers = fact "party.regions",
  }
end

-- A section of a document that deals with a point.
local function section(topic, about)
  return some "documents" {
    has(".topics", topic),
    some ".points" { eq(".about", about), ne(".section", "none") },
  }
end

-- At least one of the measures that the vocabulary knows.
local function some_of(path, measures)
  local t = {}
  for i, measure in ipairs(measures) do
    t[i] = has(path, measure)
  end
  return any(t)
end

-- There is a document on the topic.
local function written(topic)
  return exists "documents" { has(".topics", topic) }
end

-- Somebody who answers for a duty.
local function headed(duty)
  return some "organisation.roles" {
    has(".duties", duty),
    ne(".holder", "none"),
  }
end

-- A body set up for a purpose, and somebody who leads it.
local function body(purpose)
  return some "organisation.bodies" {
    eq(".purpose", purpose),
    ne(".leader", "none"),
  }
end

-- 運1: how concrete is concrete enough is the institution's to say.
check "fisc8.o1.customer" {
  some "documents" {
    has(".topics", "security-management"),
    covers(".contents", param "security-document-contents"),
  },
}
check "fisc8.o1.provider" { when = cloud, attested "security-framework" }

-- 運2: approved after the evaluation that asked for the change, not before.
local on_security = has(".topics", "security-management")
check "fisc8.o2.customer" {
  exists "documents" { on_security },
  each "documents" {
    where = on_security,
    ne(".evaluated_by", "none"),
    given(flag ".revision_decided") { not_after(".reviewed", ".approved") },
  },
}
check "fisc8.o2.provider" { when = cloud, attested "security-policy" }
check "fisc8.o2.operator" {
  when = operated,
  ne("party.rules.evaluated_by", "none"),
  given(flag "party.rules.revision_decided") {
    not_after("party.rules.reviewed", "party.rules.approved"),
  },
}

-- 運3
check "fisc8.o3.customer" { headed "security-management" }
check "fisc8.o3.provider" { when = cloud, attested "security-organisation" }

-- 運4
check "fisc8.o4.customer" { headed "system-management" }
check "fisc8.o4.provider" { when = cloud, attested "system-management" }

-- 運5
check "fisc8.o5.customer" { headed "data-management" }
check "fisc8.o5.provider" { when = cloud, attested "data-management" }

-- 運6
check "fisc8.o6.customer" { headed "network-management" }
check "fisc8.o6.provider" { when = cloud, attested "network-management" }

-- 運7
check "fisc8.o7.customer" { body "disaster-response" }
check "fisc8.o7.provider" { when = cloud, attested "disaster-organisation" }

-- 運8
check "fisc8.o8.customer" { body "crime-prevention" }
check "fisc8.o8.provider" { when = cloud, attested "crime-organisation" }

-- 運9
check "fisc8.o9.customer" {
  exists "work_units" {},
  each "work_units" { ne(".head", "none") },
}
check "fisc8.o9.provider" { when = cloud, attested "work-organisation" }

-- 運10
check "fisc8.o10.customer" {
  covers("rules.topics", param "rule-topics"),
}
check "fisc8.o10.provider" { when = cloud, attested "rules" }

-- 運10-1: a check without a result has confirmed nothing.
check "fisc8.o10-1.customer" {
  some "compliance_checks" { ne(".result", "none") },
}
check "fisc8.o10-1.provider" { when = cloud, attested "compliance-verification" }

-- 運11
check "fisc8.o11.rights.customer" {
  exists "entry_rights" {},
  each "entry_rights" { ne(".ground", "none") },
}
check "fisc8.o11.keys.customer" {
  exists "entry_keys" {},
  each "entry_keys" { ne(".holder", "none") },
}
check "fisc8.o11.provider" { when = cloud, attested "entry-rights" }

-- 運12
check "fisc8.o12.customer" {
  covers("building_entry.recorded", { "entering", "leaving" }),
}
check "fisc8.o12.provider" { when = cloud, attested "building-entry-records" }

-- 運13
check "fisc8.o13.customer" {
  covers("room_entry.recorded", { "entering", "leaving" }),
}
check "fisc8.o13.provider" { when = cloud, attested "room-entry-records" }

-- 運14
check "fisc8.o14.customer" { written "operation-manual" }
check "fisc8.o14.provider" { when = cloud, attested "operation-manuals" }

-- 運15
check "fisc8.o15.customer" {
  section("incident-manual", "failures"),
  section("incident-manual", "disasters"),
}
check "fisc8.o15.provider" { when = cloud, attested "incident-manuals" }

-- 運16: which resources is left open; systems are named.
check "fisc8.o16.customer" {
  covers("access.matrix.resource_kinds", param "resource-kinds"),
  has("access.matrix.resource_kinds", "system"),
}
check "fisc8.o16.provider" { when = cloud, attested "logical-access" }

-- 運17
check "fisc8.o17.customer" {
  covers("access.passwords.measures", param "password-measures"),
}
check "fisc8.o17.provider" { when = cloud, attested "password-protection" }

-- 運18
check "fisc8.o18.customer" {
  covers("access.procedure.deals_with", { "granting", "review" }),
}
check "fisc8.o18.provider" { when = cloud, attested "access-review" }

-- 運19
check "fisc8.o19.customer" {
  exists "operators" {},
  each "operators" { ne(".qualification_checked_by", "none") },
}
check "fisc8.o19.provider" { when = cloud, attested "operator-qualification" }

-- 運20
check "fisc8.o20.customer" {
  section("operation-approval", "request"),
  section("operation-approval", "approval"),
}
check "fisc8.o20.provider" { when = cloud, attested "operation-approval" }

-- 運21
check "fisc8.o21.customer" {
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
  each "client_work" { covers(".controls", param "client-work-controls") },
}
check "fisc8.o23.provider" { when = cloud, attested "client-work" }

-- 運24
check "fisc8.o24.customer" {
  exists "inputs" {},
  each "inputs" { covers(".controls", param "input-controls") },
}

-- 運25
check "fisc8.o25.customer" {
  section("data-file-handling", "handover"),
  section("data-file-handling", "management"),
}

-- 運26
check "fisc8.o26.customer" { written "data-correction" }

-- 運27
check "fisc8.o27.copies.customer" {
  exists "data_sets" {},
  each "data_sets" { ne(".backup.location", "none") },
}

-- 運28
check "fisc8.o28.customer" { written "program-file-management" }

-- 運29: a copy older than the last release holds the wrong version.
check "fisc8.o29.customer" {
  exists "program_sets" {},
  each "program_sets" { not_after(".last_release", ".backup.last") },
}
check "fisc8.o29.operator" {
  when = operated,
  ne("party.program_library.copied_to", "none"),
}

-- 運30
check "fisc8.o30.customer" {
  some_of("malware.measures", {
    "detection", "prevention", "recovery", "other",
  }),
}
check "fisc8.o30.provider" { when = cloud, attested "malware-procedures" }

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
  exists "network_devices" {},
  each "network_devices" {
    not_after(".settings_changed", ".settings_copied"),
  },
}
check "fisc8.o32.provider" { when = cloud, attested "network-settings-backup" }

-- 運33
check "fisc8.o33.customer" { written "documentation-keeping" }

-- 運34
check "fisc8.o34.customer" {
  exists "system_documents" {},
  each "system_documents" { not_after(".revised", ".copied") },
}

-- 運35
check "fisc8.o35.customer" { written "blank-form-management" }

-- 運36
check "fisc8.o36.customer" { written "printed-form-handling" }

-- 運37: against both, when output is made and when it is handled.
check "fisc8.o37.customer" {
  exists "outputs" {},
  each "outputs" {
    covers(".kept_from_fraud", { "making", "handling" }),
    covers(".kept_secret", { "making", "handling" }),
  },
}

-- 運38
check "fisc8.o38.customer" {
  exists "transaction_kinds" {},
  each "transaction_kinds" { ne(".authority", "none") },
}

-- 運39
check "fisc8.o39.customer" {
  when = exists "operator_cards" {},
  each "operator_cards" { ne(".keeper", "none") },
}

-- 運40
check "fisc8.o40.customer" {
  exists "transaction_kinds" {},
  each "transaction_kinds" {
    ne(".record", "none"),
    ne(".verification", "none"),
  },
}

-- 運41
check "fisc8.o41.customer" { ne("loss_reports.desk", "none") }
check "fisc8.o41.accounts.customer" {
  when = exists "accident_accounts" {},
  each "accident_accounts" { ne(".treatment", "none") },
}

-- 運42
check "fisc8.o42.customer" {
  covers("customer_terms.deal_with", { "devices", "media" }),
  covers("customer_terms.events", { "theft", "damage" }),
  covers("customer_terms.states", { "loss", "liability" }),
}

-- 運43
check "fisc8.o43.customer" {
  covers("key_management.procedure.stages", param "key-stages"),
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
local identified = flag ".needs_identification"
check "fisc8.o44.customer" {
  exists "transaction_kinds" { identified },
  each "transaction_kinds" {
    where = identified,
    ne(".identification", "none"),
  },
}

-- 運44-1
check "fisc8.o44-1.customer" {
  when = exists "cash_machines" {},
  each "cash_machines" { ne(".authentication", "none") },
}

-- 運45
check "fisc8.o45.customer" {
  when = exists "cash_machines" {},
  written "cash-machine-operation",
  each "cash_machines" { ne(".withdrawal_measure", "none") },
}

-- 運46
check "fisc8.o46.customer" {
  when = exists "cash_machines" {},
  headed "cash-machine-watch",
}

-- 運47
check "fisc8.o47.customer" {
  when = exists "cash_machines" {},
  each "cash_machines" { ne(".crime_lead", "none") },
}

-- 運48
check "fisc8.o48.customer" {
  when = exists "cash_machines" {},
  section("cash-machine-response", "failures"),
  section("cash-machine-response", "disasters"),
}

-- 運49
check "fisc8.o49.customer" {
  when = exists "cash_machines" {},
  written "cash-machine-manual",
}

-- 運50
check "fisc8.o50.customer" {
  when = exists "sales_terminals" {},
  written "sales-terminals",
}

-- 運51
check "fisc8.o51.customer" {
  when = exists "card_stocks" {},
  written "card-management",
}

-- 運51-1
check "fisc8.o51-1.customer" {
  exists "customers.security_notices" { has(".topics", "card-crime") },
}

-- 運52
check "fisc8.o52.customer" {
  when = exists "designated_accounts" {},
  written "card-watching",
}

-- 運53
local of_customers = has(".content", "customer")
check "fisc8.o53.customer" {
  exists "data_sets" { of_customers },
  each "data_sets" {
    where = of_customers,
    covers(".safeguards", param "customer-data-safeguards"),
  },
}

-- 運53-1
local of_bodies = has(".content", "biometric")
check "fisc8.o53-1.customer" {
  when = exists "data_sets" { of_bodies },
  each "data_sets" {
    where = of_bodies,
    covers(".safeguards", param "biometric-safeguards"),
  },
}

-- 運54
check "fisc8.o54.customer" {
  exists "resources" {},
  each "resources" {
    ne(".capacity_check", "none"),
    ne(".use_check", "none"),
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
  written "outside-connections",
}

-- 運57
check "fisc8.o57.customer" { written "device-management" }

-- 運58
check "fisc8.o58.customer" {
  exists "network_devices" {},
  each "network_devices" {
    such_as {
      ne(".lock", "none"),
      eq(".administration", "limited"),
      other = ne(".protection", "none"),
    },
  },
}

-- 運59
check "fisc8.o59.customer" { written "device-maintenance" }

-- 運60
check "fisc8.o60.customer" { headed "system-watch" }
check "fisc8.o60.status.customer" {
  when = cloud,
  flag "monitoring.provider_status_subscribed",
}
check "fisc8.o60.provider" { when = cloud, attested "service-monitoring" }
check "fisc8.o60.operator" {
  when = operated,
  ne("party.monitoring.lead", "none"),
}

-- 運61: how work is governed is the institution's to choose.
check "fisc8.o61.customer" {
  when = exists "room_work" {},
  each "room_work" {
    such_as {
      ne(".watcher", "none"),
      ne(".record", "none"),
      other = ne(".control", "none"),
    },
  },
}
check "fisc8.o61.provider" { when = cloud, attested "room-work" }

-- 運62
check "fisc8.o62.customer" { written "emergency-contact" }

-- 運63
check "fisc8.o63.customer" {
  section("recovery", "failures"),
  section("recovery", "disasters"),
}

-- 運64
check "fisc8.o64.customer" {
  when = exists "failures" {},
  each "failures" { ne(".investigation", "none"), ne(".analysis", "none") },
}

-- 運65
check "fisc8.o65.plan.customer" { ne("continuity.plan.document", "none") }
check "fisc8.o65.provider" {
  when = cloud,
  evidence {
    kind = { "soc2-type2", "soc1-type2", "iso27001", "iso22301" },
    about = "continuity",
    covers = fact "party.regions",
  },
}

-- 運66
check "fisc8.o66.customer" {
  exists "products" { eq(".kind", "hardware") },
  exists "products" { eq(".kind", "software") },
  each "products" { ne(".manager", "none") },
}
check "fisc8.o66.provider" { when = cloud, attested "asset-management" }

-- 運67
check "fisc8.o67.customer" {
  section("development-procedure", "development"),
  section("development-procedure", "change"),
}

-- 運68
check "fisc8.o68.customer" {
  exists "environments" { eq(".kind", "test") },
}

-- 運69
check "fisc8.o69.customer" { written "production-moves" }

-- 運70
check "fisc8.o70.customer" { written "documentation-standard" }
check "fisc8.o70.provider" { when = cloud, attested "documentation" }

-- 運71
check "fisc8.o71.customer" { written "development-document-keeping" }
check "fisc8.o71.provider" { when = cloud, attested "development-documents" }

-- 運72
check "fisc8.o72.customer" {
  when = exists "packages" {},
  headed "package-evaluation",
}

-- 運73
check "fisc8.o73.customer" {
  when = exists "packages" {},
  headed "package-operation",
  headed "package-management",
}

-- 運74
check "fisc8.o74.customer" {
  written "disposal",
  each "disposals" {
    not_after(".planned", ".done"),
  },
}
check "fisc8.o74.provider" { when = cloud, attested "disposal-planning" }

-- 運75: plain deletion prevents nothing.
check "fisc8.o75.customer" {
  when = exists "disposals" {},
  each "disposals" {
    such_as {
      one_of(".erasure", { "physical", "overwrite", "degauss" }),
      other = ne(".leak_measure", "none"),
    },
  },
}
check "fisc8.o75.provider" { when = cloud, attested "disposal-erasure" }

-- 運76
check "fisc8.o76.customer" { written "plant-management" }
check "fisc8.o76.provider" { when = cloud, attested "plant-management" }

-- 運77
check "fisc8.o77.customer" { written "plant-maintenance" }
check "fisc8.o77.provider" { when = cloud, attested "plant-maintenance" }

-- 運78
check "fisc8.o78.customer" {
  exists "plant_equipment" {},
  each "plant_equipment" {
    ne(".capacity_check", "none"),
    ne(".use_check", "none"),
  },
}
check "fisc8.o78.provider" { when = cloud, attested "plant-capacity" }

-- 運79
check "fisc8.o79.customer" { headed "plant-watch" }
check "fisc8.o79.provider" { when = cloud, attested "plant-watch" }

-- 運80
local function trained(topic)
  return exists "trainings" { has(".topics", topic) }
end
local function exercised(kind)
  return exists "exercises" { eq(".kind", kind) }
end
check "fisc8.o80.customer" { trained "security" }
check "fisc8.o80.provider" { when = cloud, attested "security-training" }

-- 運81
check "fisc8.o81.customer" { trained "skills" }
check "fisc8.o81.provider" { when = cloud, attested "skill-training" }

-- 運82: both teaching and practice.
check "fisc8.o82.customer" { trained "operation", exercised "operation" }
check "fisc8.o82.provider" { when = cloud, attested "operation-training" }

-- 運83: both, for either.
check "fisc8.o83.customer" {
  trained "failures",
  trained "disasters",
  exercised "failure",
  exercised "disaster",
}
check "fisc8.o83.provider" { when = cloud, attested "failure-exercises" }

-- 運84
check "fisc8.o84.customer" {
  exercised "disaster-prevention",
  exercised "crime",
}
check "fisc8.o84.provider" { when = cloud, attested "fire-exercises" }

-- 運85: what is proper is the institution's to say.
check "fisc8.o85.customer" {
  exists "employees" {},
  each "employees" { covers(".personnel_measures", param "personnel-measures") },
}
check "fisc8.o85.provider" { when = cloud, attested "staff-management" }

-- 運86
check "fisc8.o86.customer" {
  exists "employees" {},
  each "employees" { ne(".health_measure", "none") },
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
  written "outsourcer-selection",
}

-- 運88
check "fisc8.o88.customer" {
  when = exists "parties" { outsider },
  each "parties" {
    where = outsider,
    contract { with = ".id", has = { "safety-measures" } },
  },
}

-- 運89: bound to the rules, and both managed and verified.
check "fisc8.o89.customer" {
  when = exists "outsourcings" {},
  each "outsourcings" {
    ne(".rules_bound_by", "none"),
    ne(".compliance_managed_by", "none"),
    ne(".compliance_verified_by", "none"),
  },
}

-- 運90
check "fisc8.o90.customer" {
  when = exists "outsourcings" {},
  each "outsourcings" {
    ne(".organisation", "none"),
    ne(".work_managed_by", "none"),
    ne(".work_verified_by", "none"),
  },
}

-- 運90-1: what is proper is the institution's to say.
check "fisc8.o90-1.customer" {
  when = exists "interbank_services" {},
  each "interbank_services" {
    covers(".risk_measures", param "interbank-risk-measures"),
  },
}

-- 運91
check "fisc8.o91.customer" { headed "system-audit" }

-- 運92
check "fisc8.o92.customer" {
  when = exists "in_store_branches" {},
  written "in-store-branch-criteria",
}

-- 運93
check "fisc8.o93.customer" {
  when = exists "shop_machines" {},
  written "shop-machine-criteria",
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
  section("shop-machine-response", "failures"),
  section("shop-machine-response", "disasters"),
}

-- 運96
check "fisc8.o96.customer" {
  when = exists "shop_machines" {},
  each "shop_machines" {
    ne(".network_measure", "none"),
    ne(".transmission_measure", "none"),
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
  exists "customers.security_notices" { has(".topics", "shop-machine-crime") },
}

-- 運99
check "fisc8.o99.customer" {
  when = flag "debit.offered",
  covers("debit.measures", param "debit-measures"),
}

-- 運100
check "fisc8.o100.customer" {
  when = flag "debit.offered",
  covers("debit.number_measures", param "debit-number-measures"),
  covers("debit.pin_measures", param "debit-pin-measures"),
}

-- 運101
check "fisc8.o101.customer" {
  when = flag "debit.offered",
  covers("debit.customer_protections", param "debit-protections"),
}

-- 運102
check "fisc8.o102.customer" {
  when = flag "debit.offered",
  exists "customers.security_notices" { has(".topics", "debit") },
}

-- 運103
local open_network = one_of(".network", { "internet", "mobile" })
check "fisc8.o103.customer" {
  when = exists "channels" { open_network },
  each "channels" {
    where = open_network,
    covers(".fraud_measures", param "fraud-measures"),
  },
}

-- 運104
check "fisc8.o104.customer" {
  when = exists "channels" { open_network },
  each "channels" {
    where = open_network,
    le(".detection.minutes", param "fraud-minutes"),
  },
}

-- 運105
check "fisc8.o105.customer" {
  when = exists "channels" { open_network },
  each "channels" {
    where = open_network,
    has(".disclosed", "measures"),
  },
}

-- 運105-1
check "fisc8.o105-1.customer" {
  when = exists "channels" { open_network },
  written "internet-customer-response",
}

-- 運106
check "fisc8.o106.customer" {
  when = exists "channels" { open_network },
  written "internet-operation",
}

-- 運107
check "fisc8.o107.customer" { written "mail-policy" }
