-- Chapter 12: applications, their data and their sessions.

local function section(topic, about)
  return some "documents" {
    has(".topics", topic),
    some ".points" { eq(".about", about), ne(".section", "none") },
  }
end

-- 12.1
check "csp.12.1.1.provider" {
  exists "applications" {},
  each "applications" { covers(".virus_protected", { "data", "programs" }) },
}
check "csp.12.1.1.configuration.provider" {
  exists "applications" {},
  each "applications" {
    covers(".configuration_confirmed", { "version", "unintended-software" }),
  },
}
check "csp.12.1.2.provider" {
  each "applications" {
    where = flag ".public_network",
    covers(".protected_from", { "fraud", "disputes", "disclosure", "change" }),
  },
}
check "csp.12.1.3.provider" {
  each "applications" {
    covers(".transactions.prevents", {
      "incomplete", "misrouting", "alteration", "disclosure", "duplication",
      "replay",
    }),
  },
}
check "csp.12.1.4.provider" {
  each "platform_changes" {
    covers(".applications_reviewed", fact ".important_applications"),
    covers(".applications_tested", fact ".important_applications"),
  },
}
check "csp.12.1.5.provider" {
  each "package_changes" { flag ".necessary" },
}
check "csp.12.1.5.managed.provider" {
  each "package_changes" { not_after(".approved", ".made") },
}

-- 12.2
local function copied(kind)
  return all {
    exists "data_sets" { eq(".kind", kind) },
    each "data_sets" {
      where = eq(".kind", kind),
      within(".backup.last", param "service-backup-period"),
    },
  }
end
check "csp.12.2.1.provider" {
  copied "user-data",
  copied "management",
  copied "configuration",
}
check "csp.12.2.1.plan.provider" {
  section("backup-plan", "method"),
  section("backup-plan", "targets"),
  section("backup-plan", "generations"),
  section("backup-plan", "interval"),
  section("backup-plan", "restoration"),
  some "documents" {
    has(".topics", "backup-plan"),
    covers(".basis", { "business-requirements", "security-requirements" }),
  },
}
check "csp.12.2.2.provider" {
  each "backup.notices" {
    flag ".understood",
    le(".days_to_act", param "notice-days"),
  },
}

-- 12.3
check "csp.12.3.1.provider" {
  exists "applications" {},
  each "applications" {
    covers(".session.controls", { "creation", "destruction", "timeout" }),
  },
}
check "csp.12.3.2.provider" {
  exists "applications" {},
  each "applications" {
    eq(".session.protection", "session"),
    covers(".session.establishes", { "both-ends", "validity" }),
  },
}
check "csp.12.3.2.invalidated.provider" {
  exists "applications" {},
  each "applications" {
    covers(".session.invalidated_on", { "logout", "end" }),
  },
}
check "csp.12.3.2.identifiers.provider" {
  exists "applications" {},
  each "applications" {
    covers(".session.identifiers", { "random", "unique", "own-only" }),
  },
}
check "csp.12.3.3.provider" {
  exists "applications" {},
  each "applications" {
    le(".session.lock_minutes", param "idle-minutes"),
    covers(".session.lock", { "on-request", "until-authenticated" }),
  },
}
