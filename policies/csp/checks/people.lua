-- Chapters 5 and 6: employees, and what happens when something is found.

local approved = one_of(".approved_by", { "board", "management", "department" })
local function section(topic, about)
  return some "documents" {
    has(".topics", topic),
    some ".points" { eq(".about", about), ne(".section", "none") },
  }
end

-- 5.1 and 5.2
local terms = { "confidentiality", "integrity", "availability", "boundary" }
check "csp.5.1.1.provider" {
  each "employees" { covers(".shown", terms), covers(".explained", terms) },
}
check "csp.5.1.1.consent.provider" {
  each "employees" { not_after(".consented", ".contracted") },
}
check "csp.5.2.1.provider" {
  exists "employees" {},
  each "employees" { covers(".policy_training", { "education", "training" }) },
}
check "csp.5.2.2.provider" {
  exists "trainings" {},
  each "trainings" {
    eq(".reported_to", "security-manager"),
    not_after(".held", ".reported"),
  },
}
local function violation(kind)
  return some "documents" {
    has(".topics", "violations"),
    approved,
    some ".points" { eq(".about", kind), ne(".section", "none") },
  }
end
check "csp.5.2.3.provider" { violation "policy", violation "contract" }

-- 5.3
check "csp.5.3.1.provider" {
  section("end-of-employment", "access-rights"),
  section("end-of-employment", "assets"),
  section("end-of-employment", "return"),
  section("end-of-employment", "tasks"),
  section("end-of-employment", "procedure"),
  section("end-of-employment", "checklist"),
  section("change-of-employment", "access-rights"),
  section("change-of-employment", "assets"),
  section("change-of-employment", "return"),
  section("change-of-employment", "tasks"),
  section("change-of-employment", "procedure"),
  section("change-of-employment", "checklist"),
}

-- 6.1.1
check "csp.6.1.1.provider" {
  section("incident-reports", "incidents"),
  section("incident-reports", "signs"),
  section("incident-reports", "employees"),
  section("incident-reports", "desk"),
  section("incident-reports", "promptness"),
}
check "csp.6.1.1.handling.provider" {
  some "organisation.roles" {
    has(".duties", "incident-handling"),
    ne(".holder", "none"),
  },
  some "documents" {
    has(".topics", "incident-handling"),
    approved,
  },
}

-- 6.1.2
local function channel(purpose)
  return some "incident_channels" {
    eq(".purpose", purpose),
    flag ".open",
  }
end
check "csp.6.1.2.provider" {
  channel "from-users",
  channel "to-users",
  channel "tracking",
}

-- 6.1.3 to 6.1.5
check "csp.6.1.3.provider" {
  section("incident-assessment", "employees"),
  section("incident-assessment", "users"),
  section("incident-assessment", "own-detection"),
  section("incident-assessment", "response-by-gravity"),
}
check "csp.6.1.3.records.provider" {
  each "incidents" { covers(".recorded", { "assessment", "decision" }) },
}
check "csp.6.1.4.provider" {
  each "incidents" {
    where = flag ".closed",
    ne(".lesson_measure", "none"),
  },
}
check "csp.6.1.5.provider" {
  section("incident-evidence", "identify"),
  section("incident-evidence", "collect"),
  section("incident-evidence", "acquire"),
  section("incident-evidence", "preserve"),
}
