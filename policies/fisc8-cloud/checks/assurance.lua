-- 運111 and 運112: the end of a use, audits and what may take their place.

local cloud = exists "deployments" { one_of(".kind", { "cloud", "saas" }) }
local not_high = judged("importance", { "low", "medium" })

-- What the provider shows: in date, confirmed, for every region in use.
local function shown(kinds, topic)
  return evidence {
    kind = kinds,
    about = topic,
    covers = fact "party.regions",
  }
end
local reports = { "soc1-type2", "soc2-type2", "iso27001", "pci-dss" }

check "fisc8-cloud.o109.11.provider" {
  when = cloud,
  shown(reports, "subcontractor-vetting"),
}

-- 運111 1
check "fisc8-cloud.o111.1.customer" {
  each "cloud_exits" { covers(".measures", { "secrecy", "privacy", "misuse" }) },
}
check "fisc8-cloud.o111.1.provider" {
  when = cloud,
  shown({ "source-05", "soc1-type2", "soc2-type2", "iso27001" }, "erasure"),
}

-- 運111 2
local confidential = flag ".confidential"
check "fisc8-cloud.o111.2.customer" {
  each "cloud_exits" {
    where = confidential,
    any {
      one_of(".method", { "physical", "overwrite", "unlink" }),
      all { eq(".method", "destroy-key"), flag ".encrypted" },
    },
  },
}
local function by(id, ...)
  check(id) { each "cloud_exits" { where = confidential, one_of(".method", { ... }) } }
end
by("fisc8-cloud.o111.2.1.customer", "physical")
by("fisc8-cloud.o111.2.2.customer", "unlink", "overwrite", "destroy-key")
by("fisc8-cloud.o111.2.2.1.customer", "unlink")
by("fisc8-cloud.o111.2.2.2.customer", "overwrite")
by("fisc8-cloud.o111.2.2.3.customer", "destroy-key")
check "fisc8-cloud.o111.2.later.customer" {
  each "cloud_exits" {
    where = one_of(".method", { "unlink", "overwrite", "destroy-key" }),
    flag ".later_physical_promised",
  },
}
check "fisc8-cloud.o111.2.provider" {
  when = cloud,
  shown(reports, "media-disposal"),
}

-- 運111 3: the audit must reach the day of the erasure.
check "fisc8-cloud.o111.3.customer" {
  each "cloud_exits" {
    where = all { confidential, eq(".erased_by", "provider") },
    demand {
      evidence { kind = { "erasure-certificate" }, about = "erasure", on = fact ".erased" },
      alternative "audited-process" {
        contract { with = "provider", has = { "erasure-at-end" } },
        evidence {
          kind = { "soc2-type2", "audit-report" },
          about = "erasure",
          on = fact ".erased",
        },
      },
    },
  },
}

-- 運111 4
check "fisc8-cloud.o111.4.customer" {
  each "cloud_exits" { no { confidential } },
}

-- 運112 1
check "fisc8-cloud.o112.1.customer" {
  when = cloud,
  exists "clouds" {},
  each "clouds" {
    within(".audited", param "cloud-audit-period"),
    covers(".aspects", {
      "effectiveness", "efficiency", "reliability", "compliance", "safety",
    }),
  },
}
check "fisc8-cloud.o112.1.provider" {
  when = cloud,
  shown(reports, "control-environment"),
}

-- 運112 2 and 4
check "fisc8-cloud.o112.2.customer" {
  when = cloud,
  demand {
    any {
      flag "cloud_documents.sufficient",
      within("cloud_visit.held", param "verification-age"),
    },
    alternative "third-party-audit" {
      no { flag "cloud_visit.effective" },
      evidence {
        kind = { "soc2-type2", "audit-report" },
        about = "workload",
        covers = fact "verification.points",
      },
    },
    relaxation "importance-not-high" {
      guard = not_high,
      any {
        evidence {
          kind = { "soc1-type2", "soc2-type2", "iso27001", "pci-dss" },
          covers = fact "verification.points",
        },
        within("white_papers.reviewed", param "verification-age"),
        flag "extraction_tool.offered",
      },
    },
    floor = within("workload.verified", param "verification-age"),
  },
}
check "fisc8-cloud.o112.2.provider" {
  when = cloud,
  shown({ "soc1-type2", "soc2-type2" }, "control-definitions"),
}

-- 運112 3
local audited = flag "third_party_audit.used"
local function point(n, t)
  t.when = audited
  check("fisc8-cloud.o112.3." .. n .. ".customer")(t)
end
point(1, { covers("third_party_audit.points", fact "verification.points") })
point(2, {
  one_of("third_party_audit.contract", { "alone", "joint" }),
  within("third_party_audit.held", param "verification-age"),
})
point(3, { one_of("third_party_audit.cost", { "own", "shared" }) })
point(4, { le("third_party_audit.lead_years", param "auditor-years") })
point(5, { flag "third_party_audit.liability_settled" })
point(6, { has("third_party_audit.quality_guidance", "jicpa") })
point(7, { within("third_party_audit.joint_considered", param "verification-age") })
check "fisc8-cloud.o112.3.8.customer" {
  when = all { audited, flag "third_party_audit.data_abroad" },
  within("third_party_audit.visits_abroad_considered", param "verification-age"),
}
check "fisc8-cloud.o112.3.provider" {
  when = cloud,
  shown({ "soc2-type2" }, "independent-audit"),
}

-- 運112 4
check "fisc8-cloud.o112.4.1.customer" {
  evidence {
    kind = { "soc1-type2", "soc2-type2", "iso27001", "pci-dss" },
    covers = fact "verification.points",
  },
}
check "fisc8-cloud.o112.4.2.customer" {
  within("white_papers.reviewed", param "verification-age"),
}
check "fisc8-cloud.o112.4.3.customer" { flag "extraction_tool.offered" }
check "fisc8-cloud.o112.4.provider" {
  when = cloud,
  at_least(2) {
    shown({ "iso27001" }, "security-management"),
    shown({ "soc1-type2" }, "security-management"),
    shown({ "soc2-type2" }, "security-management"),
    shown({ "pci-dss" }, "security-management"),
  },
}
