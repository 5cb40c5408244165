-- SPDX-License-Identifier: MIT
-- model.lua: executable reference of libfisc's requirement semantics (plain Lua 5.4).
-- Values T F U E (true, false, unknown, error). Numbers in brackets are the
-- rules of doc/semantics.md.
local M, T, F, U, E = {}, "T", "F", "U", "E"
local LEAF = { rest = 1, func = 1, evidence = 1, term = 1, param = 1, flag = 1, cmp = 1, within = 1, order = 1, has = 1, judged = 1 }
local NOT = { T = F, F = T, U = U, E = E }
-------------------------------- nodes and the DSL
local Node = {}; Node.__lt = function() error("a requirement can't be compared: use ge(), le(), eq() …", 2) end; Node.__le = Node.__lt
local function node(op, t) t.op = op; return setmetatable(t, Node) end
local function isnode(x) return getmetatable(x) == Node end
local D = {}; M.dsl = D                               -- what a check file sees
local function flagged(x)                             -- a string stands for flag "…"
  return type(x) == "string" and D.flag(x) or isnode(x) and x or error("not a requirement: " .. tostring(x), 4)
end
local function kids(t)                                -- positional children, holes refused [D12]
  if type(t) == "string" or isnode(t) then return { flagged(t) } end
  local out, n = {}, 0
  for k in pairs(t) do if math.type(k) == "integer" then n = n + 1 end end
  for i = 1, n do out[i] = t[i] ~= nil and flagged(t[i]) or t[i] == nil and error("hole in a list of requirements", 3) end
  return out
end
local function body(t) local k = kids(t); return #k == 1 and k[1] or node("all", { k = k }) end
function D.flag(p, o) return node("flag", { path = p, max_age = o and o.max_age }) end
function D.param(name) return node("param", { name = name }) end
function D.fact(p) return node("fact", { path = p }) end
for _, op in ipairs { "eq", "ne", "ge", "le", "gt", "lt", "one_of", "starts_with" } do
  D[op] = function(p, v, o) return node("cmp", { path = p, rel = op, want = v, max_age = o and o.max_age }) end
end
function D.within(p, period) return node("within", { path = p, want = period }) end
function D.not_after(a, b) return node("order", { path = a, want = D.fact(b) }) end
function D.has(p, item) return node("has", { path = p, item = item }) end
function D.covers(p, req) return node("covers", { path = p, want = req }) end
function D.judged(p, set) return node("judged", { path = p, set = set }) end
function D.evidence(t) return node("evidence", t) end; function D.contract(t) return node("contract", t) end
function D.all(t) return node("all", { k = kids(t) }) end
function D.any(t) return node("any", { k = kids(t) }) end
function D.no(t) local k = kids(t); return node("no", { k = { #k == 1 and k[1] or node("any", { k = k }) } }) end
local function over(op, list, n) return function(t) return node(op, { n = n, list = list, where = t.where and body { t.where }, k = { body(t) } }) end end
function D.each(list) return over("each", list) end; function D.some(list) return over("some", list) end
function D.at_least(n, list)
  return list and over("listn", list, n) or function(t)
    local k = kids(t)
    return n >= 1 and n <= #k and node("count", { n = n, k = k }) or error("at_least(" .. n .. ") of " .. #k, 2)
  end
end
function D.exists(list, t) return D.some(list)(t or {}) end
function D.given(guard) return function(t) return node("given", { guard = body { guard }, k = { body(t) } }) end end
function D.alternative(name) return function(t) return node("alternative", { label = "alternative:" .. name, k = { body(t) } }) end end
function D.relaxation(name) return function(t)
  return node("relaxation", { label = "relaxation:" .. name, guard = body { t.guard }, k = { body(t) } }) end end
D.nothing = node("all", { k = {} })                   -- the demand falls away
function D.demand(t)                                  -- braces mean all; labelled children are other ways to meet it
  local strict, ways = {}, {}
  for _, c in ipairs(kids(t)) do table.insert(c.label and ways or strict, c) end
  if #strict == 0 then error("demand without a strict part", 2) end
  return node("demand", { floor = t.floor and body { t.floor }, k = { body(strict), table.unpack(ways) } })
end
function D.such_as(t)                                 -- an open list of examples [16]
  return node("any", { k = { flagged(t.other or error("such_as needs other = …", 2)), table.unpack(kids(t)) } })
end
function D.fn(f, src) return node("func", { f = f, src = src }) end
local KEYS = setmetatable({}, { __mode = "k" })
function M.key(n)                                     -- structural identity (hash-consing)
  if type(n) ~= "table" then return tostring(n) end
  if KEYS[n] then return KEYS[n] end
  local ks, out = {}, {}
  for k in pairs(n) do ks[#ks + 1] = k end
  table.sort(ks, function(a, b) return tostring(a) < tostring(b) end)
  for i, k in ipairs(ks) do out[i] = tostring(k) .. "=" .. M.key(n[k]) end
  out = "{" .. table.concat(out, ",") .. "}"
  if isnode(n) then KEYS[n] = out end                 -- nodes don't change, other tables may
  return out
end
-- Where labelled wrappers and floors may stand [15]; pos: positive position; dom: on every way to pass.
local function validate(n, pos, dom, parent)
  local op = n.op
  if (op == "demand" or op == "alternative" or op == "relaxation") and not pos then error(op .. " under no, a guard, when or where") end
  if (op == "alternative" or op == "relaxation") and parent ~= "demand" then error(op .. " outside demand") end
  if n.floor and not dom then error("floor that another branch bypasses") end
  local seen = {}
  for _, c in ipairs(op == "count" and n.k or {}) do if seen[M.key(c)] then error("at_least counts a requirement twice") end seen[M.key(c)] = true end
  for _, g in pairs { n.guard or false, n.where or false } do if g then validate(g, false, false, op) end end
  if n.floor then validate(n.floor, pos, dom, "floor") end
  local d = dom and (op == "all" or op == "each" or op == "given")
  for _, c in ipairs(n.k or {}) do validate(c, pos and op ~= "no", d, op) end
end
function M.clause(t)                                  -- { bearers=, level=, when=, <requirement> }
  t.req = t[1] and body(t); t.when = t.when and flagged(t.when)
  if t.req then validate(t.req, true, true) end
  if t.when then validate(t.when, false, false) end
  return t
end
-------------------------------- civil dates: day 0 is 2026-01-01 (proleptic Gregorian)
local EPOCH = 2461042                                 -- its Julian day number
function M.civil(n)
  local a = n + EPOCH + 32044
  local b = (4 * a + 3) // 146097
  local c = a - 146097 * b // 4
  local d = (4 * c + 3) // 1461
  local e = c - 1461 * d // 4
  local m = (5 * e + 2) // 153
  return ("%04d-%02d-%02d"):format(100 * b + d - 4800 + m // 10, m + 3 - 12 * (m // 10), e - (153 * m + 2) // 5 + 1)
end
function M.day(s)
  local y, m, d = s:match "^(%d%d%d%d)%-(%d%d)%-(%d%d)$"
  local a = (14 - m) // 1 // 12
  y, m = y + 4800 - a, m + 12 * a - 3
  return math.tointeger(d + (153 * m + 2) // 5 + 365 * y + y // 4 - y // 100 + y // 400 - 32045 - EPOCH)
end
-- A period later (sign 1) or earlier: years and months by the calendar, to the last day of a shorter month.
local function move(n, period, sign)
  local count, unit = period:match "^(%d+)([dwmy])$"
  count = count * sign
  if unit == "d" or unit == "w" then return n + math.tointeger(count * (unit == "w" and 7 or 1)) end
  local y, m, d = M.civil(n):match "^(%d+)-(%d+)-(%d+)$"
  local months = math.tointeger(y * 12 + m - 1 + count * (unit == "y" and 12 or 1))
  local first = ("%04d-%02d-01"):format(months // 12, months % 12 + 1)
  local after = ("%04d-%02d-01"):format((months + 1) // 12, (months + 1) % 12 + 1)
  return M.day(first) + math.tointeger(math.min(d - 1, M.day(after) - M.day(first) - 1))
end
M.move = move
-------------------------------- facts [2-5]
-- A description is plain Lua: a scalar, { v = value, date =, expires =, by =, at =, why = }, { unknown = reason },
-- a list { list = true, complete = false or nil, … } of strings or of records with an id, or a record.
-- Dates are days; the vocabulary maps a pattern such as "r1.f" to { type =, max_age = period, order = { names } }.
local function state(env, f, age)                     -- why a given value is not known, or nil [3]
  if type(f) ~= "table" or f.list then return nil end
  if f.unknown ~= nil then return "stated" end
  if f.expires and f.expires < env.asof then return "stale" end
  if f.date and f.date > env.asof then return "future" end
  if age and not f.date then return "undated" end
  if age and move(f.date, age, 1) < env.asof then return "stale" end
end
M.RECORD = {}
local RECORDS = setmetatable({}, { __mode = "k" })    -- of a vocabulary: the patterns that only lead to others
local function is_record(vocabulary, pat)
  local known = RECORDS[vocabulary]
  if not known then
    known = {}
    for p in pairs(vocabulary) do
      local outer = p:match "^(.*)%.[^.]+$"
      if outer and not vocabulary[outer] then known[outer] = true end
    end
    RECORDS[vocabulary] = known
  end
  return known[pat]
end
local function get(env, sc, path, age)                -- value, state, full path, what was stated, word of the vocabulary
  local base, full, pat, p = env.sys, "", "", path
  if p:sub(1, 1) == "." then                          -- .f is the element's, ..f the one around it [D1]
    p = p:sub(2)
    while p:sub(1, 1) == "." do sc, p = sc.up, p:sub(2) end
    base, full, pat = sc.elem, sc.path .. (p ~= "" and "." or ""), sc.pat .. "."
  elseif p:sub(1, 6) == "party." then                 -- the row's own party [26]
    p, base, pat = p:sub(7), env.party or {}, "parties."
    full = "parties[" .. (base.id or "") .. "]."      -- nobody's, where nobody holds the role
  end
  full, pat = full .. p, pat .. p
  if env.vocabulary and is_record(env.vocabulary, pat) then return M.RECORD end
  if env.reads then env.reads[full] = true end
  for seg in p:gmatch "[^.]+" do
    if type(base) == "table" and base.unknown ~= nil then return nil, "stated", full end
    if type(base) ~= "table" or base[seg] == nil then return nil, "absent", full end
    base = base[seg]
  end
  if env.reads and type(base) == "table" and base.evidence then env.reads[full] = base.evidence end
  local word = env.vocabulary and env.vocabulary[pat]
  age = age or word and word.max_age
  local st = state(env, base, age)
  if not st and age and type(base) ~= "table" then st = "undated" end
  if st then return nil, st, full end
  if type(base) == "table" and base.v ~= nil then return base.v, nil, full, base, word end
  return base, nil, full, base, word
end
local function operand(env, sc, x)                    -- literal, param or fact -> value, atom
  if not isnode(x) then return x end
  local v, st, full = env.params[x.name], "unset", "param:" .. tostring(x.name)
  if env.reads and x.name then env.reads[full] = true end
  if x.op == "param" then return v, v == nil and { path = full, state = st } or nil, full end
  v, st, full = get(env, sc, x.path)
  return v, st and { path = full, state = st } or nil, full
end
local function list(env, sc, path)                    -- list or nil, complete?, state, full path
  local l, st, full = get(env, sc, path)
  return l, l and l.complete ~= false, st or l.complete == false and "incomplete" or nil, full
end
M.list = list
local function inorder(l)                             -- elements by id, strings by bytes [4]
  local es = { table.unpack(l) }
  table.sort(es, function(a, b) return tostring(type(a) == "table" and a.id or a) < tostring(type(b) == "table" and b.id or b) end)
  return es
end
M.inorder = inorder
function M.holds(sys, id, role)                       -- structure of the question, outside the law [26]
  for _, p in ipairs(sys.parties or {}) do
    for _, r in ipairs(p.id == id and p.roles or {}) do if r == role then return true end end
  end
  return false
end
-------------------------------- leaves
local function kall(...)                              -- Kleene all, with the state that is furthest from valid
  local v, st = T, nil
  for _, p in ipairs { ... } do
    if p[1] == F then return F end
    if p[1] == U and (v == T or M.NEAR[p[2]] > M.NEAR[st]) then v, st = U, p[2] end
  end
  return v, st
end
-- the single reason of an unknown, most work first [21]
M.RANK = { unset = 1, absent = 2, stated = 3, incomplete = 4, undated = 5, future = 6, unconfirmed = 7, stale = 8, unanswered = 9 }
M.NEAR = { unconfirmed = 1, undated = 2, future = 3, stale = 4, incomplete = 5, stated = 6, absent = 7, unset = 8 }
local function member(env, l, item)                   -- item in list fact (or list-valued field)
  if l == nil then return { U, "absent" } end
  if type(l) ~= "table" then return { l == item and T or F } end
  local open = l.complete == false
  for _, e in ipairs(l) do if e == item then return { T } end if type(e) == "table" then open = true end end
  return open and not env.opt.covers_closed and { U, "incomplete" } or { F }
end
local function span(env, from, to, on)                -- from <= on <= to; absent is unknown, "none" is open [5]
  local function bound(b, sign, st)
    if b == nil then return env.opt.absent_no_limit and { T } or { U, "undated" } end
    return b ~= "none" and sign * b > sign * on and { U, st } or { T }
  end
  return bound(from, 1, "future"), bound(to, -1, "stale")
end
local function known(c) local o = {}; for k, v in pairs(c) do if type(v) ~= "table" or v.unknown == nil then o[k] = v end end return o end
local function before(a, b) for i = 1, #a do if a[i] ~= b[i] then return a[i] < b[i] end end return false end
local function register(env, name, label, try)        -- best candidate of a register [11]
  local l, complete, st = list(env, nil, name)
  local best, bst, who, brank = F, nil, nil, nil
  for i, c in ipairs(inorder(l or {})) do             -- of several that hold the first counts
    c = known(c)
    local v, s = try(c)
    if v == T then return T, nil, c.id or "#" .. i end
    local rank = v == U and { M.NEAR[s], -(tonumber(c.collected or c.from) or -1e9), tostring(c.id or "#" .. i) }
    if rank and (best == F or before(rank, brank)) then best, bst, who, brank = U, s, rank[3], rank end
  end
  if best == F and not complete then best, bst = U, st end
  return best, best == U and { { path = label, state = bst, candidate = who } } or nil, who
end
local function evidence(env, n, sc)
  local label = "evidence(" .. table.concat(n.kind, "|") .. (n.about and "," .. n.about or "") .. ")"
  local on, atom = operand(env, sc, n.on)             -- the day the report's period must cover
  local req, ratom = operand(env, sc, n.covers)
  local age, aatom = operand(env, sc, n.max_age)
  local v, atoms, who = register(env, "evidence", label, function(c)
    local kind = c.kind == nil and { U, "absent" } or { F }
    for _, k in ipairs(n.kind) do if c.kind == k then kind = { T } end end
    local parts = { kind, n.about and member(env, c.about, n.about) or { T } }
    parts[3], parts[4] = span(env, c.collected, c.expires, env.asof)
    if age and c.collected and move(c.collected, age, 1) < env.asof then parts[4] = { U, "stale" } end
    local by = n.confirmed == false or c.confirmed    -- by whom and when
    parts[5] = by == nil and { env.opt.unconfirmed_false and F or U, "unconfirmed" } or { by and T or F }
    if n.on and on then local f, t = span(env, c.from, c.to, on); parts[#parts + 1] = f; parts[#parts + 1] = t end
    for _, r in ipairs(req or {}) do parts[#parts + 1] = member(env, c.subject, r) end
    if req and req.complete == false then parts[#parts + 1] = { U, "incomplete" } end
    if atom or ratom or aatom then parts[#parts + 1] = { U, (atom or ratom or aatom).state } end
    return kall(table.unpack(parts))
  end)
  for _, a in pairs { a = atom, b = ratom, c = aatom } do if v == U then atoms[#atoms + 1] = a end end
  return v, atoms, who
end
local function term(env, n, sc)                       -- one term in some contract in force [12]
  local party = n.with
  if party:sub(1, 1) == "." then
    local id, atom = operand(env, sc, D.fact(party))
    if atom then return U, { atom } end
    party = id
  end
  return register(env, "contracts", "contract(" .. party .. ")" .. (n.term and "." .. n.term or ""), function(c)
    local f, t = span(env, c.from, c.to, env.asof)
    return kall(c.party == nil and { U, "absent" } or { (c.party == party or M.holds(env.sys, c.party, party)) and T or F }, f, t, n.term and member(env, c.terms, n.term) or { T })
  end)
end
local REL = { eq = function(a, b) return a == b end, ne = function(a, b) return a ~= b end, ge = function(a, b) return a >= b end,
  le = function(a, b) return a <= b end, gt = function(a, b) return a > b end, lt = function(a, b) return a < b end,
  starts_with = function(a, b) return a:sub(1, #b) == b end,
  one_of = function(a, b) for _, x in ipairs(b) do if x == a then return true end end return false end }
-- A function reads recorded facts; the first missing one ends it as unknown, for good [13, 29]. What it sees: scalars,
-- dates as text, sets as sorted arrays, lists as elements in order of id.
local RESULT = { pass = T, fail = F, unknown = U, notapplicable = "N" }
local function func(env, n, sc)
  local function stop(p, st) error({ unknown = { path = p, state = st } }, 0) end
  local ctx, read = {}, nil
  local function elements(l, st, full, sc1, path)     -- proxies, so that their reads are recorded too
    if st and not (l and env.opt.open_iteration) then stop(full, st) end
    local out = {}
    for i, e in ipairs(inorder(l)) do
      if type(e) ~= "table" or env.opt.raw_elements then out[i] = e
      else
        local s = { elem = e, path = full .. "[" .. e.id .. "]", pat = path:gsub("^%.+", sc1 and sc1.pat .. "." or ""), up = sc1 }
        out[i] = setmetatable({}, { __index = function(_, k) return read(s, "." .. k) end })
      end
    end
    return out
  end
  function read(s, path)
    local v, st, full, _, word = get(env, s, path)
    if st then stop(full, st) end
    if v == M.RECORD then                             -- its fields are read when they are asked for
      return setmetatable({}, { __index = function(_, k) return read(s, path .. "." .. k) end })
    end
    if type(v) == "table" then return elements(v, v.complete == false and "incomplete" or nil, full, s, path) end
    return word and word.type == "date" and M.civil(v) or v
  end
  local function three(path, f, absorb, neutral)      -- three-valued over a list; every element is asked [29]
    local l, _, st, full = list(env, sc, path)
    if not l then stop(full, st) end
    local seen, first = {}, nil
    for _, e in ipairs(elements(l, nil, full, sc, path)) do
      local ok, r = pcall(f, e)
      if not ok and type(r) == "table" and r.unknown then seen.U = true; first = first or r
      elseif not ok or type(r) ~= "boolean" then seen.E = true
      else seen[r] = true end
    end
    if seen[absorb] then return absorb end
    if first then error(first, 0) end
    if st then stop(full, st) end
    if seen.E then error "a broken element" end
    return neutral
  end
  function ctx.get(p) return read(sc, p) end
  function ctx.optional(p) return (get(env, sc, p)) end -- the one door out of the law
  function ctx.list(p) local l, _, st, full = list(env, sc, p); return elements(l, st, full, sc, p) end
  function ctx.some(p, f) return three(p, f, true, false) end
  function ctx.each(p, f) return three(p, f, false, true) end
  function ctx.count(p, f)
    local k = 0
    for _, e in ipairs(ctx.list(p)) do if f(e) then k = k + 1 end end
    return k
  end
  function ctx.param(name) local v, atom = operand(env, sc, D.param(name)); if atom then stop(atom.path, atom.state) end return v end
  ctx.as_of = M.civil(env.asof)
  function ctx.days_since(d) return env.asof - M.day(d) end
  function ctx.days_between(a, b) return M.day(b) - M.day(a) end
  for word, v in pairs(RESULT) do ctx[word] = function(t) return { made = v, said = t } end end
  local ok, r = pcall(n.f, ctx)
  if not ok then
    if type(r) == "table" and r.unknown then return U, { r.unknown } end
    return E
  end
  if type(r) == "table" and r.made then
    if r.made == "N" and not n.whole then return E end  -- [18]
    return r.made, r.made == U and { { path = "function", state = "stated" } } or nil
  end
  return type(r) ~= "boolean" and E or r and T or F
end
function M.leaf(env, n, sc)                           -- value, unknown atoms, what was found
  local op = n.op
  if op == "rest" then return n.v, n.v == U and { { path = n.path, state = n.state } } or nil, n.found end
  local special = op == "func" and func or op == "evidence" and evidence or op == "term" and term
  if special then return special(env, n, sc) end      -- a register's leaf finds an entry
  if op == "param" then local v, a = operand(env, sc, n); return a and U or v == true and T or F, a and { a }, v end
  local age, aatom = operand(env, sc, n.max_age)
  local v, st, full, raw, word = get(env, sc, n.path, age)
  local atoms = {}
  if st == "stale" and env.opt.stale_false then return F end
  if st then atoms[1] = { path = full, state = st } end
  atoms[#atoms + 1] = aatom
  if op == "has" then
    if st then return U, atoms end
    local m = member(env, v, n.item)
    return m[1], m[1] == U and { { path = full .. "[" .. tostring(n.item) .. "]", state = m[2] } } or nil, v
  elseif op == "judged" then                          -- value, by, at, why, all needed [10]
    if st then return env.opt.no_judgement_strict and F or U, atoms end
    raw = known(type(raw) == "table" and raw or {})
    for _, k in ipairs { "by", "at", "why" } do if raw[k] == nil then atoms[#atoms + 1] = { path = full .. "." .. k, state = "absent" } end end
    if raw.by and raw.by ~= "customer" or not REL.one_of(v, n.set) then return F, nil, v end
    if raw.at and raw.at > env.asof then atoms[#atoms + 1] = { path = full .. ".at", state = "future" } end
    if #atoms > 0 then return U, atoms end
    return T, nil, v
  end
  local want, watom = operand(env, sc, n.want)
  atoms[#atoms + 1] = watom
  if #atoms > 0 then return U, atoms end
  if op == "flag" then return v == true and T or F, nil, v end
  if op == "order" then return v <= want and T or F, nil, v end
  if op == "within" then                              -- inclusive; a future date says nothing yet [7]
    if v > env.asof then return U, { { path = full, state = "future" } } end
    return v >= move(env.asof, want, -1) and T or F, nil, v
  end
  if word and word.type == "date" and type(want) == "string" then want = M.day(want) end
  if word and word.order and n.rel ~= "one_of" then v, want = M.rank(word.order, v), M.rank(word.order, want) end
  return REL[n.rel](v, want) and T or F, nil, v
end
function M.rank(order, name) for i, x in ipairs(order) do if x == name then return i end end end
-------------------------------- everything else reduces to all, any, count, no
local function rest(of, l, complete, st, full, neutral)
  return node("rest", { v = complete and neutral or U, path = full, state = st or "absent", of = of })
end
local function elements(env, n, sc, neutral, wrap)
  local ch, l, complete, st, full = {}, list(env, sc, n.list)
  for i, e in ipairs(l or {}) do
    local id = type(e) == "table" and e.id or "#" .. i -- elements are named by id
    local pat = n.list:gsub("^%.+", sc and sc.pat .. "." or ""):gsub("^party%.", "parties.")
    ch[i] = { wrap, { elem = e, path = full .. "[" .. tostring(id) .. "]", pat = pat, up = sc } }
  end
  ch[#ch + 1] = { rest(n, l, complete, st, full, neutral), sc }
  return ch
end
local WRAPS = setmetatable({}, { __mode = "k" })      -- a where and its body, made once for each collection
local function filtered(op, n)
  if not n.where then return n.k[1] end
  WRAPS[n] = WRAPS[n] or node(op, { guard = n.where, k = n.k })
  return WRAPS[n]
end
local function expand(env, n, sc)                     -- kind, {node, scope, guard?}…, n
  local op, k = n.op, n.k
  if op == "each" then return "all", elements(env, n, sc, T, filtered("given", n)) end
  if op == "some" or op == "listn" then
    local ch = elements(env, n, sc, F, filtered("filtered", n))
    if op == "some" then return "any", ch end
    for _ = 2, ch[#ch][1].v == U and n.n or 0 do ch[#ch + 1] = ch[#ch] end   -- any number may still come
    return "count", ch, n.n
  elseif op == "given" then
    if env.opt.where_closed and M.value(env, n.guard, sc) ~= T then return "all", {} end
    return "any", { { node("no", { k = { n.guard } }), sc }, { k[1], sc } }
  elseif op == "relaxation" or op == "filtered" then return "all", { { n.guard, sc, true }, { k[1], sc } }
  elseif op == "covers" then
    local ch, req, atom, full = {}, operand(env, sc, n.want)
    for i, item in ipairs(req or {}) do ch[i] = { D.has(n.path, item), sc } end
    if not atom and req.complete == false then atom = { path = full, state = "incomplete" } end
    if atom then ch[#ch + 1] = { node("rest", { v = U, path = atom.path, state = atom.state, of = n }), sc } end
    return "all", ch
  elseif op == "contract" then
    local ch = {}
    for i, t in ipairs(n.has or {}) do ch[i] = { node("term", { with = n.with, term = t }), sc } end
    if #ch == 0 then ch[1] = { node("term", { with = n.with }), sc } end
    return "all", ch
  end
  if n.floor then return "all", { { n.floor, sc }, { node("demand", { k = k }), sc } } end
  local ch = {}
  for i, c in ipairs(k) do ch[i] = { c, sc } end
  return op == "demand" and "any" or op == "alternative" and "all" or op, ch, n.n
end
local function combine(need, t, f, u, e)              -- decided beats unknown beats error [6]
  return t >= need and T or t + u + e < need and F or u > 0 and U or E
end
M.combine, M.NOT = combine, NOT
-- One evaluation leaves a tree of values; whatever is asked later is read off it. A tree is { n, sc, v, guard } with
-- atoms, found and reads at a leaf, kind, need and children elsewhere.
function M.tree(env, n, sc, guard)
  M.steps = (M.steps or 0) + 1
  local t = { n = n, sc = sc, guard = guard }
  if LEAF[n.op] then
    env.reads = {}
    t.v, t.atoms, t.found = M.leaf(env, n, sc)
    t.reads, env.reads = env.reads, nil
    if n.op == "evidence" and t.v == T then t.relied = t.found end
    t.full = n.op == "rest" and n.path or n.path and select(3, get(env, sc, n.path))
    return t
  end
  local ch, need
  t.kind, ch, need = expand(env, n, sc)
  if n.op == "covers" and isnode(n.want) then t.asked = select(3, operand(env, sc, n.want)) end
  local c = { T = 0, F = 0, U = 0, E = 0 }
  for i, x in ipairs(ch) do
    t[i] = M.tree(env, x[1], x[2], x[3])
    c[t[i].v] = c[t[i].v] + 1
  end
  t.c = c
  t.need = t.kind == "all" and #ch or t.kind == "any" and 1 or need
  if t.kind == "no" then t.v = NOT[t[1].v]
  elseif env.opt.error_first and c.E > 0 then t.v = E
  else t.v = combine(t.need, c.T, c.F, c.U, c.E) end
  return t
end
function M.value(env, n, sc) return M.tree(env, n, sc).v end
-- Walk the nodes of one value: U -> what decides; F -> what failed; T -> what it rests on [22-23].
local function nearer(a, b)                           -- of two entries for one path [21]; then the candidate first in bytes
  if M.RANK[a.state] ~= M.RANK[b.state] then return M.RANK[a.state] < M.RANK[b.state] end
  return a.candidate and (not b.candidate or a.candidate < b.candidate)
end
local function add(out, a) if not out[a.path] or nearer(a, out[a.path]) then out[a.path] = a end end
M.add = add
function M.unknowns(t, out)                           -- the walk of an unknown: path -> { path, state, candidate }
  for _, a in ipairs(t.atoms or {}) do add(out, a) end
  for _, x in ipairs(t) do if x.v == U then M.unknowns(x, out) end end
  return out
end
local function name(out, path, entry)                 -- wanted by one way is wanted; what was found is kept
  local old = out[path]
  if old and old.role == "wanted" then entry.role = "wanted" end
  if old and entry.found == nil then entry.found, entry.want = old.found, old.want end
  entry.evidence = entry.evidence or old and old.evidence
  out[path] = entry
end
function M.support(t, odd, out)                       -- facts of a decided tree: path -> { role, found, want }
  local role = odd and "because" or "wanted"
  if LEAF[t.n.op] then                                -- a decided leaf names every fact that it read
    local item = t.n.item and "[" .. t.n.item .. "]"
    for p, e in pairs(t.reads) do
      if p ~= (item and t.full) then name(out, p, { role = role, evidence = e ~= true and e or nil }) end
    end
    if t.full then name(out, t.full .. (item or ""), { role = role, found = t.found, want = t.n.want or t.n.item or t.n.set }) end
    return out
  end
  if t.asked then name(out, t.asked, { role = role }) end
  for _, x in ipairs(t) do
    if x.v == (t.kind == "no" and NOT[t.v] or t.v) then
      local own = M.support(x, odd ~= (t.kind == "no" or x.guard == true), {})
      local p, named = t.n.list and x.sc ~= t.sc and x.sc.path, false
      for k, a in pairs(own) do name(out, k, a); named = named or p and k:sub(1, #p) == p end
      if p and not named then name(out, p, { role = role }) end   -- a witness counts by being there
    end
  end
  return out
end
function M.relied(t, out)                             -- ids of the evidence that a decided tree rests on
  if t.relied then out[t.relied] = true end
  for _, x in ipairs(t) do
    if x.v == (t.kind == "no" and NOT[t.v] or t.v) then M.relied(x, out) end
  end
  return out
end
function M.explain(env, n, sc, v, out)
  local t = M.tree(env, n, sc)
  return v == U and M.unknowns(t, out) or v ~= U and M.support(t, false, out)
end
local function weight(s)                              -- of a set of labels: worst kind, number, names [20]
  local w, names = 0, {}
  for l in pairs(s) do names[#names + 1] = l; w = math.max(w, l:find "^rel" and 2 or 1) end
  table.sort(names); return { w, #names, table.concat(names, ",") }
end
function M.labels(t)                                  -- labels that a true tree rests on
  local out, sets = {}, {}
  if LEAF[t.n.op] or t.kind == "no" then return out end
  for _, x in ipairs(t) do if x.v == T then sets[#sets + 1] = M.labels(x) end end
  table.sort(sets, function(a, b) return before(weight(a), weight(b)) end)
  for i = 1, t.need do for l in pairs(sets[i]) do out[l] = true end end
  if t.n.label then out[t.n.label] = true end
  return out
end
M.LEAF = LEAF
local here = debug.getinfo(1, "S").source:match "^@(.*/)" or ""
dofile(here .. "deciding.lua")(M)
dofile(here .. "results.lua")(M)
return M
