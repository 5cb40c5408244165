-- SPDX-License-Identifier: MIT
-- generate.lua: random policies and descriptions as the library reads them, and what must come of them.
-- lua5.4 generate.lua SEED GROUPS [--coverage] [--law]
-- One line of JSON a group:
--   { "catalog", "vocabulary", "checks", "waivers": texts, "systems": [ { "name", "system": text, "as_of": date, "joined": { party: text }, "roles": [ ],
--     "rows": [ { key, result, reason, via, waiver, labels, deciding: [ { path, state, candidate } ], minimal, facts: [ { path, role } ], evidence: [ ] } ],
--     "controls": [ { control, state, reason } ] } ] }
-- The same seed gives the same bytes. --coverage prints what was reached to standard error and fails where something wasn't. --law leaves out
-- ctx.optional, which doesn't keep the law of information.
local here = debug.getinfo(1, "S").source:match "^@(.*/)" or ""
local M = dofile(here .. "model.lua")
local X = dofile(here .. "random.lua")(M)
local D, p, pick, R = M.dsl, X.p, X.pick, math.random
local SEED, GROUPS, OPTIONS = tonumber(arg[1]) or 1, tonumber(arg[2]) or 10, {}
for i = 3, #arg do OPTIONS[arg[i]] = true end
local COVERAGE = OPTIONS["--coverage"]
math.randomseed(SEED)
X.opt = { party = true, optional = not OPTIONS["--law"] and .03, early = true }

---------------------------------------------------------------- text
local function quote(s)
  return '"' .. s:gsub('[%c"\\]', function(c) return c == "\n" and "\\n" or ("\\u%04x"):format(c:byte()) end) .. '"'
end
local ARRAY = {}
local function array(t) return setmetatable(t, ARRAY) end
local function json(v)
  if type(v) == "string" then return quote(v) end
  if type(v) ~= "table" then return tostring(v) end
  local o = {}
  if getmetatable(v) == ARRAY then
    for i, x in ipairs(v) do o[i] = json(x) end
    return "[" .. table.concat(o, ",") .. "]"
  end
  for i, k in ipairs(X.keys(v)) do o[i] = quote(k) .. ":" .. json(v[k]) end
  return "{" .. table.concat(o, ",") .. "}"
end
local function xml(s) return (s:gsub('[&<>"]', { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" })) end
local function civil(n) return type(n) == "number" and M.civil(n) or n end

---------------------------------------------------------------- descriptions
local DATES = { collected = true, expires = true, from = true, to = true }
local function said(v, path, list)                    -- one statement as JSON; path is the vocabulary's, without []
  local word = X.vocabulary[path]
  local field = path:match "[^.]+$"
  local is_date = word and word.type == "date" or (list == "evidence" or list == "contracts") and DATES[field]
  if type(v) ~= "table" then return is_date and civil(v) or v end
  if v.unknown ~= nil then return { unknown = v.unknown } end
  if v.v ~= nil then
    return { value = is_date and civil(v.v) or v.v, date = civil(v.date), expires = civil(v.expires), by = v.by, at = civil(v.at), why = v.why,
      evidence = v.evidence }
  end
  if v.list then
    local o = array {}
    for i, e in ipairs(v) do
      if type(e) ~= "table" then o[i] = e
      else
        local r = { id = e.id }
        for k, x in pairs(e) do if k ~= "id" then r[k] = said(x, path .. "." .. k, path) end end
        o[i] = r
      end
    end
    if v.complete == false then return { complete = false, items = #o > 0 and o or nil } end
    return o
  end
  local o = {}
  for k, x in pairs(v) do o[k] = said(x, path .. "." .. k) end
  return o
end
local function description(s)
  local o = { format = "libfisc-system/1", id = s.id }
  for k, v in pairs(s) do if k ~= "id" then o[k] = said(v, k) end end
  return json(o)
end

---------------------------------------------------------------- checks
local show
local function literal(v)
  if type(v) == "string" then return quote(v) end
  if type(v) ~= "table" then return tostring(v) end
  if v.op == "fact" then return "fact " .. quote(v.path) end
  if v.op == "param" then return "param " .. quote(v.name) end
  local o = {}
  for i, x in ipairs(v) do o[i] = literal(x) end
  return "{ " .. table.concat(o, ", ") .. " }"
end
local function options(n) return n.max_age and ", { max_age = " .. literal(n.max_age) .. " }" or "" end
local function body(kids, more)
  local o = { more }
  for _, k in ipairs(kids) do o[#o + 1] = show(k) end
  return "{ " .. table.concat(o, ", ") .. " }"
end
local function inside(n, empty)                       -- the children of braces that mean all
  return n.op == "all" and #n.k ~= 1 and (empty or #n.k > 0) and p(.7) and n.k or { n }
end
local LEAVES = {
  flag = function(n) return not n.max_age and p(.5) and quote(n.path) or "flag(" .. quote(n.path) .. options(n) .. ")" end,
  param = function(n) return "param " .. quote(n.name) end,
  cmp = function(n) return n.rel .. "(" .. quote(n.path) .. ", " .. literal(n.want) .. options(n) .. ")" end,
  within = function(n) return "within(" .. quote(n.path) .. ", " .. literal(n.want) .. ")" end,
  order = function(n) return "not_after(" .. quote(n.path) .. ", " .. quote(n.want.path) .. ")" end,
  has = function(n) return "has(" .. quote(n.path) .. ", " .. quote(n.item) .. ")" end,
  covers = function(n) return "covers(" .. quote(n.path) .. ", " .. literal(n.want) .. ")" end,
  judged = function(n) return "judged(" .. quote(n.path) .. ", " .. literal(n.set) .. ")" end,
  func = function(n) return "fn (" .. n.src .. ")" end,
  evidence = function(n)
    local o = {}
    for _, k in ipairs { "kind", "about", "covers", "on", "max_age", "confirmed" } do
      if n[k] ~= nil then o[#o + 1] = k .. " = " .. literal(n[k]) end
    end
    return "evidence { " .. table.concat(o, ", ") .. " }"
  end,
  contract = function(n) return "contract { with = " .. quote(n.with) .. (n.has and ", has = " .. literal(n.has) or "") .. " }" end,
}
function show(n)
  if LEAVES[n.op] then return LEAVES[n.op](n) end
  local op, where = n.op, n.where and "where = " .. show(n.where) or nil
  if n == D.nothing then return "nothing" end
  if X.such[n] then return "such_as " .. body({ table.unpack(n.k, 2) }, "other = " .. show(n.k[1])) end
  if op == "all" or op == "any" then return op .. " " .. body(n.k) end
  if op == "no" then return "no " .. body(n.k[1].op == "any" and #n.k[1].k > 1 and p(.5) and n.k[1].k or n.k) end
  if op == "count" then return "at_least(" .. n.n .. ") " .. body(n.k) end
  if op == "some" and not where and n.k[1].op == "all" and #n.k[1].k == 0 and p(.7) then return "exists " .. quote(n.list) end
  if n.list then
    local word = op == "each" and "each " .. quote(n.list) or op == "some" and pick { "some ", "exists " } .. quote(n.list)
      or "at_least(" .. n.n .. ", " .. quote(n.list) .. ")"
    return word .. " " .. body(inside(n.k[1], true), where)
  end
  if op == "given" then return "given(" .. show(n.guard) .. ") " .. body(inside(n.k[1])) end
  if op == "alternative" then return "alternative " .. quote(n.label:match ":(.*)") .. " " .. body(inside(n.k[1])) end
  if op == "relaxation" then return "relaxation " .. quote(n.label:match ":(.*)") .. " " .. body(inside(n.k[1]), "guard = " .. show(n.guard)) end
  assert(op == "demand", op)
  local kids = { table.unpack(inside(n.k[1])) }
  for i = 2, #n.k do table.insert(kids, R(#kids + 1), n.k[i]) end
  return "demand " .. body(kids, n.floor and "floor = " .. show(n.floor))
end
local function check(c)
  if c.req.whole then return "check " .. quote(c.id) .. " (" .. c.req.src .. ")\n" end
  return "check " .. quote(c.id) .. " " .. body(inside(c.req), c.when and "when = " .. show(c.when)) .. "\n"
end

---------------------------------------------------------------- a policy
local TYPES = { p1 = "integer", p2 = "boolean", p3 = "period", p4 = "set" }
local NS = 'ns="urn:libfisc:oscal:1"'
local function catalog(clauses, params)
  local o = { '<?xml version="1.0" encoding="UTF-8"?>\n<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0" uuid="5a1e6a3c-9d0f-4c59-8a8e-0f4d4c5b7a01">',
    "<metadata><title>Random clauses</title><last-modified>2026-01-01T00:00:00Z</last-modified><version>1</version><oscal-version>1.1.2</oscal-version></metadata>" }
  local function put(...) o[#o + 1] = string.format(...) end
  for _, k in ipairs(X.keys(TYPES)) do
    put('<param id="g.%s"><prop %s name="type" value="%s"/><label>%s</label>', k, NS, TYPES[k], k)
    local v = params[k]
    for _, x in ipairs(type(v) == "table" and v or { v }) do put("<value>%s</value>", tostring(x)) end
    put "</param>"
  end
  put '<group id="g.all"><title>All</title>'
  local control
  for _, c in ipairs(clauses) do
    if c.control ~= control then
      if control then put "</part></control>" end
      control = c.control
      put('<control id="%s"><title>%s</title><part name="statement" id="%s_smt">', control, control, control)
    end
    put('<part name="item" id="%s"><prop %s name="bearer" value="%s"/><prop %s name="level" value="%s"/><p>%s</p></part>', c.id, NS, c.role, NS, c.level, c.id)
  end
  put "</part></control></group></catalog>\n"
  return table.concat(o, "\n")
end
local function vocabulary()
  local o = { '<vocabulary xmlns="urn:libfisc:vocabulary:1" id="random" version="1">' }
  for _, k in ipairs(X.keys(X.vocabulary)) do
    local w = X.vocabulary[k]
    o[#o + 1] = ('<fact path="%s" type="%s"%s%s%s><meaning xml:lang="en">%s</meaning><question xml:lang="en">What is %s?</question>'):format(w.path, w.type,
      w.max_age and (' max-age="%s"'):format(w.max_age) or "", w.order and ' ordered="true"' or "", w.judged and ' judged="true"' or "", w.path, w.path)
    for _, v in ipairs(w.values or {}) do o[#o + 1] = ('<value name="%s"/>'):format(v) end
    o[#o + 1] = "</fact>"
  end
  o[#o + 1] = "</vocabulary>\n"
  return table.concat(o, "\n")
end
local function waivers(list)
  local o = { '<waivers xmlns="urn:libfisc:waivers:1">' }
  for _, w in ipairs(list) do
    o[#o + 1] = ('<waiver id="%s" clause="%s"%s%s from="%s" until="%s" approver="board" ticket="T-1"><reason>accepted</reason></waiver>'):format(w.id, w.clause,
      w.party and (' party="%s"'):format(w.party) or "", w.subject and (' subject="%s"'):format(w.subject) or "", M.civil(w.from), M.civil(w.until_))
  end
  o[#o + 1] = "</waivers>\n"
  return table.concat(o, "\n")
end
-- Clauses in pairs, so that a provider's can answer for a customer's; now and then for another role or without a check.
local function policy()
  local clauses, texts = {}, {}
  local function add(control, item, role)
    local c, text
    local id = ("%s.%s.%s"):format(control, item, role)
    repeat
      c, text = X.clause(true), nil
      if c.req.whole then c.when = nil end
      c.id, c.role, c.control = id, role, control
      if c.req.op == "func" and not c.req.whole then c.req = D.any { c.req } end
      text = check(c)
    until #text < 2400
    c.level = p(.85) and "must" or p(.6) and "should" or "may"
    if p(.05) then c.req, c.when, text = nil, nil, "" end
    clauses[#clauses + 1], texts[#texts + 1] = c, text
  end
  for i = 1, 4 do
    local control = "g.c" .. i
    add(control, "a", "customer")
    if p(.8) then add(control, "a", "provider") end
    if p(.5) then add(control, "b", p(.6) and "customer" or "operator") end
    if p(.3) then add(control, "c", "provider") end
  end
  local list = {}
  for i = 1, p(.3) and R(2) or 0 do
    local c = pick(clauses)
    list[i] = { id = "W-" .. i, clause = pick { c.id, c.control, "g.c2*" }, party = p(.3) and "bank" or nil, subject = p(.3) and "s1" or nil,
      from = X.base + R(-6, 1), until_ = X.base + R(1, 6) }
  end
  return { clauses = clauses, params = X.params(), vocabulary = X.vocabulary, waivers = list }, table.concat(texts)
end
local function statements(clauses, role)              -- what is inherited from whom
  local o = {}
  for _, c in ipairs(clauses) do
    if c.role == role and p(role == "customer" and .45 or .3) then
      local parties = role == "customer" and p(.2) and { "bank", p(.5) and "card" or nil } or { role }
      for _, who in ipairs(parties) do                -- a role, or the parties that hold it: a duty has one statement at most
        o[#o + 1] = { c.id, who, pick { "aws", "aws", "x1" }, p(.15) and pick { pick(clauses).id, "g.none.provider" } or nil }
      end
    end
  end
  return o
end
local function system(id, clauses)
  local s = X.describe()
  s.id = id
  s.parties = X.parties { { "bank", "customer", .95 }, { "card", "customer", .15 }, { "aws", "provider", .7 }, { "x1", "provider", .3 }, { "op", "operator", .4 } }
  if p(.35) then s.inherits = X.inherits(statements(clauses, "customer")) elseif p(.03) then s.inherits = { unknown = "asked" } end
  return s
end
local function joined(clauses)
  local o = {}
  for _, id in ipairs { "aws", "x1" } do
    if p(.75) then
      local s = X.describe()
      s.id, s.parties = id, X.parties { { id, "provider", .8 } }
      if p(.5) then s.inherits = X.inherits(statements(clauses, "provider")) end
      o[id] = s
    end
  end
  return o
end

---------------------------------------------------------------- expectations
local SEEN = {}
local function see(what) SEEN[what] = (SEEN[what] or 0) + 1 end
local function watch(t)
  see("node " .. t.n.op .. " " .. t.v)
  for _, a in ipairs(t.atoms or {}) do see("state " .. a.state .. " " .. t.n.op) end
  local depth, s = 0, t.sc
  while s do depth, s = depth + 1, s.up end
  if depth == 2 then see "scope two deep" end
  if type(t.n.path) == "string" and t.n.path:sub(1, 2) == ".." then see "path .." end
  if type(t.n.path) == "string" and t.n.path:sub(1, 6) == "party." then see "path party" end
  for _, k in ipairs { "max_age", "where", "floor", "about", "on", "covers", "guard", "confirmed" } do if t.n[k] ~= nil then see(t.n.op .. " " .. k) end end
  if t.n.want and type(t.n.want) == "table" and t.n.want.op then see(t.n.op .. " want " .. t.n.want.op) end
  for _, x in ipairs(t) do watch(x) end
end
M.watch = function(result) see(result == "cycle" and result or "joined " .. result) end -- what a joined description answered, or "cycle"
local function row(r)
  see("result " .. r.result); see("reason " .. r.result .. " " .. r.reason)
  if r.via then see("via " .. r.via) end
  if r.minimal == false then see "not minimal" end
  if r.waiver then see "waived" end
  if COVERAGE then for _, t in ipairs(r.trees or {}) do watch(t) end end
  local labels, deciding, facts, evidence = array {}, array {}, array {}, array {}
  for _, l in ipairs(X.keys(r.labels or {})) do labels[#labels + 1] = l end
  for _, k in ipairs(X.keys(r.deciding)) do
    local a = r.deciding[k]
    deciding[#deciding + 1] = { path = k, state = a.state, candidate = a.candidate }
    see("deciding " .. a.state)
  end
  for _, k in ipairs(X.keys(r.facts)) do facts[#facts + 1] = { path = k, role = r.facts[k].role }; see("fact " .. r.facts[k].role) end
  for _, k in ipairs(X.keys(r.evidence or {})) do evidence[#evidence + 1] = k; see "evidence" end
  return { key = r.key, evidence = evidence, result = r.result, reason = r.reason, via = r.via or "", waiver = r.waiver or "", labels = labels, deciding = deciding,
    minimal = r.minimal ~= false, facts = facts }
end
for _ = 1, GROUPS do
  X.base = pick { 0, 0, 0, 30, 58, 59, 89, 789 }      -- 2026-01-01 and ends of months, one of a leap year
  local pol, checks = policy()
  local out = { catalog = catalog(pol.clauses, pol.params), vocabulary = vocabulary(), checks = checks, waivers = waivers(pol.waivers), systems = array {} }
  for i = 1, 10 do
    local s, others, asof = system("s" .. i, pol.clauses), p(.5) and joined(pol.clauses) or {}, X.asof()
    local roles = p(.1) and { [pick { "customer", "provider" }] = true } or nil
    local rows, controls = M.report(pol, s, { asof = asof, joined = others, bearers = roles })
    local texts = {}
    for id, d in pairs(others) do texts[id] = description(d) end
    local case = { name = s.id, system = description(s), as_of = M.civil(asof), joined = texts, roles = array(X.keys(roles or {})), rows = array {}, controls = array {} }
    for k, r in ipairs(rows) do case.rows[k] = row(r) end
    for k, c in ipairs(controls) do case.controls[k] = c end
    out.systems[i] = case
  end
  io.write(json(out), "\n")
end
if COVERAGE then
  for _, k in ipairs(X.keys(SEEN)) do io.stderr:write(("%-40s %d\n"):format(k, SEEN[k])) end
  local missing = {}
  local function reached(what) if not SEEN[what] then missing[#missing + 1] = what end end
  for op in ("all any no count each some listn given demand alternative covers contract flag cmp within order has judged evidence term func"):gmatch "%a+" do
    for v in ("TFU"):gmatch "." do reached("node " .. op .. " " .. v) end
  end
  for op in ("all any no count each some listn given demand relaxation filtered func"):gmatch "%a+" do reached("node " .. op .. " E") end
  for s in ("unset absent stated incomplete undated future unconfirmed stale unanswered"):gmatch "%a+" do
    reached("deciding " .. s); reached("reason unknown " .. s)
  end
  for r in ("pass fail error unknown notapplicable notchecked notselected informational"):gmatch "%a+" do reached("result " .. r) end
  for v in ("direct alternative relaxation inherited"):gmatch "%a+" do reached("via " .. v) end
  for _, w in ipairs { "node func N", "node rest U", "node param T", "node param U", "scope two deep", "path ..", "path party", "not minimal", "waived", "cycle",
    "fact because", "fact wanted", "demand floor", "each where", "some where", "listn where", "flag max_age", "cmp max_age", "evidence about", "evidence covers",
    "evidence on", "evidence max_age", "evidence confirmed", "cmp want fact", "cmp want param", "within want param", "covers want fact", "covers want param",
    "joined pass", "joined fail", "joined unknown", "joined error", "reason notapplicable function", "reason notapplicable when", "reason pass vacuous" } do reached(w) end
  for _, w in ipairs(missing) do io.stderr:write("NOT REACHED: ", w, "\n") end
  os.exit(#missing == 0)
end
