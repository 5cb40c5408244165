-- Technical measures (技): what the system does by itself.

local cloud = exists "deployments" { one_of(".kind", { "cloud", "saas" }) }
local operated = exists "parties" { has(".roles", "operator") }
local on_internet = exists "channels" { eq(".network", "internet") }

local not_high = judged("importance", { "low", "medium" })

-- A valid report whose scope takes in the topic and every region in use.
local function attested(topic)
  return evidence {
    kind = { "soc2-type2", "soc1-type2", "iso27001" },
    about = topic,
    covers = fact "party.regions",
  }
end

-- 技1
check "fisc8.t1.customer" {
  when = exists "hardware" {},
  each "hardware" {
    where = flag ".needed",
    within(".prevention.done", param "prevention-period"),
    le(".prevention.defects_left", 0),
  },
}
check "fisc8.t1.provider" { when = cloud, attested "preventive-maintenance" }

-- 技2
check "fisc8.t2.customer" {
  when = exists "hardware" { eq(".kind", "main-unit") },
  each "hardware" {
    where = all { eq(".kind", "main-unit"), flag ".stops_business" },
    one_of(".spare", { "cold", "warm", "hot" }),
    within(".spare_tried", param "main-spare-period"),
  },
}
check "fisc8.t2.provider" { when = cloud, attested "spare-computers" }

-- 技3
check "fisc8.t3.customer" {
  when = exists "hardware" { eq(".kind", "peripheral") },
  each "hardware" {
    where = all { eq(".kind", "peripheral"), flag ".stops_business" },
    one_of(".spare", { "cold", "warm", "hot" }),
    within(".spare_tried", param "peripheral-spare-period"),
  },
}
check "fisc8.t3.provider" { when = cloud, attested "spare-storage" }

-- 技4
check "fisc8.t4.customer" {
  when = exists "hardware" { eq(".kind", "communication") },
  each "hardware" {
    where = all { eq(".kind", "communication"), flag ".stops_business" },
    one_of(".spare", { "cold", "warm", "hot" }),
    within(".spare_tried", param "communication-spare-period"),
  },
}
check "fisc8.t4.provider" { when = cloud, attested "spare-network-devices" }

-- 技5
check "fisc8.t5.customer" {
  at_least(2, "lines") { where = eq(".purpose", "core"), flag ".in_service" },
  some "lines" {
    where = eq(".purpose", "core"),
    flag ".spare",
    within(".switch_test", param "line-switch-period"),
  },
}
check "fisc8.t5.carriers.customer" (function (ctx)
  local seen, carriers = {}, 0
  for _, line in ipairs(ctx.list "lines") do
    if line.purpose == "core" and not seen[line.carrier] then
      seen[line.carrier], carriers = true, carriers + 1
    end
  end
  if carriers == 0 then
    return ctx.notapplicable {
      ja = "基幹の回線がない。", en = "There are no core lines.",
    }
  end
  return carriers >= 2 or ctx.fail {
    ja = "基幹の回線がすべて同じ通信事業者による。",
    en = "All core lines are of one carrier.",
  }
end)
check "fisc8.t5.provider" { when = cloud, attested "network-redundancy" }

-- 技6
check "fisc8.t6.customer" {
  when = exists "terminal_kinds" {},
  each "terminal_kinds" {
    ge(".spares", param "terminal-spares"),
    within(".spares_tried", param "terminal-spare-period"),
  },
}
check "fisc8.t6.provider" { when = cloud, attested "spare-operation-terminals" }

-- 技7
check "fisc8.t7.customer" {
  each "developments" {
    ne(".longer_plan", "none"),
    ne(".plan_approved_by", "none"),
    not_after(".plan_compared", ".plan_approved"),
    not_after(".plan_approved", ".begun"),
  },
}
check "fisc8.t7.provider" { when = cloud, attested "development-planning" }

-- 技8
check "fisc8.t8.customer" {
  each "developments" {
    not_after(".security_needs_settled", ".designed"),
    covers(".security_functions", fact ".security_needs"),
  },
}
check "fisc8.t8.provider" { when = cloud, attested "security-by-design" }

-- 技9
check "fisc8.t9.customer" {
  each "developments" {
    ne(".designed_by", fact ".design_review.by"),
    not_after(".design_review.held", ".coding_begun"),
    le(".design_review.findings_open", 0),
  },
}
check "fisc8.t9.provider" { when = cloud, attested "design-quality" }

-- 技10
check "fisc8.t10.customer" {
  each "developments" {
    ne(".coding_rules", "none"),
    ne(".coded_by", fact ".code_read_by"),
    ge(".unit_test_percent", param "unit-test-percent"),
    le(".unit_tests_failed", 0),
  },
}
check "fisc8.t10.provider" { when = cloud, attested "coding-quality" }

-- 技11
check "fisc8.t11.customer" {
  each "developments" {
    covers(".tests_passed", param "test-kinds"),
    ne(".coded_by", fact ".tested_by"),
    not_after(".test_ended", ".live"),
    le(".grave_faults_open", 0),
  },
}
check "fisc8.t11.provider" { when = cloud, attested "change-testing" }

-- 技12
check "fisc8.t12.customer" {
  each "distributions" {
    one_of(".verified_by", { "checksum", "signature" }),
    eq(".arrived", fact ".targets"),
    ne(".way_back", "none"),
  },
}
check "fisc8.t12.provider" { when = cloud, attested "program-distribution" }

-- 技13
check "fisc8.t13.customer" {
  each "packages" {
    covers(".looked_into", { "track-record", "known-faults", "maker" }),
    not_after(".acceptance_tested", ".adopted"),
  },
}
check "fisc8.t13.provider" { when = cloud, attested "package-quality" }

-- 技14
check "fisc8.t14.customer" {
  each "routine_changes" {
    ne(".procedure", "none"),
    ne(".done_by", fact ".compared_by"),
    not_after(".done", ".compared"),
    le(".differences", 0),
  },
}
check "fisc8.t14.provider" { when = cloud, attested "routine-changes" }

-- 技15
check "fisc8.t15.customer" {
  each "function_changes" {
    not_after(".impact_examined", ".made"),
    not_after(".regression_tested", ".made"),
    le(".regression_failed", 0),
    not_after(".made", ".documents_revised"),
  },
}
check "fisc8.t15.provider" { when = cloud, attested "function-changes" }

-- 技16
check "fisc8.t16.customer" {
  exists "operation_steps" {},
  each "operation_steps" {
    where = eq(".done", "by-hand"),
    ne(".reason", "none"),
    within(".automation_considered", param "automation-period"),
    within(".simplification_considered", param "automation-period"),
  },
}

-- 技17
check "fisc8.t17.customer" {
  exists "operator_commands" {},
  each "operator_commands" {
    where = flag ".affects_business",
    covers(".checks", { "order", "target", "intent" }),
  },
}

-- 技18
check "fisc8.t18.customer" {
  exists "resources" {},
  each "resources" {
    le(".sampling_minutes", param "load-sampling-minutes"),
    le(".alarm_percent", param "load-alarm-percent"),
    one_of(".overload_control", { "queue", "refuse", "add" }),
  },
}

-- 技19
check "fisc8.t19.customer" {
  when = exists "cash_machines" {},
  each "cash_machines" {
    covers(".remote.functions", { "state", "stop", "start" }),
    within(".remote.tried", param "remote-control-period"),
  },
}

-- 技20
check "fisc8.t20.customer" {
  covers("monitoring.points", param "monitoring-items"),
  le("monitoring.alert_minutes", param "alert-minutes"),
}
check "fisc8.t20.components.customer" {
  each "components" { where = flag ".critical", flag ".monitored" },
}
check "fisc8.t20.operator" {
  when = operated,
  covers("party.monitoring.points", fact "monitoring.points"),
}

-- 技21
check "fisc8.t21.customer" {
  each "components" {
    where = flag ".critical",
    le(".fault.minutes_to_detect", param "fault-detection-minutes"),
    covers(".fault.told_apart", { "hardware", "programs", "network" }),
    within(".fault.location_tried", param "fault-location-period"),
  },
}
check "fisc8.t21.provider" { when = cloud, attested "fault-detection" }

-- 技22
check "fisc8.t22.customer" {
  each "components" {
    where = flag ".critical",
    one_of(".degraded.way", { "cut-off", "rearrange" }),
    le(".degraded.minutes", param "degradation-minutes"),
    within(".degraded.tried", param "degradation-period"),
  },
}

-- 技23
check "fisc8.t23.customer" {
  covers("failure_stop.units", { "kind", "branch", "channel" }),
  within("failure_stop.tried", param "failure-stop-period"),
}

-- 技24
check "fisc8.t24.customer" {
  each "components" {
    where = flag ".stateful",
    any { flag ".recovery.automatic", flag ".recovery.procedure_tried" },
    le(".recovery.measured_minutes", fact ".recovery.target_minutes"),
  },
}

-- 技25: a second site far enough away, and tried.
check "fisc8.t25.provider" { when = cloud, attested "location-independence" }
check "fisc8.t25.customer" {
  demand {
    some "deployments" {
      eq(".purpose", "secondary"),
      ge(".distance_km", param "second-site-km"),
      within(".switchover_test", param "switchover-period"),
    },
    relaxation "importance-not-high" {
      guard = not_high,
      flag "backup.remote",
    },
  },
}

-- 技26
check "fisc8.t26.customer" {
  exists "secret_kinds" {},
  each "secret_kinds" {
    eq(".shown", "masked"),
    one_of(".stored", { "hash", "hardware-module" }),
    eq(".sent", "encrypted"),
    le(".errors_allowed", param "secret-errors"),
  },
}
check "fisc8.t26.provider" { when = cloud, attested "credential-secrecy" }

-- 技27
check "fisc8.t27.customer" {
  each "connections" {
    where = flag ".crosses_boundary",
    one_of(".peer_check", { "certificate", "registered-device", "call-back" }),
    within(".peer_list_reviewed", param "peer-list-period"),
  },
}
check "fisc8.t27.provider" { when = cloud, attested "endpoint-verification" }

-- 技28
check "fisc8.t28.customer" {
  each "data_sets" {
    where = any {
      has(".content", "customer"),
      has(".content", "authentication"),
      has(".content", "card"),
    },
    demand {
      flag ".encrypted",
      alternative "tokenised" { flag ".tokenised" },
      floor = no { flag ".public" },
    },
  },
}
check "fisc8.t28.provider" { when = cloud, attested "tenant-isolation" }

-- 技29
check "fisc8.t29.customer" {
  each "connections" {
    where = flag ".crosses_boundary",
    demand {
      ge(".protection", "tls-1.2"),
      alternative "closed-line" {
        eq(".medium", "leased-line"),
        contract { with = ".carrier", has = { "confidentiality" } },
      },
    },
  },
}
check "fisc8.t29.certificates.customer" (function (ctx)
  local margin = ctx.param "certificate-margin-days"
  local ending = ctx.count("certificates", function (certificate)
    return ctx.days_between(ctx.as_of, certificate.valid_until) < margin
  end)
  return ending == 0 or ctx.fail {
    ja = "残り " .. margin .. " 日に満たない証明書が " .. ending .. " 枚ある。",
    en = ending .. " certificates have less than " .. margin .. " days left.",
    ending = ending,
  }
end)

check "fisc8.t29.certificates.provider" {
  when = all {
    cloud,
    exists "certificates" { eq(".renewed_by", fact "party.id") },
  },
  attested "certificate-renewal",
}

-- 技30
check "fisc8.t30.customer" {
  each "data_sets" {
    where = flag ".updated_together",
    one_of(".locking", { "record", "file" }),
    within(".deadlock_tried", param "deadlock-period"),
  },
}

-- 技31
check "fisc8.t31.customer" {
  exists "data_sets" {},
  each "data_sets" {
    eq(".rights.default", "deny"),
    covers(".rights.limited_by", { "person", "program", "operation" }),
    within(".rights.tried", param "file-rights-period"),
  },
}

-- 技32
check "fisc8.t32.customer" {
  exists "inputs" {},
  each "inputs" {
    covers(".tests", { "format", "range", "relations" }),
    ne(".refused_to", "none"),
  },
}

-- 技33
check "fisc8.t33.customer" {
  each "connections" {
    where = flag ".crosses_boundary",
    one_of(".integrity", { "authentication-code", "signature" }),
    within(".integrity_tried", param "integrity-period"),
  },
}

-- 技34
check "fisc8.t34.customer" {
  each "data_sets" {
    where = flag ".important",
    ne(".counterpart", "none"),
    within(".reconciled", param "reconciliation-period"),
    le(".differences_left", 0),
  },
}

-- 技35: how many kinds of proof a channel asks depends on what it can move.
local known = flag ".auth.knowledge"
local held = flag ".auth.possession"
local is = flag ".auth.biometric"
local signs = flag ".auth.transaction_signing"
check "fisc8.t35.customer" {
  when = exists "channels" { eq(".audience", "customers") },
  each "channels" {
    where = eq(".audience", "customers"),
    any { known, held, is, signs },
    given(all {
      param "customer-two-factors",
      any { has(".functions", "transfer"), has(".functions", "payment") },
    }) {
      any { at_least(2) { known, held, is }, signs },
    },
  },
}

-- 技35-1
check "fisc8.t35-1.customer" {
  when = exists "biometric_systems" {},
  each "biometric_systems" {
    covers(".studied", {
      "false-acceptance", "false-rejection", "spoofing", "substitute",
    }),
    within(".studied_on", param "biometric-study-period"),
    le(".false_acceptance_ppm", param "false-acceptance-ppm"),
  },
}

-- 技36
check "fisc8.t36.customer" {
  le("access.errors_until_lock", param "id-errors"),
  covers("access.id_measures", { "last-use-shown", "single-use" }),
  le("access.stopped_after_days", param "unused-id-days"),
}

-- 技37
check "fisc8.t37.customer" {
  covers("logs.fields", { "user", "time", "origin", "action", "outcome" }),
  flag "logs.tamper_protected",
  ge("logs.retention_days", param "log-retention-days"),
}
check "fisc8.t37.review.customer" {
  within("logs.last_review", param "log-review-period"),
}
check "fisc8.t37.behaviour.customer" { flag "logs.behaviour_analysis" }

-- 技38
check "fisc8.t38.customer" {
  each "transaction_kinds" {
    where = flag ".moves_funds",
    covers(".bounds", { "amount", "number" }),
    within(".bounds_reviewed", param "bounds-period"),
  },
}

-- 技39
check "fisc8.t39.customer" {
  covers("accident_bar.media", { "cards", "passbooks", "user-ids" }),
  le("accident_bar.minutes", param "bar-minutes"),
  within("accident_bar.tried", param "bar-period"),
}

-- 技40
check "fisc8.t40.customer" {
  when = exists "card_kinds" {},
  each "card_kinds" {
    one_of(".medium", { "chip", "chip-and-stripe" }),
    eq(".verification", "dynamic"),
    within(".forgery_examined", param "forgery-period"),
  },
}

-- 技41
check "fisc8.t41.customer" {
  when = exists "electronic_values" {},
  each "electronic_values" {
    any {
      eq(".held_in", "tamper-proof"),
      all {
        covers(".detects", { "duplication", "excess" }),
        within(".detection_renewed", param "value-detection-age"),
      },
    },
  },
}

-- 技42: a module of one's own or a certified one of the provider's.
check "fisc8.t42.customer" {
  each "keys" {
    demand {
      eq(".storage", "hsm"),
      alternative "provider-key-service" {
        eq(".custody", "provider-kms"),
        evidence { kind = { "fips-140" }, about = "key-modules" },
      },
      floor = no { flag ".exportable_in_clear" },
    },
  },
}
check "fisc8.t42.provider" {
  when = all {
    cloud,
    exists "keys" {
      eq(".custody", "provider-kms"),
      eq(".kept_by", fact "party.id"),
    },
  },
  attested "key-modules",
}

-- 技42-1
check "fisc8.t42-1.customer" {
  covers("mail_use.controls", { "recipients", "attachments", "records" }),
  covers("web_use.controls", { "categories", "downloads", "records" }),
  within("web_use.limits_reviewed", param "mail-web-period"),
}
check "fisc8.t42-1.provider" { when = cloud, attested "mail-web-use" }

-- 技43
check "fisc8.t43.customer" {
  each "connections" {
    where = flag ".crosses_boundary",
    one_of(".filter.kind", { "firewall", "gateway" }),
    eq(".filter.default", "deny"),
    within(".filter.rules_reviewed", param "filter-rule-period"),
    within(".filter.patched", param "filter-patch-period"),
  },
}
check "fisc8.t43.provider" { when = cloud, attested "boundary-defence" }

-- 技44
check "fisc8.t44.customer" {
  each "exposed_devices" {
    ne(".reason", "none"),
    le(".needless_ports", 0),
    within(".reviewed", param "exposure-review-period"),
  },
}
check "fisc8.t44.scan.customer" {
  within("exposure_scan.held", param "exposure-scan-period"),
  le("exposure_scan.unlisted", 0),
}
check "fisc8.t44.provider" { when = cloud, attested "exposure-limits" }

-- 技45
check "fisc8.t45.customer" {
  when = on_internet,
  flag "intrusion.detection",
  within("intrusion.rules_updated", param "detection-rule-age"),
  flag "intrusion.watched_24h",
}
check "fisc8.t45.test.customer" {
  when = on_internet,
  evidence {
    kind = { "penetration-test" },
    max_age = param "pentest-age",
    confirmed = false,
  },
}
check "fisc8.t45.provider" { when = cloud, attested "intrusion-detection" }

-- 技46
check "fisc8.t46.customer" {
  covers("transaction_watch.gathers", { "number", "amount", "failures" }),
  le("transaction_watch.minutes", param "transaction-watch-minutes"),
  within("transaction_watch.values_reviewed", param "transaction-watch-period"),
}
check "fisc8.t46.provider" { when = cloud, attested "platform-anomalies" }

-- 技47
check "fisc8.t47.customer" {
  covers("unusual_watch.kinds", param "unusual-kinds"),
}
check "fisc8.t47.examined.customer" {
  each "unusual_transactions" {
    ne(".made_by", fact ".examined_by"),
    le(".days_to_examine", param "unusual-days"),
  },
}
check "fisc8.t47.provider" { when = cloud, attested "unusual-operations" }

-- 技48
check "fisc8.t48.customer" {
  some "documents" {
    has(".topics", "unauthorised-access"),
    within(".reviewed", param "intrusion-procedure-period"),
    covers(".contents", {
      "cutting-off", "evidence-keeping", "recovery", "reporting",
    }),
  },
  within("intrusion.exercise", param "intrusion-exercise-period"),
}

-- 技49
check "fisc8.t49.customer" {
  each "components" {
    where = flag ".runs_programs",
    demand {
      flag ".malware.agent",
      within(".malware.definitions", param "definition-age"),
      alternative "replaced-not-altered" {
        flag ".immutable",
        within(".image_scanned", param "image-scan-age"),
      },
    },
  },
}
check "fisc8.t49.provider" { when = cloud, attested "malware-defence" }

-- 技50
check "fisc8.t50.customer" {
  each "components" {
    where = flag ".runs_programs",
    within(".malware.scanned", param "full-scan-period"),
    one_of(".malware.alarm", { "central", "on-duty" }),
  },
}
check "fisc8.t50.entrances.customer" {
  covers("malware.scanned_at", { "mail", "web", "media" }),
  within("malware.scan_tried", param "scan-trial-period"),
}
check "fisc8.t50.provider" { when = cloud, attested "malware-detection" }

-- 技51
check "fisc8.t51.customer" {
  flag "malware.isolation_procedure",
  flag "backup.unalterable",
  within("malware.exercise.held", param "malware-exercise-period"),
  lt("malware.exercise.rebuild_hours", fact "continuity.bearable_hours"),
}
check "fisc8.t51.provider" { when = cloud, attested "malware-recovery" }
