-- Facility measures (設): the premises of whoever runs them. A cloud answers
-- by assurance, the institution's and the operator's own sites by their facts.

local cloud = exists "deployments" { one_of(".kind", { "cloud", "saas" }) }
local on_premises = exists "deployments" { eq(".kind", "on-premises") }
local hosted = exists "deployments" { eq(".kind", "hosted") }
local external = exists "deployments" { ne(".kind", "on-premises") }

-- A valid report whose scope takes in the topic and every region in use.
local function attested(topic)
  return evidence {
    kind = { "soc2-type2", "soc1-type2", "iso27001" },
    about = topic,
    covers = fact "party.regions",
  }
end

-- The institution has read such a report and decided what its exceptions mean.
local function reviewed(topic)
  return some "assurance_reviews" {
    has(".topics", topic),
    within(".held", param "assurance-review-period"),
    flag ".exceptions_assessed",
  }
end

-- All sites that the bearer runs; to run none is no way to meet the duty.
local own = eq(".run_by", fact "party.id")
local function own_sites(t)
  t.where = own
  return all { exists "sites" { own }, each "sites" (t) }
end

-- The three ways in which every facility measure is answered.
local function facility(id, topic, requirement)
  check(id .. ".provider") { when = cloud, attested(topic) }
  check(id .. ".review.customer") { when = external, reviewed(topic) }
  check(id .. ".site.customer") { when = on_premises, requirement }
  check(id .. ".site.operator") { when = hosted, requirement }
end

-- 設64: batteries until the generator runs, fuel for long, both tried.
facility("fisc8.f64", "power-backup", own_sites {
  ge(".power.ups_minutes", param "ups-minutes"),
  ge(".power.generator.fuel_hours", param "fuel-hours"),
  within(".power.generator.load_test", param "generator-test-period"),
})
check "fisc8.f64.refuel.customer" {
  when = on_premises,
  contract { with = "supplier", has = { "priority-fuel" } },
}
