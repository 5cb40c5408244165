-- SPDX-License-Identifier: MIT
-- clauses.lua: the 12 worked examples as a policy author would write them, each with
-- systems that show the tricky cases. Run: lua5.4 clauses.lua
local M = dofile((debug.getinfo(1, "S").source:match "^@(.*/)" or "") .. "model.lua")
local C = {}
local ids = {}
-- The environment of a check file: the DSL, and a misspelt name is an error, not nil.
local env = setmetatable({}, { __index = function(_, k) return M.dsl[k] or error("no such word: " .. k, 2) end })
env.clause = function(id) return function(t) t.id = id; C[id] = M.clause(t); ids[#ids + 1] = id end end
env.B = { customer = true }; env.P = { provider = true }

local source = [==[
-- 1. 運109 (14): investigation on site after an incident.  Written after the *corrected* polarity.
local entry_at_distress = contract { with = "provider", has = { "entry-on-distress" } }
clause "f109.14.customer" { bearers = B, level = "must",
  demand {
    contract { with = "provider", has = { "entry", "evidence-range", "cost" } },
    entry_at_distress,
    given "provider.refuses_handling" {
      flag "tool.exists",
      flag("tool.verified_by_third_party", { max_age = param "tool-verification-age" }),
    },
    relaxation "importance-not-high" {
      guard = judged("importance", { "low", "medium" }),
      flag "control.cost_effective.recorded",
    },
    floor = given(no { param "relax-distress-entry" }) { entry_at_distress },
  },
}

-- 2. 運109 (11): subcontractors, to any depth (the list is flat and each names its parent)
clause "f109.11.customer" { bearers = B, level = "must",
  when = exists "subcontractors",
  each "subcontractors" {
    demand {
      any {
        eq(".vetted_by", "customer"),
        all {
          eq(".vetted_by", "provider"),
          covers(".vetting.scope", fact "own_vetting.scope"),
          ge(".vetting.depth", fact "own_vetting.depth"),
          no { eq("importance", "especially-high") },
        },
      },
      relaxation "importance-not-high" {
        guard = judged("importance", { "low", "medium" }),
        flag ".vetting.reduced_recorded",
      },
      floor = flag ".antisocial_check.passed",
    },
  },
}
clause "f109.11.stop.customer" { bearers = B, level = "should",
  contract { with = "provider", has = { "stop-subcontract" } } }

-- 3. 運109 (10): several providers
clause "f109.10.customer" { bearers = B, level = "must",
  when = at_least(2, "providers") {},
  demand {
    any { flag "coordination.coordinator_named", flag "coordination.institution_coordinates" },
    relaxation "importance-not-high" {
      guard = judged("importance", { "low", "medium" }),
      nothing,                                        -- the coordinator falls away
    },
    floor = flag "coordination.responsibilities_written",
  },
}

-- 4. 運111 items 3 and 4: erasure at contract end; two duties of different level, so two clauses
clause "f111.3.customer" { bearers = B, level = "must",
  when = flag "data.confidential",
  any {
    one_of("erasure.method", { "physical-destruction", "overwrite", "unlink" }),
    all { eq("erasure.method", "destroy-key"), flag "data.encrypted" },
  },
}
clause "f111.4.customer" { bearers = B, level = "should",
  when = all { flag "data.confidential", eq("erasure.by", "provider") },
  demand {
    evidence { kind = { "erasure-certificate" }, about = "erasure" },
    alternative "audited-process" {
      contract { with = "provider", has = { "erasure-incl-logical" } },
      evidence { kind = { "soc2-type2", "audit-report" }, about = "erasure", on = fact "erasure.date" },
    },
  },
}

-- 5. 運112 items 2 to 4: audit on site or its substitute
clause "f112.2.customer" { bearers = B, level = "must",
  demand {
    any { flag "documents.sufficient", flag "onsite.done" },
    alternative "third-party-audit" {
      given "provider.allows_visits" { flag "onsite.judged_ineffective" },
      evidence { kind = { "soc2-type2" }, about = "workload", covers = fact "risk_profile.points" },
    },
    relaxation "importance-not-high" {
      guard = judged("importance", { "low", "medium" }),
      any {
        evidence { kind = { "soc2-type2", "soc1-type2" }, covers = fact "checked.points" },
        flag "whitepaper.reviewed",
        flag "extraction_tool.offered",
      },
    },
    floor = flag "workload.verified",
  },
}

-- 6. 運113-2(2): readiness of important partners, an example of the lead "prevention exists"
local partners_ready = each "partners" { where = flag ".important", flag ".readiness.checked" }
clause "f113.2.2.customer" { bearers = B, level = "may", partners_ready }
clause "f113.2.customer" { bearers = B, level = "must",
  such_as { partners_ready, flag "prevention.exercise.held", other = flag "prevention.other_measure.recorded" } }

-- 7. FSA 2.1.1-②: oversight by the board
clause "fsa.2.1.1-2.customer" { bearers = B, level = "must",
  flag "oversight.arrangements",
  any { within("oversight.last_review", "1y"), flag "oversight.other_examination.sufficient" },
  given "oversight.expert.needed" { flag "oversight.expert.used" },
}

-- 8. FSA 2.3.1-⑤: several factors
clause "fsa.2.3.1-5.customer" { bearers = B, level = "must",
  each "systems" {
    flag ".auth_requirement.documented",
    given(all { flag ".remote_access", ge(".importance", 3) }) {    -- 3 = high; the vocabulary orders the enumeration
      each ".accounts" { ge(".factors", 2) },
    },
  },
}

-- 9. CSP 1.1.1: a policy with listed points
clause "csp.1.1.1.provider" { bearers = P, level = "must",
  covers("policy.topics", { "a", "b", "d1", "d2", "d3", "d4", "f" }),
  eq("policy.approved_by", "management"),
  flag "policy.distributed",
}

-- 10. CSP 4.4.5: passwords and several factors
clause "csp.4.4.5.provider" { bearers = P, level = "must",
  any { flag "auth.proper", flag "auth.place_check", flag "auth.device_check" },
  given "auth.passwords.used" { flag "auth.passwords.rules", eq("auth.passwords.stored", "hash") },
  given(any { ge("confidentiality", 3), ge("integrity", 3) }) {
    covers("auth.factor_kinds", { "knowledge", "possession" }),
  },
}

-- 11. CSP 3.1.1 and 3.1.3: agreements with suppliers
clause "csp.3.1.1.provider" { bearers = P, level = "must",
  when = exists "suppliers",
  each "suppliers" {
    flag ".risk_measures.documented",
    contract { with = ".id", has = { "service-level" } },
    any { no { flag ".standard_terms" }, param "standard-terms-are-agreement" },
  },
}
clause "csp.3.1.3.provider" { bearers = P, level = "must",
  when = exists "suppliers",
  each "suppliers" { each ".services" { flag ".review.agreed", covers(".review.points", { "vulnerability" }) } },
}

-- 12. CSP 11.1.11: event logs
clause "csp.11.1.11.provider" { bearers = P, level = "must",
  flag "logs.scope.set", gt("logs.retention", 0), flag "logs.storage.set", flag "logs.check.set" }
clause "csp.11.1.11.fields.provider" { bearers = P, level = "should",
  covers("logs.fields", { "user", "event-time-kind", "access-result", "privilege", "file-kind", "address-protocol" }) }
]==]
assert(load(source, "=checks.lua", "t", env))()

---------------------------------------------------------------- tricky cases
local low = { v = "low", by = "customer", at = -10, why = "no customer data" }
local ent = { party = "provider", from = -100, to = 100, terms = { "entry", "evidence-range", "cost", "entry-on-distress", "erasure-incl-logical" } }
local function soc(t) local e = { id = "soc", kind = "soc2-type2", about = { "workload", "erasure" }, subject = { "p1", "p2" }, collected = -200, expires = 50,
  from = -400, to = -35, confirmed = true }; for k, v in pairs(t or {}) do e[k] = v end return e end
local NIL = {}
local function without(t, ...) local o = {}; for k, v in pairs(t) do o[k] = v end for _, k in ipairs { ... } do o[k] = nil end return o end
local n, bad = 0, 0
local function case(id, sys, want, also, params)
  local c = C[id]; local b = next(c.bearers)
  local r = M.eval(sys, c, b, { asof = 0, params = params })
  local d, f = {}, {}
  for p, a in pairs(r.deciding) do d[#d + 1] = p .. (a.candidate and "@" .. a.candidate or "") .. ":" .. a.state end
  for p in pairs(r.facts) do f[#f + 1] = p end
  table.sort(d); table.sort(f)
  local got = r.result .. (r.via and r.via ~= "direct" and " via " .. r.via or "")
  local more = r.result == "unknown" and table.concat(d, " ") or r.result == "fail" and table.concat(f, " ") or r.reason
  n = n + 1
  local ok = got == want and (not also or also == more)
  if not ok then bad = bad + 1 end
  print(("%s %-28s %-24s %s%s"):format(ok and "ok  " or "BAD ", id, got, more, ok and "" or "   WANTED " .. want .. " " .. (also or "")))
end
local tool = { exists = true, verified_by_third_party = { v = true, date = -500 } }
local refusing = { contracts = { ent }, provider = { refuses_handling = true }, tool = tool }
case("f109.14.customer", refusing, "unknown", "control.cost_effective.recorded:absent importance:absent param:tool-verification-age:unset")  -- the other param doesn't matter: the term is there
case("f109.14.customer", refusing, "unknown", "control.cost_effective.recorded:absent importance:absent tool.verified_by_third_party:stale", { ["tool-verification-age"] = "1y", ["relax-distress-entry"] = false })
case("f109.14.customer", { contracts = {}, importance = low, control = { cost_effective = { recorded = true } } }, "fail", nil, { ["relax-distress-entry"] = false })
case("f109.14.customer", { contracts = {}, importance = low, control = { cost_effective = { recorded = true } } }, "pass via relaxation", nil, { ["relax-distress-entry"] = true })
local own = { scope = { "a", "b" }, depth = 2 }
local function sub(t) return { subcontractors = { t }, own_vetting = own, importance = low } end
case("f109.11.customer", sub { id = "s1", vetted_by = "customer", antisocial_check = { passed = false } }, "fail", "subcontractors[s1].antisocial_check.passed")
case("f109.11.customer", sub { id = "s1", vetted_by = "provider", vetting = { scope = { "a", "b", "c" }, depth = 1, reduced_recorded = false }, antisocial_check = { passed = true } }, "fail",
  "own_vetting.depth subcontractors[s1].vetted_by subcontractors[s1].vetting.depth subcontractors[s1].vetting.reduced_recorded")
case("f109.11.customer", { own_vetting = own }, "unknown", "subcontractors:absent")
case("f109.11.customer", { subcontractors = {} }, "notapplicable")
case("f109.11.customer", { subcontractors = { complete = false } }, "unknown", "subcontractors:incomplete")
case("f109.10.customer", { providers = { {} } }, "notapplicable")
case("f109.10.customer", { providers = { {}, complete = false }, coordination = { responsibilities_written = true, coordinator_named = true } }, "unknown", "providers:incomplete")
case("f109.10.customer", { providers = { {}, {} }, coordination = { responsibilities_written = true, coordinator_named = false, institution_coordinates = false } }, "unknown", "importance:absent")
case("f109.10.customer", { providers = { {}, {} }, importance = low, coordination = { responsibilities_written = true } }, "pass via relaxation")
local era = { by = "provider", method = "overwrite", date = -30 }
case("f111.4.customer", { data = { confidential = true }, erasure = era, contracts = { ent }, evidence = { soc() } }, "unknown", "evidence(soc2-type2|audit-report,erasure)@soc:stale")
case("f111.4.customer", { data = { confidential = true }, erasure = era, contracts = { ent }, evidence = { soc { to = -20 } } }, "pass via alternative")
case("f111.4.customer", { data = { confidential = true }, erasure = era, contracts = { ent }, evidence = { soc { about = { "workload" } } } }, "fail")
case("f111.4.customer", { erasure = era, contracts = { ent }, evidence = { soc { about = { "workload" } } } }, "unknown", "data.confidential:absent")
local pts = { risk_profile = { points = { "p1", "p2" } }, checked = { points = { "p1" } }, documents = { sufficient = false }, onsite = { done = false },
  workload = { verified = true }, provider = { allows_visits = false }, extraction_tool = { offered = false } }
local function w(t) for k, v in pairs(pts) do if t[k] == nil then t[k] = v end end return t end
case("f112.2.customer", w { importance = { v = "high", by = "customer", at = -1, why = "core" }, evidence = {}, whitepaper = { reviewed = true } }, "fail")
case("f112.2.customer", w { evidence = {}, whitepaper = { reviewed = true } }, "unknown", "importance:absent")
case("f112.2.customer", w { importance = low, evidence = {}, whitepaper = { reviewed = true } }, "pass via relaxation")
case("f112.2.customer", w { importance = low, evidence = { soc() }, whitepaper = { reviewed = true } }, "pass via alternative")
case("f112.2.customer", w { importance = low, evidence = { soc { expires = -30 } }, whitepaper = { reviewed = false } }, "unknown")
local cand = { soc { id = "e21", expires = -700 }, soc { id = "e22", expires = -30 }, soc { id = "next", collected = 20, expires = 400 } }
case("f112.2.customer", w { evidence = cand, importance = { v = "high", by = "customer", at = -1, why = "core" } }, "unknown", "evidence(soc2-type2,workload)@next:future")
cand[4] = without(soc { id = "new" }, "confirmed")
case("f112.2.customer", w { evidence = cand, importance = { v = "high", by = "customer", at = -1, why = "core" } }, "unknown", "evidence(soc2-type2,workload)@new:unconfirmed")
case("f112.2.customer", w { evidence = { without(soc(), "expires") }, importance = { v = "high", by = "customer", at = -1, why = "core" } }, "unknown", "evidence(soc2-type2,workload)@soc:undated")
cand[5] = soc { id = "good" }
case("f112.2.customer", w { evidence = cand }, "pass via alternative")
case("f112.2.customer", w { evidence = {}, whitepaper = { reviewed = false } }, "fail")   -- no judgement is asked for where it can't help
case("f109.14.customer", { contracts = {}, importance = low, control = { cost_effective = { recorded = true } } }, "unknown", "param:relax-distress-entry:unset")
case("f113.2.customer", { partners = { { id = "x", readiness = { checked = false } } }, prevention = { exercise = { held = false }, other_measure = { recorded = false } } }, "unknown", "partners[x].important:absent")
case("f113.2.customer", { partners = { { id = "x", important = true, readiness = { checked = false } } }, prevention = { exercise = { held = false } } }, "unknown", "prevention.other_measure.recorded:absent")
case("f113.2.2.customer", {}, "informational")
local ov = { arrangements = true, last_review = -395, expert = { needed = false } }
case("fsa.2.1.1-2.customer", { oversight = ov }, "unknown", "oversight.other_examination.sufficient:absent")
ov.other_examination = { sufficient = false }
case("fsa.2.1.1-2.customer", { oversight = ov }, "fail", "oversight.last_review oversight.other_examination.sufficient")
local acc = { { id = "u1", factors = 2 }, { id = "u2", factors = 1 } }
case("fsa.2.3.1-5.customer", { systems = { { id = "ib", auth_requirement = { documented = true }, remote_access = true, accounts = acc } } }, "unknown", "systems[ib].importance:absent")
case("fsa.2.3.1-5.customer", { systems = { { id = "ib", auth_requirement = { documented = true }, remote_access = true, importance = 3, accounts = acc } } }, "fail", nil)
case("csp.1.1.1.provider", { policy = { topics = { "a", "b", "d1", "d3", "d4", "f" }, approved_by = "management", distributed = true } }, "fail", "policy.topics[d2]")
case("csp.4.4.5.provider", { auth = { proper = true, passwords = { used = false }, factor_kinds = { "knowledge" } }, integrity = 3 }, "fail", nil)
case("csp.4.4.5.provider", { auth = { proper = true, passwords = { used = true, rules = true, stored = "encrypted" } }, integrity = 1, confidentiality = 1 }, "fail", "auth.passwords.stored auth.passwords.used")
local sup = { id = "big", risk_measures = { documented = true }, standard_terms = true }
local sla = { { party = "big", from = -9, to = "none", terms = { "service-level" } } }
case("csp.3.1.1.provider", { suppliers = { sup }, contracts = sla }, "unknown", "param:standard-terms-are-agreement:unset")
case("csp.3.1.1.provider", { suppliers = { sup }, contracts = { { party = "big", from = -90, to = -1, terms = { "service-level" } } } }, "unknown", "contract(big).service-level@#1:stale", { ["standard-terms-are-agreement"] = true })
case("csp.3.1.3.provider", { suppliers = { { id = "big", services = { { id = "s3", review = { agreed = true, points = { "vulnerability" } } }, { id = "ec2", review = { agreed = true, points = { complete = false } } } } } } }, "unknown", "suppliers[big].services[ec2].review.points[vulnerability]:incomplete")
case("csp.11.1.11.provider", { logs = { scope = { set = true }, storage = { set = true }, check = { set = true }, retention = { unknown = "as long as needed" } } }, "unknown", "logs.retention:stated")
case("csp.11.1.11.fields.provider", { logs = { fields = { "user", "event-time-kind", "access-result", "privilege" } } }, "fail", "logs.fields[address-protocol] logs.fields[file-kind]")
-- bearers and inheritance
local c = C["csp.11.1.11.provider"]
local r = M.eval({}, c, "customer", {}); assert(r.result == "notselected" and r.owner.provider)
local both = M.clause { id = "x", bearers = { customer = true, provider = true }, level = "must", M.dsl.flag "f" }
local function inherit(confirmed, joined) return M.eval({ f = false, inherits = { { clause = "x", bearer = "customer", from = "aws", confirmed = confirmed } }, joined = joined }, both, "customer", {}) end
assert(inherit(nil).result == "unknown" and inherit(nil).reason == "unconfirmed")
assert(inherit(true).via == "inherited" and inherit(false).result == "fail")
assert(inherit(true, { aws = {} }).deciding["aws:f"].state == "absent")
assert(inherit(nil, { aws = { f = true } }).result == "pass" and inherit(nil, { aws = { f = false } }).result == "fail")
-- parties, joined descriptions, controls, waivers, functions [19, 24, 26-30]
local D = M.dsl
local function holds(what, ok) n = n + 1; if not ok then bad = bad + 1 end; print((ok and "ok   " or "BAD  ") .. what) end
local function L(t) t.list = true; return t end
local function clause(id, req, more)
  local c = M.clause { req }
  c.id, c.role, c.control, c.level = id, id:match "[^.]+$", id:match "^[^.]+%.[^.]+", "must"
  for k, v in pairs(more or {}) do c[k] = v end
  return c
end
local function party(id, role, more) local p = { id = id, roles = L { role } }; for k, v in pairs(more or {}) do p[k] = v end return p end
local function report(clauses, sys, more)
  local asked = { asof = 0 }
  for k, v in pairs(more or {}) do asked[k] = v end
  local rows, controls, status = M.report({ clauses = clauses, params = {}, waivers = asked.waivers }, sys, asked)
  local by = {}
  for _, r in ipairs(rows) do by[r.key] = r end
  return by, controls, status
end
local own = clause("k.a.provider", D.flag "party.ok")
local both = L { party("aws", "provider", { ok = true }), party("gcp", "provider", { ok = false }) }
local by, controls, status = report({ own }, { parties = both })
holds("26 one row for each party, which reads its own facts", by["k.a.provider@aws"].result == "pass" and by["k.a.provider@gcp"].facts["parties[gcp].ok"])
holds("27 one failing row is enough", controls[1].state == "not-satisfied" and controls[1].reason == "fail" and status == 2)
by = report({ own }, { parties = L {} })
holds("26 a role that nobody holds", by["k.a.provider"].deciding.parties.state == "absent" and by["k.a.provider"].result == "unknown")
by = report({ clause("k.a.provider", D.flag "f", { when = D.flag "cloud" }) }, { cloud = false })
holds("26 nobody is needed where it doesn't apply", by["k.a.provider"].result == "notapplicable")
local c1, p1, p2 = clause("k.a.customer", D.flag "f"), clause("k.a.provider", D.flag "f"), clause("k.b.provider", D.flag "g")
local function inherit(from, as) return L { { id = "i", clause = "k.a.customer", bearer = "customer", from = from, as = as } } end
local function row(sys, joined, cs) sys.parties = L { party("bank", "customer") }; return report(cs or { c1, p1, p2 }, sys, { joined = joined })["k.a.customer@bank"] end
holds("19 the provider's clause of the same key answers", row({ inherits = inherit "aws" }, { aws = { f = true, g = false } }).via == "inherited")
holds("19 or the one named by as", row({ inherits = inherit("aws", "k.b.provider") }, { aws = { f = true, g = false } }).reason == "inherited")
holds("19 no such clause", row({ inherits = inherit("aws", "k.z.provider") }, { aws = { f = true } }).reason == "unanswered")
holds("19 what the provider lacks is named as its own", row({ inherits = inherit "aws" }, { aws = {} }).deciding["aws:f"].path == "aws:f")
local function onward(from) return { inherits = L { { id = "i", clause = "k.a.provider", bearer = "provider", from = from } } } end
holds("19 joined descriptions know each other", row({ inherits = inherit "aws" }, { aws = onward "dc", dc = { f = true } }).result == "pass")
local r = row({ inherits = inherit "aws" }, { aws = onward "dc", dc = onward "aws" })
holds("19 a cycle answers nothing", r.result == "unknown" and r.deciding["aws:dc:inherits[k.a.provider]"].state == "unanswered")
holds("19 a bearer may be a party", row({ inherits = L { { id = "i", clause = "k.a.customer", bearer = "bank", from = "x", confirmed = true } } }).via == "inherited")
holds("27 should and may don't count", M.rollup { { level = "must", result = "pass" }, { level = "should", result = "fail" }, { level = "may", result = "informational" } } == "satisfied")
holds("27 nothing left to pass", select(2, M.rollup { { level = "must", result = "notapplicable" } }) == "notapplicable" and select(2, M.rollup { { level = "should", result = "pass" } }) == "none")
holds("27 an error before an unknown", select(2, M.rollup { { level = "must", result = "unknown" }, { level = "must", result = "error" } }) == "error")
local function waived(from, until_, more)
  local w = { id = "w", clause = "k.*", from = from, until_ = until_ }
  for k, v in pairs(more or {}) do w[k] = v end
  return report({ c1 }, { id = "s", f = false, parties = L { party("bank", "customer") } }, { waivers = { w } })["k.a.customer@bank"]
end
holds("28 both ends belong to a waiver", waived(0, 0).reason == "waived" and not waived(1, 2).waiver and not waived(-2, -1).waiver)
holds("28 a waiver changes no result", waived(0, 0).result == "fail")
holds("28 of another party or description", not waived(0, 0, { party = "x" }).waiver and not waived(0, 0, { subject = "x" }).waiver)
local function fn(f, sys) local v, atoms = M.leaf({ sys = sys, asof = 0, params = {}, opt = {} }, D.fn(f)); return v .. (atoms and ":" .. atoms[1].path or "") end
local xs = L { { id = "a", f = true }, { id = "b" } }
holds("29 some: one is enough", fn(function(c) return c.some("l", function(e) return e.f end) end, { l = xs }) == "T")
holds("29 each: the one that is missing", fn(function(c) return c.each("l", function(e) return e.f end) end, { l = xs }) == "U:l[b].f")
holds("29 count needs the whole list", fn(function(c) return c.count("l", function() return true end) > 0 end, { l = L { complete = false } }) == "U:l")
holds("29 anything else is an error", fn(function() return 1 end, {}) == "E" and fn(function(c) return c.notapplicable {} end, {}) == "E")
holds("18 not applicable by a function that is the whole check", report({ clause("k.a.customer", setmetatable({ op = "func", f = function(c) return c.notapplicable {} end, whole = true },
  getmetatable(D.flag "x"))) }, { parties = L { party("bank", "customer") } })["k.a.customer@bank"].reason == "function")
local function deciding(req) local t = M.tree({ sys = {}, asof = 0, params = {}, opt = {} }, req); local set, minimal = M.deciding(t); return table.concat(M.sorted(set), " "), minimal end
holds("24 what can't matter is not asked", deciding(D.all { D.any { "a", "b" }, "a" }) == "a")
holds("24 what nothing can satisfy answers for its node", deciding(D.all { D.all { "a", D.no { "a" } }, "b" }) == "a")
local many = {}
for i = 1, 13 do many[i] = D.any { "a" .. i, "b" } end
holds("24 more than a dozen facts are not tried", select(2, deciding(D.all(many))) == false)
holds("D13 what a guard rests on is because", M.support(M.tree({ sys = { g = true, f = true }, asof = 0, params = {}, opt = {} }, D.given "g" { "f" }), false, {}).f.role == "wanted"
  and M.support(M.tree({ sys = { g = false }, asof = 0, params = {}, opt = {} }, D.given "g" { "f" }), false, {}).g.role == "because")
-- load errors that protect the author
local function refused(why, f) local ok, e = pcall(f); assert(not ok, why); n = n + 1; print(("ok   refused: %-40s %s"):format(why, tostring(e):gsub("^.-:%d+: ", ""))) end
local g, a = D.judged("importance", { "low" }), D.flag "a"
local alt = function() return D.alternative "z" { "b" } end
refused("alternative under no", function() M.clause { bearers = {}, D.no { D.demand { a, alt() } } } end)
refused("alternative outside demand", function() M.clause { bearers = {}, D.any { a, alt() } } end)
refused("floor under any", function() M.clause { bearers = {}, D.any { D.demand { a, floor = "f" }, "b" } } end)
refused("floor inside an alternative", function() M.clause { bearers = {}, D.demand { a, D.alternative "z" { D.demand { "b", floor = "f" } } } } end)
refused("relaxation in a guard", function() M.clause { bearers = {}, D.given(D.demand { a, alt() }) { "c" } } end)
refused("demand with no strict part", function() D.demand { alt() } end)
refused("a hole", function() D.all { a, nil, a } end)
refused("'not a'", function() D.all { not a } end)
refused("a >= 3", function() D.all { a >= 3 } end)
refused("misspelt name", function() load("return alll { flag 'a' }", "=c", "t", env)() end)
refused("at_least of equal parts", function() M.clause { bearers = {}, D.at_least(2) { "a", "a" } } end)
print(n .. " cases, " .. bad .. " bad")
os.exit(bad == 0)
