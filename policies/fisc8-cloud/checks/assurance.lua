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
  when = all { cloud, exists "subcontractors" {} },
  shown({
    "source-05", "soc1-type2", "soc2-type2", "iso27001", "pci-dss",
  }, "subcontractor-vetting"),
}

-- 運111 1
check "fisc8-cloud.o111.1.customer" {
  each "cloud_exits" { covers(".measures", { "secrecy", "privacy", "misuse" }) },
}
check "fisc8-cloud.o111.1.provider" {
  when = cloud,
  shown({ "source-05", "soc1-type2", "soc2-type2", "iso27001" }, "erasure"),
}

-- 運111 2: the ways are those that can be thought of, so another may serve.
local confidential = flag ".confidential"
local physical = eq(".method", "physical")
local unlinked = eq(".method", "unlink")
local overwritten = eq(".method", "overwrite")
local key_destroyed = all { eq(".method", "destroy-key"), flag ".encrypted" }
check "fisc8-cloud.o111.2.customer" {
  each "cloud_exits" {
    where = confidential,
    such_as {
      physical,
      unlinked,
      overwritten,
      key_destroyed,
      other = all {
        eq(".method", "other"),
        not_after(".other_method.considered", ".erased"),
      },
    },
  },
}
local function by(id, way)
  check(id) { each "cloud_exits" { where = confidential, way } }
end
by("fisc8-cloud.o111.2.1.customer", physical)
by("fisc8-cloud.o111.2.2.customer", any { unlinked, overwritten, key_destroyed })
by("fisc8-cloud.o111.2.2.1.customer", unlinked)
by("fisc8-cloud.o111.2.2.2.customer", overwritten)
by("fisc8-cloud.o111.2.2.3.customer", key_destroyed)
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

-- 運111 3: the audit must reach the day of the erasure. The contract has ended
-- with the use, so its terms are asked of the record of the end.
check "fisc8-cloud.o111.3.customer" {
  each "cloud_exits" {
    where = all { confidential, eq(".erased_by", "provider") },
    demand {
      evidence { kind = { "erasure-certificate" }, about = "erasure", on = fact ".erased" },
      alternative "audited-process" {
        covers(".contract_terms", { "erasure-at-end", "logical-erasure" }),
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
local enough_reported = evidence {
  kind = {
    "iso27001", "pci-dss", "soc1-type2", "soc2-type2", "jicpa-86", "jicpa-it7",
    "privacy-mark",
  },
  covers = fact "verification.points",
}
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
      such_as {
        enough_reported,
        within("white_papers.reviewed", param "verification-age"),
        flag "extraction_tool.offered",
        other = eq("cost_effective_control.kind", "other"),
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
point(6, {
  any {
    has("third_party_audit.quality_guidance", "jicpa"),
    has("third_party_audit.quality_guidance", "other-institute"),
  },
})
point(7, {
  any {
    eq("third_party_audit.contract", "joint"),
    within("third_party_audit.joint_considered", param "verification-age"),
  },
})
check "fisc8-cloud.o112.3.8.customer" {
  when = all { audited, flag "third_party_audit.data_abroad" },
  within("third_party_audit.visits_abroad_considered", param "verification-age"),
}
check "fisc8-cloud.o112.3.provider" {
  when = all { cloud, audited },
  shown({ "soc2-type2" }, "independent-audit"),
}

-- 運112 4
check "fisc8-cloud.o112.4.1.customer" { enough_reported }
check "fisc8-cloud.o112.4.2.customer" {
  within("white_papers.reviewed", param "verification-age"),
}
check "fisc8-cloud.o112.4.3.customer" { flag "extraction_tool.offered" }
check "fisc8-cloud.o112.4.provider" {
  when = all { cloud, one_of("importance", { "low", "medium" }) },
  such_as {
    shown({
      "iso27001", "pci-dss", "soc1-type2", "soc2-type2", "jicpa-86",
      "jicpa-it7", "privacy-mark",
    }, "security-management"),
    shown({ "source-01", "source-05", "source-06", "white-paper" },
      "security-management"),
    flag "extraction_tool.offered",
    other = eq("cost_effective_control.kind", "other"),
  },
}
