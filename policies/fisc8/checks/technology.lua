-- Technical measures (技): what the system does by itself.

local cloud = exists "deployments" { one_of(".kind", { "cloud", "saas" }) }
local operated = exists "parties" { has(".roles", "operator") }
local on_internet = exists "channels" { eq(".network", "internet") }

local components = exists "components" {}
local crossing = exists "connections" { flag ".crosses_boundary" }

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
  },
}
check "fisc8.t1.provider" { when = cloud, attested "preventive-maintenance" }

-- 技2
check "fisc8.t2.customer" {
  when = exists "hardware" { eq(".kind", "main-unit") },
  each "hardware" {
    where = all { eq(".kind", "main-unit"), flag ".needed" },
    ne(".spare", "none"),
  },
}
check "fisc8.t2.provider" { when = cloud, attested "spare-computers" }

-- 技3
check "fisc8.t3.customer" {
  when = exists "hardware" { eq(".kind", "peripheral") },
  each "hardware" {
    where = all { eq(".kind", "peripheral"), flag ".needed" },
    ne(".spare", "none"),
  },
}
check "fisc8.t3.provider" { when = cloud, attested "spare-peripherals" }

-- 技4
check "fisc8.t4.customer" {
  when = exists "hardware" { eq(".kind", "communication") },
  each "hardware" {
    where = all { eq(".kind", "communication"), flag ".needed" },
    ne(".spare", "none"),
  },
}
check "fisc8.t4.provider" { when = cloud, attested "spare-network-devices" }

-- 技5
check "fisc8.t5.customer" {
  at_least(2, "lines") { where = eq(".purpose", "core"), flag ".in_service" },
  some "lines" {
    where = all { eq(".purpose", "core"), flag ".in_service" },
    flag ".spare",
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
  each "terminal_kinds" { ge(".spares", param "terminal-spares") },
}
check "fisc8.t6.provider" { when = cloud, attested "spare-operation-terminals" }

-- Developments that have come to a stage: the stages before it are over.
local function reached(stage)
  return exists "developments" { ge(".stage", stage) }
end

-- 技7
check "fisc8.t7.customer" {
  when = reached "design",
  each "developments" {
    where = ge(".stage", "design"),
    ne(".longer_plan", "none"),
    ne(".plan_approved_by", "none"),
  },
}
check "fisc8.t7.provider" { when = cloud, attested "development-planning" }

-- 技8
check "fisc8.t8.customer" {
  when = reached "coding",
  each "developments" {
    where = ge(".stage", "coding"),
    covers(".security_functions", fact ".security_needs"),
  },
}
check "fisc8.t8.provider" { when = cloud, attested "security-by-design" }

-- 技9
check "fisc8.t9.customer" {
  when = reached "coding",
  each "developments" {
    where = ge(".stage", "coding"),
    such_as {
      all {
        ne(".design_review.by", "none"),
        le(".design_review.findings_open", 0),
      },
      other = ne(".design_measure", "none"),
    },
  },
}
check "fisc8.t9.provider" { when = cloud, attested "design-quality" }

-- 技10
check "fisc8.t10.customer" {
  when = reached "testing",
  each "developments" {
    where = ge(".stage", "testing"),
    such_as {
      all {
        ne(".coding_rules", "none"),
        ne(".code_read_by", "none"),
        le(".unit_tests_failed", 0),
      },
      other = ne(".coding_measure", "none"),
    },
  },
}
check "fisc8.t10.provider" { when = cloud, attested "coding-quality" }

-- 技11
check "fisc8.t11.customer" {
  when = reached "live",
  each "developments" {
    where = ge(".stage", "live"),
    covers(".tests_passed", param "test-kinds"),
    le(".grave_faults_open", 0),
  },
}
check "fisc8.t11.provider" { when = cloud, attested "change-testing" }

-- 技12
check "fisc8.t12.customer" {
  when = exists "distributions" {},
  each "distributions" {
    ne(".verified_by", "none"),
    ne(".arrival_check", "none"),
  },
}
check "fisc8.t12.provider" { when = cloud, attested "program-distribution" }

-- 技13
check "fisc8.t13.customer" {
  when = exists "packages" {},
  each "packages" {
    such_as {
      not_after(".acceptance_tested", ".adopted"),
      other = ne(".quality_measure", "none"),
    },
  },
}
check "fisc8.t13.provider" { when = cloud, attested "package-quality" }

-- 技14
check "fisc8.t14.customer" {
  when = exists "routine_changes" {},
  each "routine_changes" {
    ne(".compared_by", "none"),
    le(".differences", 0),
  },
}
check "fisc8.t14.provider" { when = cloud, attested "routine-changes" }

-- 技15
check "fisc8.t15.customer" {
  when = exists "function_changes" {},
  each "function_changes" {
    not_after(".impact_examined", ".made"),
    not_after(".regression_tested", ".made"),
    le(".regression_failed", 0),
  },
}
check "fisc8.t15.provider" { when = cloud, attested "function-changes" }

-- 技16
check "fisc8.t16.customer" {
  exists "operation_steps" {},
  each "operation_steps" {
    where = eq(".done", "by-hand"),
    ne(".reason", "none"),
    ne(".simplification", "none"),
  },
}

-- 技17
check "fisc8.t17.customer" {
  exists "operator_commands" {},
  each "operator_commands" {
    where = flag ".affects_business",
    covers(".checks", param "command-checks"),
  },
}

-- 技18
check "fisc8.t18.customer" {
  exists "resources" {},
  each "resources" {
    ne(".load_watch", "none"),
    ne(".overload_control", "none"),
  },
}

-- 技19
check "fisc8.t19.customer" {
  when = exists "cash_machines" {},
  each "cash_machines" {
    covers(".remote.functions", param "remote-functions"),
  },
}

-- 技20
check "fisc8.t20.customer" {
  covers("monitoring.points", param "monitoring-items"),
}
check "fisc8.t20.components.customer" {
  components,
  each "components" { where = flag ".critical", flag ".monitored" },
}
check "fisc8.t20.provider" { when = cloud, attested "operation-monitoring" }
check "fisc8.t20.operator" {
  when = operated,
  covers("party.monitoring.points", fact "monitoring.points"),
}

-- 技21
check "fisc8.t21.customer" {
  components,
  each "components" {
    where = flag ".critical",
    ne(".fault.detected_by", "none"),
    covers(".fault.told_apart", param "fault-places"),
  },
}
check "fisc8.t21.provider" { when = cloud, attested "fault-detection" }

-- 技22
check "fisc8.t22.customer" {
  components,
  each "components" {
    where = flag ".critical",
    ne(".degraded.way", "none"),
  },
}

-- 技23
check "fisc8.t23.customer" {
  covers("failure_stop.units", param "failure-stop-units"),
}

-- 技24
check "fisc8.t24.customer" {
  components,
  each "components" {
    where = flag ".stateful",
    any { flag ".recovery.automatic", flag ".recovery.procedure_tried" },
  },
}

-- 技25: a second site, so far away that a disaster spares it.
check "fisc8.t25.provider" { when = cloud, attested "location-independence" }
check "fisc8.t25.customer" {
  some "deployments" {
    eq(".purpose", "secondary"),
    ge(".distance_km", param "second-site-km"),
  },
}

-- 技26
check "fisc8.t26.customer" {
  exists "secret_kinds" {},
  each "secret_kinds" {
    eq(".shown", "masked"),
    ne(".stored", "clear"),
    eq(".sent", "encrypted"),
  },
}
check "fisc8.t26.provider" { when = cloud, attested "credential-secrecy" }

-- 技27
check "fisc8.t27.customer" {
  when = crossing,
  each "connections" {
    where = flag ".crosses_boundary",
    ne(".peer_check", "none"),
  },
}
check "fisc8.t27.provider" { when = cloud, attested "endpoint-verification" }

-- 技28
check "fisc8.t28.customer" {
  each "data_sets" {
    where = any {
      has(".content", "customer"),
      has(".content", "balances"),
      has(".content", "authentication"),
      has(".content", "biometric"),
      has(".content", "card"),
    },
    demand {
      flag ".encrypted",
      alternative "tokenised" { flag ".tokenised" },
      alternative "other-measure" { ne(".leak_measure", "none") },
      floor = no { flag ".public" },
    },
  },
}
check "fisc8.t28.provider" { when = cloud, attested "stored-data-secrecy" }

-- 技29
check "fisc8.t29.customer" {
  when = crossing,
  each "connections" {
    where = flag ".crosses_boundary",
    demand {
      ge(".protection", "tls-1.2"),
      alternative "closed-line" {
        eq(".medium", "leased-line"),
        contract { with = ".carrier", has = { "confidentiality" } },
      },
      alternative "other-measure" { ne(".leak_measure", "none") },
    },
  },
}
check "fisc8.t29.provider" { when = cloud, attested "transmission-secrecy" }
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
  when = exists "data_sets" { flag ".updated_together" },
  each "data_sets" {
    where = flag ".updated_together",
    ne(".locking", "none"),
  },
}

-- 技31
check "fisc8.t31.customer" {
  exists "data_sets" {},
  each "data_sets" {
    covers(".rights.limited_by", param "file-right-units"),
  },
}

-- 技32
check "fisc8.t32.customer" {
  exists "inputs" {},
  each "inputs" { covers(".tests", param "input-tests") },
}

-- 技33
check "fisc8.t33.customer" {
  when = crossing,
  each "connections" {
    where = flag ".crosses_boundary",
    ne(".integrity", "none"),
  },
}

-- 技34
check "fisc8.t34.customer" {
  exists "data_sets" { ne(".counterpart", "none") },
  each "data_sets" {
    where = flag ".important",
    ne(".counterpart", "none"),
  },
}

-- 技35: how many kinds of proof a channel asks depends on what it can move.
local known = flag ".auth.knowledge"
local held = flag ".auth.possession"
local is = flag ".auth.biometric"
local signs = flag ".auth.transaction_signing"
local by_people = one_of(".audience", { "customers", "staff" })
check "fisc8.t35.customer" {
  when = exists "channels" { by_people },
  each "channels" {
    where = by_people,
    any { known, held, is, signs },
    given(all {
      param "customer-two-factors",
      eq(".audience", "customers"),
      any { has(".functions", "transfer"), has(".functions", "payment") },
    }) {
      any { at_least(2) { known, held, is }, signs },
    },
  },
}

-- 技35-1
check "fisc8.t35-1.customer" {
  when = exists "biometric_systems" {},
  each "biometric_systems" { covers(".studied", param "biometric-traits") },
}

-- 技36
check "fisc8.t36.customer" {
  covers("access.id_measures", param "id-measures"),
}

-- 技37
check "fisc8.t37.customer" {
  covers("logs.fields", param "log-fields"),
  flag "logs.tamper_protected",
  ge("logs.retention_days", param "log-retention-days"),
}
check "fisc8.t37.review.customer" {
  within("logs.last_review", param "log-review-period"),
}
check "fisc8.t37.behaviour.customer" { flag "logs.behaviour_analysis" }

-- 技38
check "fisc8.t38.customer" {
  when = exists "transaction_kinds" { flag ".moves_funds" },
  each "transaction_kinds" {
    where = flag ".moves_funds",
    covers(".bounds", param "transaction-bounds"),
  },
}

-- 技39
check "fisc8.t39.customer" {
  covers("accident_bar.media", param "barred-media"),
}

-- 技40
check "fisc8.t40.customer" {
  when = exists "card_kinds" {},
  each "card_kinds" {
    such_as {
      one_of(".medium", { "chip", "chip-and-stripe" }),
      eq(".verification", "dynamic"),
      other = ne(".forgery_measure", "none"),
    },
  },
}

-- 技41
check "fisc8.t41.customer" {
  when = exists "electronic_values" {},
  each "electronic_values" {
    any {
      ne(".held_in", "ordinary"),
      covers(".detects", param "value-frauds"),
    },
  },
}

-- 技42: a module of one's own, a certified one of the provider's, or else
-- whatever protects the key where it lies.
check "fisc8.t42.customer" {
  when = exists "keys" {},
  each "keys" {
    demand {
      eq(".storage", "hsm"),
      alternative "provider-key-service" {
        eq(".custody", "provider-kms"),
        evidence { kind = { "fips-140" }, about = "key-modules" },
      },
      alternative "other-protection" { ne(".protection", "none") },
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
  covers("mail_use.controls", param "mail-controls"),
  covers("web_use.controls", param "web-controls"),
}
check "fisc8.t42-1.provider" { when = cloud, attested "mail-web-use" }

-- 技43
check "fisc8.t43.customer" {
  when = crossing,
  each "connections" {
    where = flag ".crosses_boundary",
    ne(".filter.kind", "none"),
    eq(".filter.default", "deny"),
  },
}
check "fisc8.t43.provider" { when = cloud, attested "boundary-defence" }

-- 技44
check "fisc8.t44.customer" {
  each "exposed_devices" { ne(".reason", "none") },
}
check "fisc8.t44.scan.customer" {
  within("exposure_scan.held", param "exposure-scan-period"),
  le("exposure_scan.unlisted", 0),
}
check "fisc8.t44.provider" { when = cloud, attested "exposure-limits" }

-- 技45
check "fisc8.t45.customer" {
  covers("intrusion.watched", param "intrusion-watch"),
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
  covers("transaction_watch.gathers", param "transaction-watch-items"),
  ne("transaction_watch.abnormal", "none"),
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
  some "intrusion.measures" { eq(".kind", "response"), ne(".means", "none") },
  some "intrusion.measures" { eq(".kind", "recovery"), ne(".means", "none") },
}

-- 技49
check "fisc8.t49.customer" {
  components,
  each "components" {
    where = flag ".runs_programs",
    demand {
      flag ".malware.agent",
      within(".malware.definitions", param "definition-age"),
      alternative "replaced-not-altered" {
        flag ".immutable",
        within(".image_scanned", param "image-scan-age"),
      },
      alternative "other-measure" { ne(".malware.other_defence", "none") },
    },
  },
}
check "fisc8.t49.provider" { when = cloud, attested "malware-defence" }

-- 技50
check "fisc8.t50.customer" {
  components,
  each "components" {
    where = flag ".runs_programs",
    ne(".malware.detector", "none"),
  },
}
check "fisc8.t50.entrances.customer" {
  covers("malware.scanned_at", param "malware-entrances"),
}
check "fisc8.t50.provider" { when = cloud, attested "malware-detection" }

-- 技51
check "fisc8.t51.customer" {
  covers("malware.damage_measures", param "malware-damage-measures"),
}
check "fisc8.t51.provider" { when = cloud, attested "malware-recovery" }
