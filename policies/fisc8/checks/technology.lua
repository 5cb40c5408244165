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

-- 技35: how many kinds of proof a channel asks depends on what it can move.
check "fisc8.t35.customer" {
  when = exists "channels" { eq(".audience", "customers") },
  each "channels" {
    where = eq(".audience", "customers"),
    demand {
      at_least(2) {
        flag ".auth.knowledge",
        flag ".auth.possession",
        flag ".auth.biometric",
      },
      alternative "transaction-signing" { flag ".auth.transaction_signing" },
      relaxation "moves-no-funds" {
        guard = no {
          has(".functions", "transfer"),
          has(".functions", "payment"),
        },
        at_least(1) {
          flag ".auth.knowledge",
          flag ".auth.possession",
          flag ".auth.biometric",
        },
      },
    },
  },
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

-- 技51
check "fisc8.t51.customer" {
  flag "malware.isolation_procedure",
  flag "backup.unalterable",
  within("malware.exercise.held", param "malware-exercise-period"),
  lt("malware.exercise.rebuild_hours", fact "continuity.bearable_hours"),
}
check "fisc8.t51.provider" { when = cloud, attested "malware-recovery" }
