-- SPDX-License-Identifier: MIT
-- prop.lua: property tests of model.lua. lua5.4 prop.lua [cases] [seed]
local M = dofile((debug.getinfo(1, "S").source:match "^@(.*/)" or "") .. "model.lua")
local D = M.dsl
local N, SEED = tonumber(arg[1]) or 200000, tonumber(arg[2]) or 20240601
math.randomseed(SEED)
local R = math.random
local function p(x) return R() < x end
local function pick(t) return t[R(#t)] end
local LAB = 0

---------------------------------------------------------------- random requirements
local G = { opt = {} }                                -- G.opt: constructs switched on to see them break the law
local SCOPES = {
  [0] = { flags = { "b1", "b2", "b3", "b4", "b5", "q1", "q2" }, nums = { "n1", "n2" }, dates = { "d1", "d2" }, sets = { "s1", "s2" }, lists = { "r1", "r2" } },
  { flags = { ".f", ".g", "b1" }, nums = { ".n", "n1" }, dates = { ".d", "d1" }, sets = { ".s", "s1" }, lists = { ".sub", "r2" } },
  { flags = { ".f", "..g", "b2" }, nums = { ".n", "..n" }, dates = { "..d" }, sets = { "..s", "s2" }, lists = {} },
}
local function num(sc) return p(.6) and R(0, 3) or p(.5) and D.param "p1" or D.fact(pick(SCOPES[sc].nums)) end
local function items() local o = {}; for _, c in ipairs { "a", "b", "c" } do if p(.5) then o[#o + 1] = c end end if #o == 0 then o[1] = "a" end return o end
local FUNCS = {
  function(c) if c.get "b1" then return c.get "n1" >= 2 end return c.get "b2" end,
  function(c) if c.get "n1" == 3 then error "boom" end return c.get "b3" end,
  function(c) local k = 0; for _, e in ipairs(c.list "r1") do if e.f then k = k + 1 end end return k == 0 end,
  function(c) for _, e in ipairs(c.list "r1") do if e.f then return true elseif e.g then return false end end return true end,
}
local OPTIONAL = function(c) return c.optional "b1" == nil or c.optional "b1" end
local function leaf(sc)
  local S, k = SCOPES[sc], G.opt.kind and p(.5) and G.opt.kind or R(14)
  if k <= 4 then return D.flag(pick(S.flags), p(.1) and { max_age = p(.5) and D.param "p3" or 9 } or nil) end
  if k == 5 then return pick { D.eq, D.ne, D.ge, D.le } (pick(S.nums), num(sc)) end
  if k == 6 then return D.within(pick(S.dates), p(.7) and R(15) or D.param "p3") end
  if k == 7 then return D.not_after(pick(S.dates), pick { "d1", "d2" }) end
  if k == 8 then return D.covers(pick(S.sets), p(.6) and items() or D.fact(pick(S.sets))) end
  if k == 9 then return D.judged("j", pick { { "low" }, { "low", "medium" } }) end
  if k == 10 then return D.evidence { kind = pick { { "k1" }, { "k1", "k2" } }, about = p(.5) and pick { "a", "b" } or nil, on = p(.3) and D.fact "d1" or nil,
    covers = p(.4) and (p(.5) and items() or D.fact "s1") or nil, confirmed = p(.3) and false or nil, max_age = p(.2) and D.param "p3" or nil } end
  if k == 11 then return D.contract { with = sc > 0 and p(.5) and ".id" or "x", has = p(.8) and items() or nil } end
  if k == 12 then return D.param "p2" end
  if k == 13 and G.opt.optional then return D.func(OPTIONAL) end
  if k == 13 then return D.func(FUNCS[R(G.opt.early and 4 or 3)]) end
  return D.one_of(pick(S.nums), { R(0, 3), R(0, 3) })
end
local gen
local function some_kids(sc, d, pos, dom, lo, hi) local o = {}; for i = 1, R(lo, hi) do o[i] = gen(sc, d - 1, pos, dom) end return o end
function gen(sc, d, pos, dom)
  if d <= 0 or p(.15) then return G.leaf and G.leaf() or leaf(sc) end
  local k = R(12)
  if k <= 2 then return D.all(some_kids(sc, d, pos, dom, 0, 3)) end
  if k <= 4 then return D.any(some_kids(sc, d, pos, false, 0, 3)) end
  if k == 5 then return D.no(some_kids(sc, d, false, false, 1, 2)) end
  if k == 6 then local o, seen = {}, {}
    for _, c in ipairs(some_kids(sc, d, pos, false, 1, 4)) do if not seen[M.key(c)] then seen[M.key(c)] = true; o[#o + 1] = c end end
    return D.at_least(R(#o))(o) end
  if k == 7 then return D.given(gen(sc, d - 2, false, false))(some_kids(sc, d, pos, dom, 1, 2)) end
  if k <= 10 and not G.flat and #SCOPES[sc].lists > 0 then
    local list = pick(SCOPES[sc].lists)
    local inner = list == ".sub" and 2 or 1
    if inner == 1 and sc == 1 then inner = 1 end
    local t = some_kids(inner, d, pos, dom and k <= 8, 0, 2)
    if k > 8 then t = some_kids(inner, d, pos, false, 0, 2) end
    if p(.3) then t.where = gen(inner, d - 2, false, false) end
    if k <= 8 then return D.each(list)(t) elseif k == 9 then return D.some(list)(t) end
    return D.at_least(R(3), list)(t)
  end
  if not pos then return G.leaf and G.leaf() or leaf(sc) end
  if k == 11 and p(.4) then local t = some_kids(sc, d, pos, false, 1, 2); t.other = gen(sc, d - 1, pos, false); return D.such_as(t) end
  local t = some_kids(sc, d, pos, false, 1, 2)
  if p(.6) then LAB = LAB + 1; t[#t + 1] = D.alternative("a" .. LAB % 5)(some_kids(sc, d, pos, false, 1, 2)) end
  if p(.6) then LAB = LAB + 1; t[#t + 1] = D.relaxation("r" .. LAB % 5) { guard = p(.7) and not G.leaf and D.judged("j", { "low" }) or gen(sc, 0, false, false), gen(sc, d - 2, pos, false) } end
  if dom and p(.5) then t.floor = gen(sc, d - 2, pos, dom) end
  return D.demand(t)
end

---------------------------------------------------------------- random descriptions and deletions
local function maybe(f, q) if p(q or .8) then return f() elseif p(.1) then return { unknown = "asked" } end end
local function bool() return p(.55) end
local function strs() local l = { list = true }; for _, c in ipairs { "a", "b", "c", "d" } do if p(.6) then l[#l + 1] = c end end if p(.2) then l.complete = false end return l end
local function recs(depth)
  local l = { list = true }
  for i = 1, R(0, 3) do
    local e = { id = pick { "x", "y", "z" } .. i, f = maybe(bool), g = maybe(bool), n = maybe(function() return R(0, 3) end), d = maybe(function() return R(-15, 3) end), s = maybe(strs) }
    if depth > 0 then e.sub = maybe(function() return recs(depth - 1) end) end
    l[i] = e
  end
  if p(.2) then l.complete = false end
  return l
end
local function describe()
  local s = {}
  for _, k in ipairs { "b1", "b2", "b3", "b4", "b5" } do s[k] = maybe(function() local v = bool(); return p(.15) and { v = v, expires = R(-5, 5) } or v end) end
  for _, k in ipairs { "q1", "q2" } do s[k] = maybe(function() return { v = bool(), date = R(-20, 2), expires = p(.3) and R(-3, 9) or nil } end) end
  for _, k in ipairs { "n1", "n2" } do s[k] = maybe(function() return R(0, 3) end) end
  for _, k in ipairs { "d1", "d2" } do s[k] = maybe(function() return R(-15, 4) end) end
  s.s1, s.s2, s.r1, s.r2 = maybe(strs), maybe(strs), maybe(function() return recs(1) end), maybe(function() return recs(1) end)
  s.j = maybe(function() return { v = pick { "low", "medium", "high" }, by = p(.9) and "customer" or "provider", at = R(-9, 1), why = "w" } end)
  s.evidence = maybe(function() local l = { list = true }
    for i = 1, R(0, 3) do l[i] = { id = "e" .. i, kind = pick { "k1", "k2", "k3" }, about = strs(), subject = strs(), collected = R(-20, 2), expires = p(.2) and "none" or R(-8, 20),
      from = R(-30, -5), to = R(-8, 3), confirmed = p(.8) or nil } end
    if p(.2) then l.complete = false end return l end)
  s.contracts = maybe(function() local l = { list = true }
    for i = 1, R(0, 3) do l[i] = { id = "c" .. i, party = pick { "x", "x1", "y1" }, from = R(-30, 2), to = p(.3) and "none" or R(-3, 20), terms = strs() } end
    if p(.2) then l.complete = false end return l end)
  if p(.15) then
    s.inherits = { list = true }
    if p(.8) then s.inherits[1] = { clause = "c", bearer = "customer", from = "aws", confirmed = p(.6) and p(.8) or nil } end
    if p(.1) then s.inherits.complete = false end
  end
  return s
end
local DEL = {}                                        -- switches for wrong ways to delete
local function cut(x, q, key)                         -- a copy with less information
  if type(x) ~= "table" then return x end
  local o = {}
  if x.list or key == "inherits" then
    o.list, o.complete = x.list, x.complete
    for _, e in ipairs(x) do
      if p(q) then
        local silent = DEL.silent or DEL.silent_inherits and key == "inherits"
        if not silent then o.complete = false end
      else o[#o + 1] = cut(e, q) end
    end
    if p(q / 2) then o.complete = false end
    return o
  end
  if x.v ~= nil and x.by == nil and x.at == nil then  -- value with date and expiry: one statement [3]
    for k, v in pairs(x) do o[k] = v end
    if p(q) and x.date then o.date = nil; if not DEL.meta then o.expires = x.expires end end
    if DEL.meta and p(q) then o.expires = nil end
    return o
  end
  for k, v in pairs(x) do
    if k == "id" and not DEL.id or k == "unknown" or k == "clause" or k == "bearer" or k == "from" and x.clause or k == "v" then o[k] = v
    elseif not p(q) or k == "inherits" then o[k] = cut(v, q, k)
    elseif p(.1) and k ~= "confirmed" then o[k] = { unknown = "withdrawn" } end
  end
  return o
end
local function clause(pos)
  local t = { bearers = { customer = true, provider = true }, level = "must" }
  if G.checked or p(.96) then t[1] = gen(0, R(1, 4), true, true) end   -- a few clauses have no check
  if p(.3) or not t[1] then t.when = gen(0, 2, false, false) end
  t = M.clause(t); t.id = "c"
  return t
end
local function query(opt) return { asof = 0, ages = { q1 = 10, q2 = 25 }, opt = opt, params = { p1 = p(.8) and R(0, 3) or nil, p2 = p(.8) and bool() or nil, p3 = p(.8) and R(15) or nil } } end
local function law(n, opt, quiet)
  local bad, moved, seen, first = 0, 0, {}, nil
  local done = 0
  while done < n do
    local c = clause()
    for _ = 1, 4 do
      local s, q = describe(), query(opt)
      if p(.1) then s.joined = { aws = describe() } end
      local r0 = M.eval(s, c, "customer", q)
      for _ = 1, 3 do
        local rate = pick { .02, .08, .25, .6 }
        local s1 = cut(s, rate)
        if s.joined then s1.joined = { aws = cut(s.joined.aws, rate) } end
        local q1 = { asof = 0, ages = q.ages, opt = opt, params = { p1 = not p(rate) and q.params.p1 or nil, p2 = q.params.p2, p3 = not p(rate) and q.params.p3 or nil } }
        local r1 = M.eval(s1, c, "customer", q1)
        done = done + 1
        seen[r0.result] = (seen[r0.result] or 0) + 1
        if r1.result ~= r0.result then
          moved = moved + 1
          if r1.result ~= "unknown" then bad = bad + 1; first = first or r0.result .. " -> " .. r1.result end
        end
        assert(r1.result ~= "unknown" or next(r1.deciding), "unknown that names nothing")
      end
    end
  end
  return bad, moved, seen, first
end

---------------------------------------------------------------- (a) the law of information
print("seed " .. SEED)
local t0 = os.clock()
local bad, moved, seen = law(N)
local s = {}; for k, v in pairs(seen) do s[#s + 1] = k .. " " .. v end; table.sort(s)
print(("(a) law of information: %d cases, %d moved to unknown, %d violations  [%s]  %.0f s"):format(N, moved - bad, bad, table.concat(s, ", "), os.clock() - t0))
local K = N // 10
local function wrong(name, opt, g, del)
  G.opt, DEL = g or {}, del or {}
  local b, _, _, f = law(K, opt)
  G.opt, DEL = {}, {}
  print(("    %-62s %6d of %d  %s"):format(name, b, K, f or ""))
end
print("    the same with one rule replaced by a naive one:")
wrong("absent expiry or start of evidence, contract = no limit", { absent_no_limit = true }, { kind = 10 })
wrong("absent confirmation = not confirmed (false)", { unconfirmed_false = true }, { kind = 10 })
wrong("no recorded judgement = strict branch", { no_judgement_strict = true }, { kind = 9 })
wrong("incomplete set lacks what it doesn't list (covers, about …)", { covers_closed = true }, { kind = 8 })
wrong("given/where skipped unless the guard is true", { where_closed = true })
wrong("function iterates over an incomplete list, early exit", { open_iteration = true }, { early = true, kind = 13 })
wrong("function iterates over an incomplete list, no early exit", { open_iteration = true }, { kind = 13 })
wrong("function reads element fields raw (nil for absent)", { raw_elements = true }, { kind = 13 })
wrong("no check = notchecked while the applicability is unknown", { check_first = true })
wrong("ctx.optional", nil, { optional = true, kind = 13 })
wrong("early exit over a complete list, elements in order of id", nil, { early = true, kind = 13 })
wrong("the same where an element's id can be deleted", nil, { early = true, kind = 13 }, { id = true })
wrong("element deleted, list still called complete", nil, nil, { silent = true })
wrong("inheritance statement deleted, list still complete", nil, nil, { silent_inherits = true })
wrong("expires of a plain fact deleted on its own", nil, { kind = 1 }, { meta = true })
wrong("stale = false (obeys the law; refused for another reason)", { stale_false = true })
wrong("error wins over everything", { error_first = true }, { kind = 13 })

---------------------------------------------------------------- (b) algebra and order
local function env(s, q) return { sys = s, asof = 0, params = q.params, ages = q.ages, opt = q.opt or {} } end
local function raw(op, t) t.op = op; return setmetatable(t, getmetatable(D.flag "x")) end
local tally = {}
local function same(name, e, a, b, sets)
  local va, vb = M.value(e, a), M.value(e, b)
  tally[name] = tally[name] or { 0, 0, 0 }
  local t = tally[name]; t[1] = t[1] + 1
  if va ~= vb then t[2] = t[2] + 1; t.ex = t.ex or va .. " against " .. vb end
  if sets and va == vb then
    local x, y = M.explain(e, a, nil, va, {}), M.explain(e, b, nil, va, {})
    for k in pairs(x) do if y[k] == nil then t[3] = t[3] + 1; break end end
  end
end
for _ = 1, N // 20 do
  local e = env(describe(), query())
  local x, y, z = gen(0, 2, false, false), gen(0, 2, false, false), gen(0, 2, false, false)
  same("de Morgan: no all = any no", e, D.no { D.all { x, y, z } }, D.any { D.no { x }, D.no { y }, D.no { z } }, true)
  same("de Morgan: no any = all no", e, D.no { D.any { x, y, z } }, D.all { D.no { x }, D.no { y }, D.no { z } }, true)
  same("de Morgan: no{x,y} = all{no x, no y}", e, D.no { x, y }, D.all { D.no { x }, D.no { y } }, true)
  same("dual: no at_least(2 of 3) = at_least(2 of 3) no", e, D.no { raw("count", { n = 2, k = { x, y, z } }) }, raw("count", { n = 2, k = { D.no { x }, D.no { y }, D.no { z } } }), true)
  local b = gen(1, 2, false, false)
  same("dual: no each = some no", e, D.no { D.each "r1" { b } }, D.some "r1" { D.no { b } }, true)
  same("at_least(1, list) = some", e, D.at_least(1, "r1") { b }, D.some "r1" { b }, true)
  same("double negation", e, D.no { D.no { x } }, x, true)
  same("idempotence all{x,x}, any{x,x}", e, D.all { x, D.any { x, x } }, x, true)
  same("nesting all{x,all{y,z}} = all{x,y,z}", e, D.all { x, D.all { y, z } }, D.all { x, y, z }, true)
  same("distribution all{x,any{y,z}}", e, D.all { x, D.any { y, z } }, D.any { D.all { x, y }, D.all { x, z } })
  same("absorption all{x,any{x,y}} = x", e, D.all { x, D.any { x, y } }, x)
  same("NOT a law: at_least(2){x,x} = at_least(2){x}", e, raw("count", { n = 2, k = { x, x } }), raw("count", { n = 2, k = { x } }))
  same("NOT a law: any{x, no x} = true", e, D.any { x, D.no { x } }, D.all {})
end
G.checked = true
print "(b) algebra (value differs, explanation differs)"
local names = {}; for k in pairs(tally) do names[#names + 1] = k end; table.sort(names)
for _, k in ipairs(names) do local t = tally[k]; print(("    %-52s %d of %d  %d  %s"):format(k, t[2], t[1], t[3], t.ex or "")) end
local function shuffle(t) for i = #t, 2, -1 do local j = R(i); t[i], t[j] = t[j], t[i] end end
local function copy(x, f) if type(x) ~= "table" then return x end local o = {}; for k, v in pairs(x) do o[k] = copy(v, f) end f(o); return setmetatable(o, getmetatable(x)) end
local diff, via, dec = 0, 0, 0
for _ = 1, N // 10 do
  local c, s, q = clause(), describe(), query()
  local c2 = copy(c, function(o) if o.k and #o.k > 1 then shuffle(o.k) end end)
  local s2 = copy(s, function(o) if o.list then shuffle(o) end end)
  local a, b = M.eval(s, c, "customer", q), M.eval(s2, c2, "customer", q)
  if a.result ~= b.result or a.reason ~= b.reason then diff = diff + 1 end
  if a.via ~= b.via or M.key(a.labels or {}) ~= M.key(b.labels or {}) then via = via + 1 end
  if M.key(a.deciding) ~= M.key(b.deciding) then dec = dec + 1 end
end
print(("    order of children and elements shuffled: %d cases; result or reason differs %d, via or labels %d, deciding (with states and candidates) %d"):format(N // 10, diff, via, dec))

---------------------------------------------------------------- (c) alternatives, relaxations, floors
local function eithers(n, out)
  if type(n) == "table" then if n.op == "demand" then out[#out + 1] = n end for _, v in pairs(n) do eithers(v, out) end end
  return out
end
local function add_alternative(opt)
  local moves, cases, via = {}, 0, 0
  while cases < K do
    local c = clause()
    if #eithers(c.req, {}) > 0 then
      local c2 = copy(c, function() end)
      local e = pick(eithers(c2.req, {}))
      local lab = p(.5) and D.alternative "new" { gen(0, 2, true, false) } or D.relaxation "new" { guard = D.judged("j", { "low" }), gen(0, 2, true, false) }
      e.k[#e.k + 1] = lab
      for _ = 1, 4 do
        local s, q = describe(), query(opt)
        local a, b = M.eval(s, c, "customer", q), M.eval(s, c2, "customer", q)
        cases = cases + 1
        if a.result ~= b.result then local k = a.result .. "->" .. b.result; moves[k] = (moves[k] or 0) + 1 end
        if a.via == "direct" and b.result == "pass" and b.via ~= "direct" then via = via + 1 end
      end
    end
  end
  local o = {}; for k, v in pairs(moves) do o[#o + 1] = k .. " " .. v end; table.sort(o)
  return cases, table.concat(o, ", "), via
end
local n, m, v = add_alternative()
print(("(c) alternative or relaxation added to a demand: %d cases; moves: %s; direct pass that lost 'direct': %d"):format(n, m, v))
n, m = add_alternative { error_first = true }
print("    the same where an error wins over everything: " .. m)
local down, cnt = 0, 0
for _ = 1, K do                                       -- under no: an alternative takes a pass away
  local x, alt, e = gen(0, 1, false, false), gen(0, 1, false, false), env(describe(), query())
  if M.value(e, D.no { D.demand { x } }) == "T" then cnt = cnt + 1; if M.value(e, D.no { D.demand { x, D.alternative "a" { alt } } }) ~= "T" then down = down + 1 end end
end
print(("    under no (refused at load): of %d passes an added alternative took %d away"):format(cnt, down))
local twice = 0
for _ = 1, K do                                       -- in at_least: one part counts twice
  local a, b, e = D.flag "b1", D.flag "b2", env({ b1 = true, b2 = false, b3 = true }, query())
  if M.value(e, raw("count", { n = 2, k = { a, b, D.alternative "a" { D.flag "b3" } } })) == "T" then twice = twice + 1 end
end
print(("    alternative as a child of at_least (refused): part and its alternative counted as two in %d of %d"):format(twice, K))
local function active(e, n, sc, out)                  -- floors that apply, in their scopes
  local function go(x, s2) active(e, x, s2, out) end
  if n.floor then out[#out + 1] = { n.floor, sc }; go(n.floor, sc) end
  if n.op == "all" then for _, c in ipairs(n.k) do go(c, sc) end
  elseif n.op == "given" then if M.value(e, n.guard, sc) ~= "F" then go(n.k[1], sc) end
  elseif n.op == "each" then
    local l, _, _, full = M.list(e, sc, n.list)
    for i, x in ipairs(l or {}) do
      local s2 = { elem = x, path = full .. i, pat = "", up = sc }
      if not n.where or M.value(e, n.where, s2) ~= "F" then go(n.k[1], s2) end
    end
  end
  return out
end
local floors, bypass, passes = 0, 0, 0
while floors < K do
  local c = clause(); c.when = nil
  for _ = 1, 4 do
    local s, q = describe(), query(); s.inherits = nil
    local e = env(s, q)
    local fl = active(e, c.req, nil, {})
    if #fl > 0 then
      floors = floors + 1
      if M.eval(s, c, "customer", q).result == "pass" then
        passes = passes + 1
        for _, f in ipairs(fl) do if M.value(e, f[1], f[2]) ~= "T" then bypass = bypass + 1; break end end
      end
    end
  end
end
print(("    floors in demand{floor=}: %d cases with an active floor, %d passes, floor not true in %d of them"):format(floors, passes, bypass))
local b1, b2, b3, tot = 0, 0, 0, 0
for _ = 1, K do
  local e = env(describe(), query())
  local S, Fl, A, red = gen(0, 1, true, false), gen(0, 1, true, false), gen(0, 1, true, false), gen(0, 1, true, false)
  local g = D.judged("j", { "low" })
  if M.value(e, Fl) == "F" then
    tot = tot + 1
    local inner = D.all { g, red, Fl }                -- design: the floor is a part of the relaxation
    if M.value(e, D.any { S, inner }) == "T" then b1 = b1 + 1 end
    if M.value(e, D.any { D.all { S, Fl }, D.alternative "a" { A }, inner }) == "T" then b2 = b2 + 1 end
    if M.value(e, D.any { D.demand { S, D.relaxation "r" { guard = g, red }, floor = Fl }, A }) == "T" then b3 = b3 + 1 end
  end
end
print(("    false floor, yet true (of %d): floor only inside the relaxation %d; there and in the strict part, with an alternative beside %d; demand under any %d"):format(tot, b1, b2, b3))

---------------------------------------------------------------- (d) deciding sets: walk, pruned, brute force
local function sorted(t) local o = {}; for k in pairs(t) do o[#o + 1] = k end; table.sort(o); return o end
local budget
local function settles(e, n, S, i)                    -- whatever the facts in S turn out to be, is n known?
  i = i or 1
  if M.value(e, n) ~= "U" then return true end
  if i > #S then return false end
  budget = budget - 1
  for _, v in ipairs { true, false } do
    e.sys[S[i]] = v
    local ok = settles(e, n, S, i + 1)
    e.sys[S[i]] = nil
    if not ok then return false end
  end
  return true
end
local function prune(e, n, S)
  local i = 1
  while i <= #S do
    local less = {}
    for j, x in ipairs(S) do if j ~= i then less[#less + 1] = x end end
    if settles(e, n, less) then S = less else i = i + 1 end
  end
  return S
end
-- Minimal set by components: unknown children that share no unknown fact are independent,
-- so only children that do share are enumerated together. What C should do.
local function kidsof(n)
  if n.op == "given" then return "any", { raw("no", { k = { n.guard } }), n.k[1] } end
  if n.op == "relaxation" then return "all", { n.guard, n.k[1] } end
  if n.floor then return "all", { n.floor, raw("demand", { k = n.k }) } end
  return (n.op == "demand" or #n.k == 1 and n.op ~= "no") and "any" or n.op == "alternative" and "all" or n.op, n.k, n.n
end
local function merge(a, b) for k in pairs(b) do a[k] = true end return a end
local largest = 0
local function outcomes(e, n, S, i, out)
  local v = M.value(e, n)
  if v ~= "U" then out[v] = true return out end
  if i > #S then out.U = true return out end
  budget = budget - 1
  for _, b in ipairs { true, false } do e.sys[S[i]] = b; outcomes(e, n, S, i + 1, out); e.sys[S[i]] = nil end
  return out
end
local function exact(e, n)                            -- set, constant value or nil
  if n.op == "flag" then return { [n.path] = true } end
  local op, ch, need = kidsof(n)
  local comps = {}
  for _, c in ipairs(ch) do
    if M.value(e, c) == "U" then
      local mine = { kids = { c }, set = M.explain(e, c, nil, "U", {}) }
      for i = #comps, 1, -1 do
        local share = op == "count"
        for k in pairs(comps[i].set) do share = share or mine.set[k] end
        if share then merge(mine.set, comps[i].set); for _, x in ipairs(comps[i].kids) do table.insert(mine.kids, x) end table.remove(comps, i) end
      end
      comps[#comps + 1] = mine
    end
  end
  local function alone(c)
    if #c.kids == 1 then return exact(e, c.kids[1]) end
    local size, once = 0, op == "count"
    if once then                                      -- at_least whose children share nothing needs all of them
      local seen = {}
      for _, x in ipairs(c.kids) do for k in pairs(M.explain(e, x, nil, "U", {})) do if seen[k] then once = false end seen[k] = true end end
      if once then local o, const = {}, false; for _, x in ipairs(c.kids) do local s, k = exact(e, x); merge(o, s); const = const or k end if not const then return o end end
    end
    local sub = op == "count" and n or raw(op, { k = c.kids })
    local S = prune(e, sub, sorted(c.set))
    largest = math.max(largest, #sorted(c.set))
    local o, set = outcomes(e, sub, S, 1, {}), {}
    for _, k in ipairs(S) do set[k] = true end
    return set, not (o.T and o.F) and (o.T and "T" or "F") or nil
  end
  local all, absorb = {}, op == "any" and "T" or op == "all" and "F"
  local short
  for _, c in ipairs(comps) do
    local s, const = alone(c)
    if const and const == absorb and (not short or #sorted(s) < #sorted(short)) then short = s end
    merge(all, s)
    c.const = const
  end
  if short then return short, absorb end
  if op == "no" then return all, comps[1].const and (comps[1].const == "T" and "F" or "T") end
  local const = #comps == 1 and comps[1].const or nil
  return all, const
end
local function brute(e, n, all)
  local best, ways = nil, 0
  for mask = 0, (1 << #all) - 1 do
    local S = {}
    for j = 1, #all do if mask & (1 << (j - 1)) ~= 0 then S[#S + 1] = all[j] end end
    if (not best or #S <= #best) and settles(e, n, S) then if best and #S == #best then ways = ways + 1 else best, ways = S, 1 end end
  end
  return best, ways
end
local function occurrences(e, n, out)                 -- how often each unknown fact is met on the walk
  if n.op == "flag" then if M.value(e, n) == "U" then out[n.path] = (out[n.path] or 0) + 1 end return out end
  if n.guard and M.value(e, n.guard) == "U" then occurrences(e, n.guard, out) end
  if n.floor and M.value(e, n.floor) == "U" then occurrences(e, n.floor, out) end
  for _, c in ipairs(n.k or {}) do if M.value(e, c) == "U" then occurrences(e, c, out) end end
  return out
end
local function deciding(pool, count)
  local st = { n = 0, once = 0, once_bad = 0, exact = 0, pexact = 0, cexact = 0, hidden = 0, ways = 0, insufficient = 0, over = 0 }
  G.flat = true
  while st.n < count do
    G.leaf = function() return D.flag("b" .. R(pool)) end
    local c = gen(0, R(2, 4), true, true)
    local sys = {}
    for i = 1, pool do if p(.45) then sys["b" .. i] = bool() end end
    local e = env(sys, { params = {} })
    if M.value(e, c) == "U" then
      local walk = sorted(M.explain(e, c, nil, "U", {}))
      local all = {}; for i = 1, pool do if sys["b" .. i] == nil then all[#all + 1] = "b" .. i end end
      if #all <= 7 then
        st.n = st.n + 1
        budget = 1e9
        if not settles(e, c, walk) then st.insufficient = st.insufficient + 1 end
        local best, ways = brute(e, c, all)
        local o = outcomes(e, c, all, 1, {})
        if not (o.T and o.F) then st.hidden = st.hidden + 1 end
        if ways > 1 then st.ways = st.ways + 1 end
        local once = true
        for _, o in pairs(occurrences(e, c, {})) do if o > 1 then once = false end end
        if once then st.once = st.once + 1 end
        if #walk == #best then st.exact = st.exact + 1 else st.over = st.over + #walk - #best; if once then st.once_bad = st.once_bad + 1 end end
        if #sorted(exact(e, c)) == #best then st.cexact = st.cexact + 1 end
        if #prune(e, c, walk) == #best then st.pexact = st.pexact + 1 end
      end
    end
  end
  G.flat, G.leaf = nil, nil
  print(("    pool %2d: %d unknown trees; walk insufficient %d; walk minimal %.1f %%; no unknown fact met twice %.1f %%, of these not minimal %d; pruned minimal %.2f %%; by components %.2f %%; several minimal sets %.1f %%; every completion agrees %.1f %%")
    :format(pool, st.n, st.insufficient, 100 * st.exact / st.n, 100 * st.once / st.n, st.once_bad, 100 * st.pexact / st.n, 100 * st.cexact / st.n, 100 * st.ways / st.n, 100 * st.hidden / st.n))
end
print "(d) deciding sets against brute force (flags, every subset of the unknown facts)"
local KD = math.min(K // 4, 3000)
deciding(4, KD); deciding(8, KD); deciding(12, KD)
print "    cost of pruning: all{any{a_i, b_i}} for i = 1..k, and a shared fact in two places, all unknown"
for _, k in ipairs { 2, 4, 6, 8, 10 } do
  local ch, e = {}, env({}, { params = {} })
  for i = 1, k do ch[i] = D.any { D.flag("a" .. i), D.flag("c" .. i) } end
  ch[k + 1] = D.any { D.flag "a1", D.all { D.flag "a1", D.flag "z" } }
  local tree = D.all(ch)
  local walk = sorted(M.explain(e, tree, nil, "U", {}))
  budget, M.steps = 1e9, 0
  local P = prune(e, tree, walk)
  local a, b = 1e9 - budget, M.steps
  budget, M.steps = 1e9, 0
  local X = sorted(exact(e, tree))
  print(("      k = %2d: %d facts on the walk, %d after pruning; assignments tried: whole %d, by components %d; node evaluations %d, %d")
    :format(k, #walk, #P, a, 1e9 - budget, b, M.steps))
  assert(#X == #P)
end
-- sizes met in larger random trees: how big do entangled components get?
for _, pool in ipairs { 20, 40, 80 } do
  G.flat = true; G.leaf = function() return D.flag("b" .. R(pool)) end
  local hist, n, most = {}, 0, 0
  while n < 1000 do
    local c, sys = gen(0, 6, true, true), {}
    for i = 1, pool do if p(.5) then sys["b" .. i] = bool() end end
    local e = env(sys, { params = {} })
    if M.value(e, c) == "U" then
      local walk = sorted(M.explain(e, c, nil, "U", {}))
      n = n + 1; largest, budget = 0, 1e9
      if #walk <= 12 then exact(e, c) else largest = 99 end
      local b = largest == 0 and "0" or largest <= 4 and "1-4" or largest <= 8 and "5-8" or largest <= 12 and "9-12" or "walk > 12"
      hist[b] = (hist[b] or 0) + 1; most = math.max(most, 1e9 - budget)
    end
  end
  local o = {}; for k, v in pairs(hist) do o[#o + 1] = k .. ": " .. v end; table.sort(o)
  print(("    pool %d, depth 6, 1000 unknown trees, largest entangled component {%s}; most assignments tried %d"):format(pool, table.concat(o, ", "), most))
  G.flat, G.leaf = nil, nil
end
-- a pass or a fail holds on the facts that it names alone
local cert, lost = 0, 0
while cert < K do
  local c, s, q = clause(), describe(), query(); s.inherits = nil
  local r = M.eval(s, c, "customer", q)
  if r.result == "pass" or r.result == "fail" then
    local keep = {}
    for path in pairs(r.facts) do keep[tostring(path):match "^[^.%[]+"] = true end
    if c.when then for path in pairs(M.explain(env(s, q), c.when, nil, "T", {})) do keep[tostring(path):match "^[^.%[]+"] = true end end
    local s1 = {}
    for k in pairs(keep) do s1[k] = s[k] end
    cert = cert + 1
    if M.eval(s1, c, "customer", q).result ~= r.result then lost = lost + 1 end
  end
end
print(("    pass or fail kept when everything but the named facts is deleted: %d cases, %d lost"):format(cert, lost))
print(("total %.0f s"):format(os.clock() - t0))
