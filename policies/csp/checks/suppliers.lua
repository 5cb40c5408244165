-- Chapter 3: what is agreed with suppliers, and how they are chosen.

-- Without suppliers nothing applies but the way to dispose of things.
local any_supplier = exists "suppliers" {}

local function with_each(id, t)
  check(id) { when = any_supplier, each "suppliers" (t) }
end
local function agreed(id, ...)
  with_each(id, { contract { with = ".id", has = { ... } } })
end

-- 3.1.1
with_each("csp.3.1.1.documented.provider", {
  covers(".agreement.covers", { "risk-measures", "service-level" }),
})
agreed("csp.3.1.1.provider", "risk-measures", "service-level", "sla")

-- 3.1.2
with_each("csp.3.1.2.provider", {
  one_of(".monitoring.kind", { "continuous", "review" }),
  within(".monitoring.recorded", param "supplier-record-period"),
  within(".monitoring.reported", param "supplier-report-period"),
})
with_each("csp.3.1.2.records.provider", {
  covers(".monitoring.records", { "incidents", "service-level" }),
})

-- 3.1.3
with_each("csp.3.1.3.provider", {
  contract { with = ".id", has = { "risk-assessment", "risk-review" } },
  covers(".risk.reach", { "systems", "components", "services" }),
})
with_each("csp.3.1.3.process.provider", {
  has(".risk.process", "vulnerability-management"),
})

-- 3.1.4 to 3.1.6
with_each("csp.3.1.4.provider", {
  contract { with = ".id", has = { "supply-chain-information" } },
  covers(".information.reach", { "systems", "components", "services" }),
})
agreed("csp.3.1.5.provider", "breach-notice")
check "csp.3.1.5.procedure.provider" {
  when = any_supplier,
  some "documents" {
    has(".topics", "supply-chain-breach"),
    one_of(".approved_by", { "board", "management", "department" }),
  },
}
with_each("csp.3.1.6.provider", {
  contract { with = ".id", has = { "change-management" } },
  covers(".change_terms.upkeep", { "policies", "procedures", "measures" }),
})
with_each("csp.3.1.6.reassessed.provider", {
  contract { with = ".id", has = { "change-importance", "risk-reassessment" } },
  covers(".change_terms.importance_of", {
    "information", "systems", "processes",
  }),
})

-- 3.1.7 to 3.1.10
agreed("csp.3.1.7.provider", "tamper-protection", "asset-integrity")
with_each("csp.3.1.7.programme.provider", {
  covers(".tamper_protection.reach", { "systems", "components", "services" }),
})
agreed("csp.3.1.8.provider", "tamper-inspection")
with_each("csp.3.1.8.reach.provider", {
  any {
    has(".tamper_inspection.reach", "systems"),
    has(".tamper_inspection.reach", "components"),
    has(".tamper_inspection.reach", "services"),
  },
})
agreed("csp.3.1.9.provider", "counterfeit-protection")
with_each("csp.3.1.9.means.provider", {
  covers(".counterfeit_means", { "detection", "prevention" }),
})
with_each("csp.3.1.10.provider", {
  contract { with = ".id", has = { "disposal" } },
  covers(".disposal.reach", { "data", "documents", "tools", "components" }),
})
check "csp.3.1.10.method.provider" {
  some "disposal.methods" { eq(".of", "data") },
  some "disposal.methods" { eq(".of", "documents") },
  some "disposal.methods" { eq(".of", "tools") },
  some "disposal.methods" { eq(".of", "components") },
}

-- 3.2
with_each("csp.3.2.1.provider", {
  some "documents" {
    has(".topics", "supplier-selection"),
    has(".basis", "business-requirements"),
    not_after(".laid_down", "..selected"),
  },
})
with_each("csp.3.2.2.provider", {
  one_of(".subcontracting", { "forbidden", "conditional" }),
  given(eq(".subcontracting", "conditional")) {
    ne(".subcontracting_conditions", "none"),
  },
  each ".subcontracts" { not_after("..subcontracting_settled", ".from") },
})
