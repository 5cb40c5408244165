-- 運113: readiness for cyber attacks. The source gives measures as examples, so
-- a lead is met by one of them or by another that was found effective.

local cloud = exists "deployments" { one_of(".kind", { "cloud", "saas" }) }

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
    within(".done", param "measure-age"),
  }
end
local function shown(topic)
  return evidence {
    kind = { "source-05", "soc2-type2", "iso27001" },
    about = topic,
    covers = fact "party.regions",
  }
end

-- 1
check "fisc8-cloud.o113.1.customer" {
  covers("cyber.readiness.considered", { "prevention", "detection", "response" }),
  within("cyber.readiness.revised", param "readiness-review-period"),
}
check "fisc8-cloud.o113.1.provider" { when = cloud, shown "vulnerability-scans" }

-- Each lead with its examples; an example by itself obliges nobody.
local function lead(id, instead, kinds, topic)
  local t = { other = other(instead) }
  for n, kind in ipairs(kinds) do
    t[n] = done(kind)
    check(id .. "." .. n .. ".customer") { done(kind) }
  end
  check(id .. ".customer") { such_as(t) }
  check(id .. ".provider") { when = cloud, shown(topic) }
end
lead("fisc8-cloud.o113.2", "other-prevention", {
  "third-party-assessment", "partner-check", "response-team",
  "outside-capacity", "function-limits", "device-declaration",
}, "attack-prevention")
lead("fisc8-cloud.o113.3", "other-detection", {
  "incident-readiness", "access-audit", "automatic-watch",
}, "attack-detection")
lead("fisc8-cloud.o113.4", "other-response", {
  "attack-step", "customer-explanation", "stop-procedure", "forensics",
}, "attack-response")
lead("fisc8-cloud.o113.5", "other-training", {
  "exercise", "mutual-check", "industry-exercise", "staff-training",
  "customer-alert",
}, "attack-training")

-- 6
check "fisc8-cloud.o113.6.customer" { done "response-organisation" }
