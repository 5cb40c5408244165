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

-- All rooms of one site for power or air conditioning; there must be one.
local function plant_rooms(t)
  return all { exists ".plant_rooms" {}, each ".plant_rooms" (t) }
end
local in_air = eq(".use", "air")
local function air_rooms(t)
  t.where = in_air
  return all { exists ".plant_rooms" { in_air }, each ".plant_rooms" (t) }
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

-- 設2
facility("fisc8.f2", "surroundings", own_sites {
  within(".surroundings.surveyed", param "surroundings-period"),
  each ".surroundings.changes" {
    where = flag ".more_dangerous",
    ne(".countermeasure", "none"),
  },
})

-- 設3
facility("fisc8.f3", "passages", own_sites {
  ge(".grounds.passage_metres", param "passage-metres"),
  within(".grounds.passage_checked", param "grounds-check-period"),
})

-- 設4
facility("fisc8.f4", "neighbour-gap", own_sites {
  ge(".grounds.gap_metres", param "gap-metres"),
})

-- 設5
facility("fisc8.f5", "perimeter-fence", own_sites {
  ge(".grounds.fence_cm", param "fence-cm"),
  any {
    has(".grounds.devices", "sensors"),
    has(".grounds.devices", "cameras"),
    has(".grounds.devices", "barbed-top"),
  },
})

-- 設6
facility("fisc8.f6", "outside-signs", own_sites {
  eq(".exterior.signs", "none"),
})

-- 設7
facility("fisc8.f7", "lightning", own_sites {
  one_of(".lightning.kind", { "rod", "conductor", "cage" }),
  within(".lightning.inspected", param "lightning-period"),
})

-- 設8
facility("fisc8.f8", "dedicated-building", own_sites {
  one_of(".building.use", { "dedicated", "separate-part" }),
})

-- 設9
facility("fisc8.f9", "site-lines", own_sites {
  each ".site_lines" {
    covers(".protected_from", { "cutting", "fire" }),
  },
})

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

-- 設11
facility("fisc8.f11", "structural-safety", own_sites {
  one_of(".building.seismic", { "current", "strengthened", "isolated" }),
})

-- 設12
facility("fisc8.f12", "waterproofing", own_sites {
  within(".exterior.waterproofing_inspected", param "waterproofing-period"),
  le(".exterior.leaks", 0),
})

-- 設13
facility("fisc8.f13", "wall-strength", own_sites {
  ge(".exterior.wall", "reinforced"),
})

-- 設14
facility("fisc8.f14", "window-fire", own_sites {
  each ".windows" {
    one_of(".fire", { "shutter", "wired-glass", "water-curtain" }),
  },
})

-- 設15
facility("fisc8.f15", "window-security", own_sites {
  each ".windows" {
    where = flag ".in_reach",
    one_of(".security", { "bars", "security-glass", "sensor" }),
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

-- 設17
facility("fisc8.f17", "emergency-exits", own_sites {
  ge(".exits.count", param "emergency-exits"),
  within(".exits.checked", param "exit-check-period"),
})

-- 設18
facility("fisc8.f18", "opening-water", own_sites {
  each ".openings" {
    where = flag ".below_flood_level",
    one_of(".barrier", { "watertight-door", "panel", "raised-sill" }),
  },
})

-- 設19
facility("fisc8.f19", "building-doors", own_sites {
  each ".doors" {
    ge(".strength", "solid"),
    ne(".lock", "none"),
  },
})

-- 設20
facility("fisc8.f20", "building-interior-fire", own_sites {
  eq(".interior.material", "incombustible"),
  flag ".interior.fabrics_flameproof",
})

-- 設21
facility("fisc8.f21", "building-interior-quake", own_sites {
  within(".interior.fixing_inspected", param "fixing-period"),
  le(".interior.loose", 0),
})

-- 設22
facility("fisc8.f22", "room-location", own_sites {
  rooms {
    le(".exposure", "low"),
  },
})

-- 設23
facility("fisc8.f23", "room-access", own_sites {
  rooms {
    ge(".doors_from_outside", param "doors-from-outside"),
  },
})

-- 設24
facility("fisc8.f24", "room-names", own_sites {
  rooms {
    eq(".sign", "none"),
  },
})

-- 設25
facility("fisc8.f25", "room-space", own_sites {
  rooms {
    ge(".aisle_cm", param "aisle-cm"),
  },
})

-- 設26
facility("fisc8.f26", "room-exclusive", own_sites {
  rooms {
    eq(".sharing", "exclusive"),
  },
})

-- 設27
facility("fisc8.f27", "room-entrance", own_sites {
  rooms {
    le(".entrance.regular", 1),
  flag ".entrance.anteroom",
  },
})

-- 設28
facility("fisc8.f28", "room-doors", own_sites {
  rooms {
    ge(".entrance.door", "solid"),
  ne(".entrance.lock", "none"),
  },
})

-- 設29
facility("fisc8.f29", "room-windows", own_sites {
  rooms {
    any {
    le(".window.count", 0),
    covers(".window.protected_from", { "fire", "water", "breakage", "view" }),
  },
  },
})

-- 設30
facility("fisc8.f30", "room-escape", own_sites {
  rooms {
    covers(".escape.means", { "exit", "device", "guide-light" }),
  within(".escape.inspected", param "escape-period"),
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

-- 設32
facility("fisc8.f32", "room-leaks", own_sites {
  rooms {
    any {
    eq(".pipes", "none-above"),
    covers(".leak_measures", { "tray", "detector" }),
  },
  },
})

-- 設33
facility("fisc8.f33", "room-static", own_sites {
  rooms {
    one_of(".floor.material", { "antistatic", "grounded" }),
  ge(".humidity_percent", param "humidity-percent"),
  },
})

-- 設34
facility("fisc8.f34", "room-interior-fire", own_sites {
  rooms {
    eq(".interior.material", "incombustible"),
    flag ".interior.fabrics_flameproof",
  },
})

-- 設35
facility("fisc8.f35", "room-interior-quake", own_sites {
  rooms {
    within(".interior.fixing_inspected", param "fixing-period"),
  le(".interior.loose", 0),
  },
})

-- 設36
facility("fisc8.f36", "raised-floor", own_sites {
  rooms {
    one_of(".floor.kind", { "solid", "raised-seismic", "isolated" }),
  },
})

-- 設37
facility("fisc8.f37", "fire-detection", own_sites {
  rooms {
    flag ".fire.alarm.installed",
    within(".fire.alarm.inspected", param "fire-alarm-period"),
  },
})

-- 設38
facility("fisc8.f38", "emergency-call", own_sites {
  rooms {
    any {
      has(".call.reaches", "control-room"),
      has(".call.reaches", "outside"),
    },
    within(".call.tested", param "call-test-period"),
  },
})

-- 設39
facility("fisc8.f39", "extinguishing", own_sites {
  rooms {
    any {
      ne(".extinguishing.system", "none"),
      gt(".extinguishing.portable", 0),
    },
    within(".extinguishing.inspected", param "extinguishing-period"),
  },
})

-- 設40
facility("fisc8.f40", "cables", own_sites {
  rooms {
    ge(".cables.sheath", "flame-retardant"),
  flag ".cables.passages_sealed",
  },
})

-- 設41
facility("fisc8.f41", "smoke", own_sites {
  rooms {
    one_of(".smoke.outlet", { "mechanical", "natural" }),
  within(".smoke.inspected", param "smoke-period"),
  },
})

-- 設42
facility("fisc8.f42", "emergency-light", own_sites {
  rooms {
    gt(".light.emergency", 0),
  gt(".light.portable", 0),
  within(".light.checked", param "light-check-period"),
  },
})

-- 設43
facility("fisc8.f43", "room-water", own_sites {
  rooms {
    le(".water_fixtures", 0),
  },
})

-- 設44
facility("fisc8.f44", "quake-sensor", own_sites {
  gt(".quake_sensor.count", 0),
  within(".quake_sensor.tested", param "quake-sensor-period"),
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

-- 設47
facility("fisc8.f47", "rats", own_sites {
  rooms {
    le(".rats.holes", 0),
  within(".rats.surveyed", param "rat-period"),
  },
})

-- 設48
facility("fisc8.f48", "furniture", own_sites {
  rooms {
    le(".furniture_combustible", 0),
  },
})

-- 設49
facility("fisc8.f49", "machine-static", own_sites {
  each ".machines" { one_of(".static", { "grounded", "mat" }) },
})

-- 設50
facility("fisc8.f50", "machine-quake", own_sites {
  each ".machines" { one_of(".seismic", { "bolted", "isolated", "damped" }) },
})

-- 設51
facility("fisc8.f51", "carts", own_sites {
  each ".carts" { ne(".hold", "none") },
})

-- 設52
facility("fisc8.f52", "plant-location", own_sites {
  plant_rooms {
    le(".exposure", "low"),
  },
})

-- 設53
facility("fisc8.f53", "plant-space", own_sites {
  plant_rooms {
    ge(".space_cm", param "plant-space-cm"),
  },
})

-- 設54
facility("fisc8.f54", "plant-exclusive", own_sites {
  plant_rooms {
    eq(".sharing", "exclusive"),
  },
})

-- 設55
facility("fisc8.f55", "plant-doors", own_sites {
  plant_rooms {
    le(".windows", 0),
    ne(".lock", "none"),
  },
})

-- 設56
facility("fisc8.f56", "plant-fire", own_sites {
  plant_rooms {
    ge(".fire_minutes", param "plant-fire-minutes"),
  },
})

-- 設57
facility("fisc8.f57", "plant-alarm", own_sites {
  plant_rooms {
    eq(".alarm.kind", "automatic"),
    within(".alarm.inspected", param "plant-alarm-period"),
  },
})

-- 設58
facility("fisc8.f58", "plant-extinguishing", own_sites {
  plant_rooms {
    eq(".extinguishing.system", "gas"),
    within(".extinguishing.inspected", param "extinguishing-period"),
  },
})

-- 設59
facility("fisc8.f59", "air-leaks", own_sites {
  air_rooms {
    covers(".leak_measures", { "tray", "detector" }),
  },
})

-- 設60
facility("fisc8.f60", "duct-fire", own_sites {
  plant_rooms {
    covers(".fire_stops", { "cables", "ducts" }),
  },
})

-- 設61
facility("fisc8.f61", "power-capacity", own_sites {
  le(".power.load_percent", param "power-load-percent"),
})

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

-- 設63
facility("fisc8.f63", "power-quality", own_sites {
  one_of(".power.conditioning", { "ups", "cvcf" }),
  within(".power.conditioning_inspected", param "conditioning-period"),
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

-- 設65
facility("fisc8.f65", "power-lightning", own_sites {
  ne(".power.surge_protection", "none"),
  within(".power.surge_inspected", param "lightning-period"),
})

-- 設66
facility("fisc8.f66", "power-quake", own_sites {
  each ".power.units" { one_of(".seismic", { "bolted", "isolated", "damped" }) },
})

-- 設67
facility("fisc8.f67", "dedicated-feed", own_sites {
  each ".panels" {
    where = flag ".feeds_machines",
    eq(".lines", "dedicated"),
  },
})

-- 設68
facility("fisc8.f68", "unsteady-loads", own_sites {
  each ".panels" {
    where = flag ".feeds_machines",
    le(".unsteady_loads", 0),
  },
})

-- 設69
facility("fisc8.f69", "earthing", own_sites {
  le(".earthing.ohms", param "earth-ohms"),
  within(".earthing.measured", param "earth-period"),
})

-- 設70
facility("fisc8.f70", "overcurrent", own_sites {
  each ".panels" {
    where = flag ".feeds_machines",
    covers(".protects_from", { "overcurrent", "leakage" }),
  },
})

-- 設71
facility("fisc8.f71", "safety-power", own_sites {
  each ".safety_equipment" { ge(".backup_minutes", param "safety-backup-minutes") },
})

-- 設72
facility("fisc8.f72", "cooling-capacity", own_sites {
  le(".cooling.load_percent", param "cooling-load-percent"),
})

-- 設73
facility("fisc8.f73", "cooling-stability", own_sites {
  le(".cooling.swing_degrees", param "swing-degrees"),
  within(".cooling.airflow_checked", param "airflow-period"),
})

-- 設74
facility("fisc8.f74", "cooling-dedicated", own_sites {
  eq(".cooling.use", "dedicated"),
})

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

-- 設76
facility("fisc8.f76", "cooling-control", own_sites {
  eq(".cooling.control", "automatic"),
  within(".cooling.alarm_tested", param "cooling-alarm-period"),
})

-- 設77
facility("fisc8.f77", "cooling-intrusion", own_sites {
  each ".cooling.outside_parts" { one_of(".security", { "bars", "height", "sensor" }) },
})

-- 設78
facility("fisc8.f78", "cooling-quake", own_sites {
  each ".cooling.units" { one_of(".seismic", { "bolted", "isolated", "damped" }) },
})

-- 設79
facility("fisc8.f79", "cooling-materials", own_sites {
  covers(".cooling.incombustible", { "insulation", "vents" }),
})

-- 設80
facility("fisc8.f80", "building-monitoring", own_sites {
  covers(".building_monitoring.of", { "power", "air", "fire", "crime" }),
  within(".building_monitoring.tested", param "building-alarm-period"),
})

-- 設81
facility("fisc8.f81", "central-room", own_sites {
  ne(".central_room.watch", "none"),
})

-- 設82
facility("fisc8.f82", "line-security", own_sites {
  exists ".line_equipment",
  each ".line_equipment" {
    flag ".locked",
    ne(".key_kept_by", "anyone"),
  },
})

-- 設83
facility("fisc8.f83", "line-signs", own_sites {
  each ".line_equipment" { ne(".sign", "telling") },
})

-- 設83-1
facility("fisc8.f83-1", "line-routing", own_sites {
  flag ".lines.dedicated_space",
})
check "fisc8.f83-1.entries.customer" {
  when = on_premises,
  own_sites { ge(".lines.entry_points", 2) },
}
