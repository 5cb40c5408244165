-- 運109: what the contract with a cloud provider lays down.

local cloud = exists "deployments" { one_of(".kind", { "cloud", "saas" }) }
local not_high = judged("importance", { "low", "medium" })

-- Every provider that is used, and there is one.
local is_provider = has(".roles", "provider")
local function with_each(requirement)
  return all {
    exists "parties" { is_provider },
    each "parties" { where = is_provider, requirement },
  }
end
local function terms(...)
  return contract { with = ".id", has = { ... } }
end

-- The institution: terms of a contract in force with each provider.
local function agreed(id, ...)
  check(id .. ".customer") { when = cloud, with_each(terms(...)) }
end

-- The provider: what it offers as terms.
local function offered(id, ...)
  check(id .. ".provider") {
    when = cloud,
    covers("party.offered_terms", { ... }),
  }
end

-- The lead: a contract for each cloud, with whoever provides it.
check "fisc8-cloud.o109.1.customer" {
  when = cloud,
  each "deployments" {
    where = one_of(".kind", { "cloud", "saas" }),
    contract { with = ".provider", has = { "service-scope" } },
  },
}
offered("fisc8-cloud.o109.1", "service-scope")

-- (4)
agreed("fisc8-cloud.o109.4", "disclosure-scope", "supervisor-cooperation",
  "audit-acceptance", "operating-rules", "incident-response")
agreed("fisc8-cloud.o109.4.1", "report-method", "report-format")
agreed("fisc8-cloud.o109.4.2", "instructions")
agreed("fisc8-cloud.o109.4.3", "emergency-organisation")
agreed("fisc8-cloud.o109.4.4", "maintenance-procedures",
  "recovery-procedures", "manuals", "training")
agreed("fisc8-cloud.o109.4.5", "recovery-time")
agreed("fisc8-cloud.o109.4.6", "accident-reports")
agreed("fisc8-cloud.o109.4.7", "investigation-help")
agreed("fisc8-cloud.o109.4.8", "contingency-plan")
offered("fisc8-cloud.o109.4", "disclosure-scope", "supervisor-cooperation",
  "audit-acceptance", "operating-rules", "incident-response", "report-method",
  "report-format", "instructions", "emergency-organisation",
  "maintenance-procedures", "recovery-procedures", "manuals", "training",
  "recovery-time",
  "accident-reports", "investigation-help", "contingency-plan")

-- (5) to (8)
agreed("fisc8-cloud.o109.5", "no-organised-crime")
offered("fisc8-cloud.o109.5", "no-organised-crime")
agreed("fisc8-cloud.o109.6", "restoration", "migration-help", "data-return",
  "data-erasure")
agreed("fisc8-cloud.o109.6.1", "cancellation")
agreed("fisc8-cloud.o109.6.2", "erasure-at-end", "physical-erasure-later",
  "out-of-hours-recovery")
agreed("fisc8-cloud.o109.6.3", "restoration-work", "migration-work")
offered("fisc8-cloud.o109.6", "restoration", "migration-help",
  "data-return", "data-erasure", "cancellation", "erasure-at-end",
  "physical-erasure-later", "out-of-hours-recovery", "restoration-work",
  "migration-work")
agreed("fisc8-cloud.o109.7", "damages")
offered("fisc8-cloud.o109.7", "damages")
agreed("fisc8-cloud.o109.8", "ownership-of-results")
offered("fisc8-cloud.o109.8", "ownership-of-results")

-- (9): where importance is not high, what the provider shows anyway will do.
check "fisc8-cloud.o109.9.1.customer" {
  when = cloud,
  demand {
    with_each(terms("standard-disclosure", "disclosure-on-request")),
    relaxation "importance-not-high" {
      guard = not_high,
      with_each(has(".offered_terms", "standard-disclosure")),
    },
  },
}
check "fisc8-cloud.o109.9.1.nda.customer" {
  when = exists "disclosures" { flag ".confidential" },
  each "disclosures" {
    where = flag ".confidential",
    not_after(".nda_signed", ".made"),
  },
}
check "fisc8-cloud.o109.9.2.customer" {
  when = cloud,
  demand {
    with_each(terms "disclosure-at-risk"),
    relaxation "importance-not-high" { guard = not_high, nothing },
  },
}
offered("fisc8-cloud.o109.9", "standard-disclosure", "disclosure-on-request",
  "disclosure-at-risk")

-- (10)
local several = at_least(2, "parties") { is_provider }
check "fisc8-cloud.o109.10.customer" {
  when = several,
  demand {
    one_of("coordination.by", { "provider", "institution" }),
    covers("coordination.functions", { "contact", "mediation" }),
    relaxation "importance-not-high" { guard = not_high, nothing },
    floor = ne("coordination.responsibilities_document", "none"),
  },
}
check "fisc8-cloud.o109.10.provider" {
  when = several,
  has("party.offered_terms", "coordination"),
}

-- (11): a flat list; organised crime is looked into whatever the importance.
check "fisc8-cloud.o109.11.1.customer" {
  when = exists "subcontractors" {},
  each "subcontractors" {
    demand {
      all {
        one_of(".vetted_by", { "institution", "provider" }),
        not_after(".vetted", ".work_began"),
      },
      relaxation "importance-not-high" {
        guard = not_high,
        not_after(".reduced_vetting.recorded", ".work_began"),
      },
      floor = flag ".antisocial_check.passed",
    },
  },
}
check "fisc8-cloud.o109.11.1.provider-vetting.customer" {
  when = exists "subcontractors" {},
  each "subcontractors" {
    where = eq(".vetted_by", "provider"),
    covers(".vetting_scope", fact "own_vetting.scope"),
    ge(".vetting_depth", fact "own_vetting.depth"),
    no { flag ".especially_important" },
  },
}
check "fisc8-cloud.o109.11.1.risk.customer" {
  when = exists "subcontractors" {},
  each "subcontractors" {
    demand {
      within(".risk_assessed", param "subcontractor-risk-period"),
      relaxation "importance-not-high" {
        guard = not_high,
        any {
          within(".risk_assessed", param "reduced-risk-period"),
          eq(".risk_managed_by", "provider"),
        },
      },
    },
  },
}
agreed("fisc8-cloud.o109.11.2", "subcontractor-recovery",
  "subcontractor-damages")
agreed("fisc8-cloud.o109.11.3", "subcontractor-duties")
agreed("fisc8-cloud.o109.11.4", "stop-subcontracting")
check "fisc8-cloud.o109.11.4.refused.customer" {
  each "parties" {
    where = is_provider,
    each ".stop_requests" {
      where = flag ".refused",
      not_after(".made", ".exit_considered"),
    },
  },
}
offered("fisc8-cloud.o109.11.terms", "subcontractor-recovery",
  "subcontractor-damages", "subcontractor-duties")

-- (12)
agreed("fisc8-cloud.o109.12.1", "entry-audit", "monitoring")
check "fisc8-cloud.o109.12.2.customer" { flag "third_party_audit.used" }
agreed("fisc8-cloud.o109.12.2.conditions", "entry-conditions")
check "fisc8-cloud.o109.12.4.customer" {
  when = cloud,
  with_each(any { terms "audit-costs", has(".talked_over", "audit-costs") }),
}
check "fisc8-cloud.o109.12.5.customer" {
  when = exists "subcontractors" { flag ".important" },
  with_each(terms("subcontractor-entry-audit", "subcontractor-monitoring")),
}
agreed("fisc8-cloud.o109.12.6", "audit-findings",
  "audit-findings-consultation")
offered("fisc8-cloud.o109.12", "entry-audit", "monitoring", "audit-costs",
  "subcontractor-entry-audit", "subcontractor-monitoring", "audit-findings",
  "audit-findings-consultation")

-- (13)
agreed("fisc8-cloud.o109.13.1", "supervisor-inspection")
agreed("fisc8-cloud.o109.13.2", "subcontractor-inspection")
agreed("fisc8-cloud.o109.13.3", "inspection-findings")
offered("fisc8-cloud.o109.13", "supervisor-inspection",
  "subcontractor-inspection", "inspection-findings")

-- (14): after the corrected relaxation; the printed one is kept beside it. It
-- speaks of entry: the enquiry as a whole, and entry in distress where the
-- institution so decides.
local cheaper = relaxation "importance-not-high" {
  guard = not_high,
  ne("cost_effective_control.kind", "none"),
}
check "fisc8-cloud.o109.14.1.customer" {
  when = cloud,
  demand {
    with_each(terms "incident-entry"),
    cheaper,
  },
}
check "fisc8-cloud.o109.14.2.customer" {
  when = cloud,
  demand {
    with_each(all {
      terms("evidence-extent", "tool-cost"),
      given(flag ".refuses_handling") {
        flag("extraction_tool.verified", {
          max_age = param "tool-verification-age",
        }),
      },
    }),
    cheaper,
  },
}
local distress_entry = with_each(terms "distress-entry")
check "fisc8-cloud.o109.14.3.customer" {
  when = cloud,
  demand {
    distress_entry,
    cheaper,
    floor = given(no { param "relax-distress-entry" }) { distress_entry },
  },
}
offered("fisc8-cloud.o109.14", "incident-entry", "evidence-extent", "tool-cost",
  "distress-entry")
