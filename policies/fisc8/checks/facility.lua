-- Facility measures (設): the premises of whoever runs them. A cloud answers
-- by assurance, the institution's and the operator's own sites by their facts.

local cloud = exists "deployments" { one_of(".kind", { "cloud", "saas" }) }
local on_premises = exists "deployments" { eq(".kind", "on-premises") }
local hosted = exists "deployments" { eq(".kind", "hosted") }
local external = exists "deployments" { ne(".kind", "on-premises") }

local not_high = judged("importance", { "low", "medium" })

-- A valid report whose scope takes in the topic and every region in use.
local function attested(topic)
  return evidence {
    kind = { "soc2-type2", "soc1-type2", "iso27001" },
    about = topic,
    covers = fact "party.regions",
  }
end

-- For everything outside its own premises the institution has read what its
-- provider or operator offers, and decided what the exceptions mean.
local function reviewed(topic)
  return each "deployments" {
    where = ne(".kind", "on-premises"),
    some "assurance_reviews" {
      eq(".party", fact "..provider"),
      has(".topics", topic),
      within(".held", param "assurance-review-period"),
      flag ".exceptions_assessed",
    },
  }
end

-- All sites that the bearer runs; to run none is no way to meet the duty.
local own = eq(".run_by", fact "party.id")
local function own_sites(t)
  t.where = own
  return all { exists "sites" { own }, each "sites" (t) }
end

-- All rooms of one site that hold the system or its media; there must be one.
local in_use = one_of(".use", { "computer", "media" })
local function rooms(t)
  t.where = in_use
  return all { exists ".rooms" { in_use }, each ".rooms" (t) }
end

-- The ways in which a facility measure is answered. The provider's way may be
-- wider than the report alone, so it can be given.
local function facility(id, topic, requirement, provided)
  check(id .. ".provider") { when = cloud, provided or attested(topic) }
  check(id .. ".review.customer") { when = external, reviewed(topic) }
  check(id .. ".site.customer") { when = on_premises, requirement }
  check(id .. ".site.operator") { when = hosted, requirement }
end

-- 設1: every kind of hazard looked at, each slight or countered.
facility("fisc8.f1", "location", own_sites {
  covers(".hazards_surveyed", param "hazard-kinds"),
  each ".hazards" { any { le(".exposure", "low"), flag ".mitigated" } },
})
check "fisc8.f1.region.customer" {
  when = cloud,
  each "deployments" {
    where = one_of(".kind", { "cloud", "saas" }),
    flag(".region_risk.accepted", { max_age = param "region-risk-age" }),
  },
}
check "fisc8.f1.expert.customer" {
  each "sites" { where = own, flag ".hazard_survey.by_expert" },
}

-- 設10: the building, or at least the rooms in it.
facility("fisc8.f10", "building-structure", own_sites {
  demand {
    eq(".building.fire_class", "fire-resistant"),
    alternative "fire-rated-rooms" {
      eq(".building.fire_class", "quasi-fire-resistant"),
      rooms { flag ".fire.rated_structure" },
    },
  },
})

-- 設16: one door, or a guard at each; control and crime prevention anyway.
facility("fisc8.f16", "building-entry", own_sites {
  demand {
    le(".entrances.regular", 1),
    alternative "guard-at-each" {
      eq(".entrances.regular", fact ".entrances.guarded"),
    },
    floor = all {
      flag ".entrances.access_controlled",
      at_least(2) {
        flag ".entrances.guards",
        flag ".entrances.cameras",
        flag ".entrances.intrusion_alarm",
      },
    },
  },
})

-- 設31: how long the compartment holds matters where others may start the fire.
facility("fisc8.f31", "fire-compartment", own_sites {
  rooms {
    flag ".fire.compartment",
    given(flag "..building.shared") {
      ge(".fire.rating_minutes", param "shared-building-fire-minutes"),
    },
  },
})

-- 設37
facility("fisc8.f37", "fire-detection", own_sites {
  rooms {
    flag ".fire.alarm.installed",
    within(".fire.alarm.inspected", param "fire-alarm-period"),
  },
})

-- 設45: an inspection by the institution itself needs nobody to confirm it.
facility("fisc8.f45", "room-entry", own_sites {
  rooms {
    ge(".entry.factors", param "room-entry-factors"),
    flag ".entry.logged",
    no { flag ".entry.shared_badges" },
    such_as {
      flag ".entry.cameras",
      flag ".entry.anti_tailgating",
      flag ".entry.intrusion_sensors",
      other = flag ".entry.other_measure.recorded",
    },
  },
}, demand {
  attested "room-entry",
  alternative "inspection-on-site" {
    evidence {
      kind = { "site-inspection" },
      about = "room-entry",
      covers = fact "party.regions",
      max_age = param "site-inspection-age",
      confirmed = false,
    },
  },
})

-- 設46: a recorder or an alarm; keeping the records is a duty of its own.
facility("fisc8.f46", "climate-monitoring", own_sites {
  rooms { any { gt(".climate.recorders", 0), gt(".climate.alarms", 0) } },
})
check "fisc8.f46.record.customer" {
  when = on_premises,
  own_sites { ge(".climate.record_days", param "climate-record-days") },
}

-- 設62: two feeds, or what bridges the loss of one; batteries always.
facility("fisc8.f62", "power-feed", own_sites {
  demand {
    ge(".power.feeds", 2),
    alternative "fuel-for-long" {
      ge(".power.generator.fuel_hours", param "single-feed-fuel-hours"),
    },
    relaxation "importance-not-high" {
      guard = not_high,
      gt(".power.generators", 0),
    },
    floor = gt(".power.ups_minutes", 0),
  },
})

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

-- 設75: a difference of two facts, which a tree can't say.
facility("fisc8.f75", "cooling", fn (function (ctx)
  local me, spare = ctx.get "party.id", ctx.param "spare-coolers"
  local sites = 0
  for _, site in ipairs(ctx.list "sites") do
    if site.run_by == me then
      sites = sites + 1
      local left = site.cooling.installed - site.cooling.needed
      if left < spare then
        return ctx.fail {
          ja = "拠点 " .. site.id .. " の予備の空調機は " .. left .. " 台。",
          en = "Site " .. site.id .. " has " .. left .. " spare cooling units.",
          site = site.id, spare = left, wanted = spare,
        }
      end
    end
  end
  return sites > 0 or ctx.fail {
    ja = "運営する拠点が記述にない。",
    en = "The description has no site that this party runs.",
  }
end))

-- 設82
facility("fisc8.f82", "line-security", own_sites {
  exists ".line_equipment",
  each ".line_equipment" {
    flag ".locked",
    ne(".key_kept_by", "anyone"),
  },
})

-- 設83-1: space of their own, or metal around them.
facility("fisc8.f83-1", "line-routing", own_sites {
  demand {
    flag ".lines.dedicated_space",
    alternative "inspected-conduit" {
      flag ".lines.metal_conduit",
      within(".lines.conduit_inspected", param "conduit-inspection-period"),
    },
  },
})
check "fisc8.f83-1.entries.customer" {
  when = on_premises,
  own_sites { ge(".lines.entry_points", 2) },
}
