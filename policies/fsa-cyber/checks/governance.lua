-- 2.1: what the board and management see to.

-- 2.1.1-①
check "fsa-cyber.2.1.1-1.risk.customer" {
  has("risk_management.categories", "cyber"),
}
check "fsa-cyber.2.1.1-1.policy.customer" {
  some "documents" {
    has(".topics", "cyber-policy"),
    eq(".approved_by", "board"),
  },
}
check "fsa-cyber.2.1.1-1.contents.customer" {
  some "documents" {
    has(".topics", "cyber-policy"),
    covers(".contents", {
      "purpose", "stakeholder-demands", "law", "management-commitment",
    }),
  },
}

-- 2.1.1-②
check "fsa-cyber.2.1.1-2.organisation.customer" {
  some "documents" {
    has(".topics", "cyber-organisation"),
    eq(".approved_by", "board"),
    covers(".basis", { "stakeholder-demands", "law" }),
  },
}
check "fsa-cyber.2.1.1-2.review.customer" {
  some "cyber.reviews" {
    one_of(".kind", { "review", "other" }),
    within(".held", "1y"),
  },
}
check "fsa-cyber.2.1.1-2.expert.customer" {
  each "cyber.reviews" {
    where = flag ".expert_needed",
    gt(".experts", 0),
  },
}

-- 2.1.2-①
local on_rules = has(".topics", "cyber-rules")
check "fsa-cyber.2.1.2-1.rules.customer" {
  exists "documents" { on_rules },
  each "documents" {
    where = on_rules,
    one_of(".approved_by", { "board", "management" }),
    within(".reviewed", "1y"),
  },
}
check "fsa-cyber.2.1.2-1.processes.customer" {
  exists "cyber.processes" {},
  each "cyber.processes" {
    one_of(".approved_by", { "board", "management" }),
    within(".revised", "1y"),
  },
}
local function in_rules(topic)
  return some "documents" { on_rules, has(".contents", topic) }
end
check "fsa-cyber.2.1.2-1.topics.customer" {
  in_rules "asset-management",
  in_rules "risk-assessment",
  in_rules "vulnerability-management",
  in_rules "penetration-testing",
  in_rules "exercises",
  in_rules "access-control",
  in_rules "training",
  in_rules "data-management",
  in_rules "logging",
  in_rules "security-by-design",
  in_rules "technical-measures",
  in_rules "incident-response",
  in_rules "third-party-risk",
}
