-- Facility measures (設): the premises of whoever runs them. A cloud answers
-- by assurance, the institution's and the operator's own sites by their facts.

local cloud = exists "deployments" { one_of(".kind", { "cloud", "saas" }) }
local on_premises = exists "deployments" { eq(".kind", "on-premises") }
local hosted = exists "deployments" { eq(".kind", "hosted") }
local external = exists "deployments" { ne(".kind", "on-premises") }

-- At least one of the measures that the vocabulary knows.
local function some_of(path, measures)
  local t = {}
  for i, measure in ipairs(measures) do
    t[i] = has(path, measure)
  end
  return any(t)
end

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

-- The ways in which a facility measure is answered.
local function facility(id, topic, requirement)
  check(id .. ".provider") { when = cloud, attested(topic) }
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

-- All panels of one site that feed machines; there must be one.
local feeding = flag ".feeds_machines"
local function panels(t)
  t.where = feeding
  return all { exists ".panels" { feeding }, each ".panels" (t) }
end

-- 設1: where disasters or disturbances are likely, countering them is no way
-- to meet the duty; 設2 asks for that.
facility("fisc8.f1", "location", own_sites {
  covers(".hazards_surveyed", param "hazard-kinds"),
  each ".hazards" { le(".exposure", "low") },
})
check "fisc8.f1.region.customer" {
  when = cloud,
  each "deployments" {
    where = one_of(".kind", { "cloud", "saas" }),
    covers(".region_risk.surveyed", param "hazard-kinds"),
    le(".region_risk.exposure", "low"),
  },
}

-- 設2: the survey is as late as the changes that it looks at.
facility("fisc8.f2", "surroundings", own_sites {
  covers(".surroundings.surveyed_for", { "disaster", "disturbance" }),
  each ".surroundings.changes" {
    not_after(".began", "..surroundings.surveyed"),
    given(flag ".more_dangerous") { ne(".countermeasure", "none") },
  },
})

-- 設3: as wide as it is kept clear.
facility("fisc8.f3", "passages", own_sites {
  ge(".grounds.passage_metres", param "passage-metres"),
})

-- 設4
facility("fisc8.f4", "neighbour-gap", own_sites {
  ge(".grounds.gap_metres", param "gap-metres"),
})

-- 設5: how high is the institution's own affair.
facility("fisc8.f5", "perimeter-fence", own_sites {
  gt(".grounds.fence_cm", 0),
  some_of(".grounds.devices", { "sensors", "cameras", "barbed-top", "other" }),
})

-- 設6
facility("fisc8.f6", "outside-signs", own_sites {
  eq(".exterior.signs", "none"),
})

-- 設7
facility("fisc8.f7", "lightning", own_sites {
  ne(".lightning.kind", "none"),
})

-- 設8
facility("fisc8.f8", "dedicated-building", own_sites {
  one_of(".building.use", { "dedicated", "separate-part" }),
})

-- 設9
facility("fisc8.f9", "site-lines", own_sites {
  exists ".site_lines",
  each ".site_lines" {
    covers(".protected_from", { "cutting", "fire" }),
  },
})

-- 設10
facility("fisc8.f10", "building-structure", own_sites {
  eq(".building.fire_class", "fire-resistant"),
})

-- 設11: structure as a whole; quakes are one load of several.
facility("fisc8.f11", "structural-safety", own_sites {
  one_of(".building.structure", { "current", "strengthened", "isolated" }),
})

-- 設12: sufficient is what lets no water through.
facility("fisc8.f12", "waterproofing", own_sites {
  covers(".exterior.waterproofed", { "walls", "roof" }),
  le(".exterior.leaks", 0),
})

-- 設13
facility("fisc8.f13", "wall-strength", own_sites {
  ge(".exterior.wall", param "wall-strength"),
})

-- 設14
facility("fisc8.f14", "window-fire", own_sites {
  each ".windows" { ne(".fire", "none") },
})

-- 設15: every opening; to lie out of reach is a measure like others.
facility("fisc8.f15", "opening-security", own_sites {
  exists ".openings",
  each ".openings" { ne(".security", "none") },
})

-- 設16
facility("fisc8.f16", "building-entry", own_sites {
  eq(".entrances.regular", 1),
  flag ".entrances.access_controlled",
  such_as {
    flag ".entrances.cameras",
    flag ".entrances.intrusion_alarm",
    other = flag ".entrances.other_measure.recorded",
  },
})

-- 設17
facility("fisc8.f17", "emergency-exits", own_sites {
  gt(".exits.count", 0),
})

-- 設18: to lie above the flood level is a measure like others.
facility("fisc8.f18", "opening-water", own_sites {
  exists ".openings",
  each ".openings" { ne(".barrier", "none") },
})

-- 設19
facility("fisc8.f19", "building-doors", own_sites {
  exists ".doors",
  each ".doors" {
    ge(".strength", param "door-strength"),
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
  covers(".interior.quake_safe_from", { "falling", "breakage" }),
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

-- 設25: each room has the space that its use needs.
facility("fisc8.f25", "room-space", own_sites {
  rooms {
    ge(".space_square_metres", fact ".space_needed_square_metres"),
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
    eq(".entrance.regular", 1),
    flag ".entrance.anteroom",
  },
})

-- 設28
facility("fisc8.f28", "room-doors", own_sites {
  rooms {
    ge(".entrance.door", param "door-strength"),
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
  },
})

-- 設31
facility("fisc8.f31", "fire-compartment", own_sites {
  rooms { flag ".fire.compartment" },
})

-- 設32
facility("fisc8.f32", "room-leaks", own_sites {
  rooms {
    any {
      eq(".pipes", "none-above"),
      some_of(".leak_measures", { "tray", "detector", "other" }),
    },
  },
})

-- 設33
facility("fisc8.f33", "room-static", own_sites {
  rooms { some_of(".static_measures", { "floor", "humidity", "other" }) },
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
  rooms { covers(".interior.quake_safe_from", { "falling", "breakage" }) },
})

-- 設36
facility("fisc8.f36", "raised-floor", own_sites {
  rooms {
    one_of(".floor.kind", { "solid", "raised-seismic", "isolated" }),
  },
})

-- 設37
facility("fisc8.f37", "fire-detection", own_sites {
  rooms { flag ".fire.alarm.installed" },
})

-- 設38
facility("fisc8.f38", "emergency-call", own_sites {
  rooms { some_of(".call.reaches", { "control-room", "outside" }) },
})

-- 設39
facility("fisc8.f39", "extinguishing", own_sites {
  rooms {
    any {
      ne(".extinguishing.system", "none"),
      gt(".extinguishing.portable", 0),
    },
  },
})

-- 設40
facility("fisc8.f40", "cables", own_sites {
  rooms {
    ge(".cables.sheath", "flame-retardant"),
    some_of(".cables.fire_measures", { "sealed-passages", "coating", "other" }),
  },
})

-- 設41
facility("fisc8.f41", "smoke", own_sites {
  rooms { ne(".smoke.outlet", "none") },
})

-- 設42
facility("fisc8.f42", "emergency-light", own_sites {
  rooms {
    gt(".light.emergency", 0),
    gt(".light.portable", 0),
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
})

-- 設45: a door that asks for one factor is controlled; how many is for the
-- institution to set elsewhere.
facility("fisc8.f45", "room-entry", own_sites {
  rooms {
    gt(".entry.factors", 0),
    such_as {
      flag ".entry.cameras",
      flag ".entry.anti_tailgating",
      flag ".entry.intrusion_sensors",
      other = flag ".entry.other_measure.recorded",
    },
  },
})

-- 設46: a recorder or an alarm.
facility("fisc8.f46", "climate-monitoring", own_sites {
  rooms { any { gt(".climate.recorders", 0), gt(".climate.alarms", 0) } },
})

-- 設47
facility("fisc8.f47", "rats", own_sites {
  rooms { some_of(".rat_measures", { "closed-holes", "traps", "repellent", "other" }) },
})

-- 設48
facility("fisc8.f48", "furniture", own_sites {
  rooms {
    le(".furniture_combustible", 0),
  },
})

-- 設49
facility("fisc8.f49", "machine-static", own_sites {
  exists ".machines",
  each ".machines" { ne(".static", "none") },
})

-- 設50
facility("fisc8.f50", "machine-quake", own_sites {
  exists ".machines",
  each ".machines" { ne(".seismic", "loose") },
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
    eq(".fire_class", "fire-resistant"),
  },
})

-- 設57
facility("fisc8.f57", "plant-alarm", own_sites {
  plant_rooms {
    eq(".alarm.kind", "automatic"),
  },
})

-- 設58
facility("fisc8.f58", "plant-extinguishing", own_sites {
  plant_rooms {
    eq(".extinguishing.system", "gas"),
  },
})

-- 設59
facility("fisc8.f59", "air-leaks", own_sites {
  air_rooms {
    some_of(".leak_measures", { "tray", "detector", "other" }),
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

-- 設62
facility("fisc8.f62", "power-feed", own_sites {
  ge(".power.feeds", 2),
})

-- 設63
facility("fisc8.f63", "power-quality", own_sites {
  ne(".power.conditioning", "none"),
})

-- 設64
facility("fisc8.f64", "power-backup", own_sites {
  gt(".power.generators", 0),
  gt(".power.ups_minutes", 0),
})

-- 設65
facility("fisc8.f65", "power-lightning", own_sites {
  ne(".power.surge_protection", "none"),
})

-- 設66
facility("fisc8.f66", "power-quake", own_sites {
  exists ".power.units",
  each ".power.units" { ne(".seismic", "loose") },
})

-- 設67
facility("fisc8.f67", "dedicated-feed", own_sites {
  panels { eq(".lines", "dedicated") },
})

-- 設68
facility("fisc8.f68", "unsteady-loads", own_sites {
  panels { le(".unsteady_loads", 0) },
})

-- 設69
facility("fisc8.f69", "earthing", own_sites {
  le(".earthing.ohms", param "earth-ohms"),
})

-- 設70
facility("fisc8.f70", "overcurrent", own_sites {
  panels { covers(".protects_from", { "overcurrent", "leakage" }) },
})

-- 設71
facility("fisc8.f71", "safety-power", own_sites {
  exists ".safety_equipment",
  each ".safety_equipment" { gt(".backup_minutes", 0) },
})

-- 設72
facility("fisc8.f72", "cooling-capacity", own_sites {
  le(".cooling.load_percent", param "cooling-load-percent"),
})

-- 設73
facility("fisc8.f73", "cooling-stability", own_sites {
  some_of(".cooling.stability_measures", { "zoning", "airflow", "water-supply", "other" }),
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
  ne(".cooling.alarm", "none"),
})

-- 設77
facility("fisc8.f77", "cooling-intrusion", own_sites {
  exists ".cooling.units",
  each ".cooling.units" { covers(".protected_from", { "intrusion", "damage" }) },
})

-- 設78
facility("fisc8.f78", "cooling-quake", own_sites {
  exists ".cooling.units",
  each ".cooling.units" { ne(".seismic", "loose") },
})

-- 設79
facility("fisc8.f79", "cooling-materials", own_sites {
  covers(".cooling.incombustible", { "insulation", "vents" }),
})

-- 設80: what there is to be watched is the institution's to set.
facility("fisc8.f80", "building-monitoring", own_sites {
  covers(".building_monitoring.of", param "monitored-plant"),
  covers(".building_monitoring.functions", { "monitoring", "control" }),
})

-- 設81
facility("fisc8.f81", "central-room", own_sites {
  ne(".central_room.place", "none"),
})

-- 設82
facility("fisc8.f82", "line-security", own_sites {
  exists ".line_equipment",
  each ".line_equipment" { flag ".locked" },
})

-- 設83
facility("fisc8.f83", "line-signs", own_sites {
  exists ".line_equipment",
  each ".line_equipment" { ne(".sign", "telling") },
})

-- 設83-1
facility("fisc8.f83-1", "line-routing", own_sites {
  flag ".lines.dedicated_space",
})
