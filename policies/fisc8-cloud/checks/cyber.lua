-- 運113: readiness for cyber attacks. The source gives measures as examples, so
-- a lead is met by one of them or by another that was found effective.

local cloud = exists "deployments" { one_of(".kind", { "cloud", "saas" }) }

-- What stands, and what is done again and again.
local function standing(kind)
  return some "cyber.measures" { eq(".kind", kind), flag ".in_force" }
end
local function done(kind)
  return some "cyber.measures" {
    eq(".kind", kind),
    within(".done", param "measure-age"),
  }
end
local function other(kind)
  return some "cyber.measures" {
    eq(".kind", kind),
    flag ".effective",
    any { flag ".in_force", within(".done", param "measure-age") },
  }
end
local function shown(kinds, topic)
  return evidence {
    kind = kinds,
    about = topic,
    covers = fact "party.regions",
  }
end

-- 1
local three = { "prevention", "detection", "response" }
check "fisc8-cloud.o113.1.customer" {
  covers("cyber.readiness.threats", { "outage", "fraudulent-transfer" }),
  covers("cyber.readiness.considered", three),
  covers("cyber.readiness.established", three),
  within("cyber.readiness.revised", param "readiness-review-period"),
}
check "fisc8-cloud.o113.1.further.customer" {
  has("cyber.readiness.considered", "further"),
}
check "fisc8-cloud.o113.1.provider" {
  when = cloud,
  shown({ "source-05", "soc2-type2", "iso27001" }, "cyber-readiness"),
}

-- Each lead with its examples; an example by itself obliges nobody. Evidence is
-- of the sources printed with the examples, or a report.
local function lead(id, instead, examples, kinds, topic)
  local t = { other = other(instead) }
  for n, example in ipairs(examples) do
    t[n] = example
    check(id .. "." .. n .. ".customer") { example }
  end
  check(id .. ".customer") { such_as(t) }
  check(id .. ".provider") { when = cloud, shown(kinds, topic) }
end
lead("fisc8-cloud.o113.2", "other-prevention", {
  done "third-party-assessment",
  done "partner-check",
  standing "response-team",
  done "outside-capacity",
  standing "function-limits",
  standing "device-declaration",
}, {
  "source-01", "source-05", "source-20", "soc2-type2", "iso27001",
}, "attack-prevention")
lead("fisc8-cloud.o113.3", "other-detection", {
  standing "incident-readiness",
  done "access-audit",
  standing "automatic-watch",
}, { "source-19", "soc2-type2", "iso27001" }, "attack-detection")
lead("fisc8-cloud.o113.4", "other-response", {
  standing "attack-step",
  standing "customer-explanation",
  standing "stop-procedure",
  standing "forensics",
}, {
  "source-05", "pci-dss", "soc2-type2", "iso27001",
}, "attack-response")
lead("fisc8-cloud.o113.5", "other-training", {
  done "exercise",
  done "mutual-check",
  done "industry-exercise",
  done "staff-training",
  done "customer-alert",
}, { "source-05", "soc2-type2", "iso27001" }, "attack-training")

-- 6
check "fisc8-cloud.o113.6.customer" {
  some "cyber.measures" {
    eq(".kind", "response-organisation"),
    flag ".in_force",
    covers(".serves", { "information", "response" }),
  },
}
