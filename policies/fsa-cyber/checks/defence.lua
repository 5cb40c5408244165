-- 2.3: defence in layers, authentication and access.

-- 2.3-①
local function defended(layer)
  return some "defences" {
    eq(".layer", layer),
    flag ".in_service",
  }
end
check "fsa-cyber.2.3-1.customer" {
  defended "edge",
  defended "inside",
  defended "outbound",
}

-- 2.3.1-①
local policy = has(".topics", "access-policy")
local rules = has(".topics", "access-rules")
local on_access = any { policy, rules }
check "fsa-cyber.2.3.1-1.rules.customer" {
  exists "documents" { policy },
  exists "documents" { rules },
  each "documents" {
    where = on_access,
    within(".reviewed", param "access-rules-review-period"),
  },
}
local function in_rules(viewpoint)
  return some "documents" { on_access, has(".contents", viewpoint) }
end
check "fsa-cyber.2.3.1-1.viewpoints.customer" {
  in_rules "least-privilege",
  in_rules "duty-separation",
  in_rules "account-lifecycle",
  in_rules "rights-review",
  in_rules "operation-review",
  in_rules "privileged-restriction",
  in_rules "outsourcer-access",
}

-- 2.3.1-②
check "fsa-cyber.2.3.1-2.individuals.customer" {
  each "accounts" {
    where = all { eq(".kind", "person"), flag ".enabled" },
    flag ".need_recorded",
    not_after(".approved", ".granted"),
    not_after(".holder.first_trained", ".granted"),
    one_of(".holder.managed_by", { "institution", "outsourcer" }),
  },
}
check "fsa-cyber.2.3.1-2.importance.customer" {
  covers("access.grant_criteria", {
    "system-importance", "information-importance",
  }),
}

-- 2.3.1-③: the source names these as examples, so another way may serve.
check "fsa-cyber.2.3.1-3.users.customer" {
  such_as {
    flag "access.passwords.first_changed",
    ge("access.passwords.least_length", param "password-length"),
    le("access.stopped_after_days", param "unused-days"),
    within("access.owner_review", param "owner-review-period"),
    other = ne("access.other_credential_measure", "none"),
  },
}
check "fsa-cyber.2.3.1-3.machines.customer" {
  each "credentials" {
    such_as {
      one_of(".storage", { "vault", "platform" }),
      within(".replaced", param "machine-credential-period"),
      other = ne(".other_measure", "none"),
    },
  },
}

-- 2.3.1-④
check "fsa-cyber.2.3.1-4.verification.customer" {
  covers("access.verified_before_entry", { "identity", "rights" }),
}
check "fsa-cyber.2.3.1-4.trace.customer" {
  covers("logs.fields", { "user", "action" }),
  each "accounts" { where = flag ".shared", flag ".use_recorded" },
}

-- 2.3.1-⑤
check "fsa-cyber.2.3.1-5.requirements.customer" {
  exists "access_paths" {},
  each "access_paths" {
    covers(".requirement.basis", {
      "system-importance", "information-importance",
    }),
  },
}
check "fsa-cyber.2.3.1-5.remote.customer" {
  when = ge("importance", "high"),
  each "access_paths" { where = flag ".remote", ge(".factors", 2) },
}

-- 2.3.1-⑥
check "fsa-cyber.2.3.1-6.customer" {
  such_as {
    all {
      exists "mail.domains" {},
      each "mail.domains" {
        covers(".sender_authentication", { "spf", "dkim", "dmarc" }),
      },
    },
    all {
      exists "file_exchange" {},
      each "file_exchange" {
        one_of(".protection", { "encrypted-transport", "file-store" }),
      },
    },
    some "customers.security_notices" {
      within(".given", param "customer-notice-period"),
    },
    other = ne("customers.other_fraud_measure", "none"),
  },
}
check "fsa-cyber.2.3.1-6.sender.customer" {
  each "mail.domains" {
    covers(".sender_authentication", { "spf", "dkim", "dmarc" }),
  },
}
