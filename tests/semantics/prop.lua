-- SPDX-License-Identifier: MIT
-- prop.lua: property tests of model.lua. lua5.4 prop.lua [cases] [seed]; exit status 1 where a law is broken.
local here = debug.getinfo(1, "S").source:match "^@(.*/)" or ""
local M = dofile(here .. "model.lua")
local X = dofile(here .. "random.lua")(M)
local D, p, pick, gen, describe, cut = M.dsl, X.p, X.pick, X.gen, X.describe, X.cut
local N, SEED = tonumber(arg[1]) or 200000, tonumber(arg[2]) or 20240601
math.randomseed(SEED)
local R = math.random
local broken = {}
local function must(ok, what) if not ok then broken[#broken + 1] = what end end

local G = { checked = false }
local function clause() local c = X.clause(G.checked); c.id, c.bearers, c.level = "c", { customer = true, provider = true }, "must"; return c end
local function described()
  local s = describe()
  if p(.15) then s.inherits = X.inherits(p(.8) and { { "c", "customer", "aws" } } or {}) end
  return s
end
local function query(opt) return { asof = 0, vocabulary = X.vocabulary, opt = opt, params = X.params() } end
local function law(n, opt)
  local bad, moved, seen, first = 0, 0, {}, nil
  local done = 0
  while done < n do
    local c = clause()
    for _ = 1, 4 do
      local s, q = described(), query(opt)
      if p(.1) then s.joined = { aws = describe() } end
      local r0 = M.eval(s, c, "customer", q)
      for _ = 1, 3 do
        local rate = pick { .02, .08, .25, .6 }
        local s1 = cut(s, rate)
        if s.joined then s1.joined = { aws = cut(s.joined.aws, rate) } end
        local q1 = { asof = 0, vocabulary = q.vocabulary, opt = opt, params = {} }
        for _, k in ipairs { "p1", "p2", "p3", "p4" } do if not p(rate) then q1.params[k] = q.params[k] end end
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
must(bad == 0, "law of information")
local K = N // 10
local function wrong(name, opt, g, del)
  X.opt, X.del = g or {}, del or {}
  local b, _, _, f = law(K, opt)
  X.opt, X.del = {}, {}
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
local function env(s, q) return { sys = s, asof = 0, params = q.params, vocabulary = q.vocabulary, opt = q.opt or {} } end
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
  local c, s, q = clause(), described(), query()
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
    local s, q = describe(), query()
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
local function brute(t, all)                          -- size of the smallest set of paths that settles; how many there are
  local best, ways = nil, 0
  for mask = 0, (1 << #all) - 1 do
    local S, n = {}, 0
    for j = 1, #all do if mask & (1 << (j - 1)) ~= 0 then S[all[j]] = true; n = n + 1 end end
    if (not best or n <= best) and M.settles(t, S) then
      if n == best then ways = ways + 1 else best, ways = n, 1 end
    end
  end
  return best, ways
end
-- Trees of every kind, unknown, whose walk names at most `most` paths. A tree of flags has one variable a path, so that there
-- the smallest set can be promised; elsewhere sets that can't be made smaller by leaving one path out.
local function deciding(title, count, flags, most)
  local st = { n = 0, walk = 0, least = 0, single = 0, several = 0, kept = 0 }
  X.flat = flags
  while st.n < count do
    if flags then X.leaf = function() return D.flag("b" .. R(flags)) end end
    local c, sys = gen(0, R(2, 4), true, true), nil
    if flags then sys = {}; for i = 1, flags do if p(.45) then sys["b" .. i] = p(.55) end end else sys = describe() end
    local t = M.tree(env(sys, query()), c)
    if t.v == "U" then
      local walk = sorted(M.walk(t))
      local set, minimal = M.deciding(t)
      local got = {}
      for k, a in pairs(set) do assert(a.path == k); got[k] = true end
      if not minimal then st.kept = st.kept + 1 end
      local _, vars = M.settles(t, {})
      if minimal and #walk <= most and vars <= 12 then
        st.n = st.n + 1
        local best, ways = brute(t, walk)
        must(M.settles(t, M.walk(t)), "the walk settles")
        must(M.settles(t, got), "the deciding set settles")
        for k in pairs(set) do
          got[k] = nil
          must(not M.settles(t, got), "no deciding fact can be left out")
          got[k] = true
        end
        if #walk == best then st.walk = st.walk + 1 end
        if #sorted(set) == best then st.least = st.least + 1 end
        if ways > 1 then st.several = st.several + 1 end
      end
    end
  end
  X.flat, X.leaf = nil, nil
  print(("    %-18s %d unknown trees; walk smallest %.1f %%; deciding set smallest %.2f %%; several smallest %.1f %%; not pruned %d")
    :format(title, st.n, 100 * st.walk / st.n, 100 * st.least / st.n, 100 * st.several / st.n, st.kept))
  must(st.least >= .99 * st.n, "deciding sets are nearly always smallest")
end
print "(d) deciding sets against brute force over every subset of the walk's paths"
local KD = math.max(100, math.min(K // 4, 3000))
deciding("flags, pool of 4", KD, 4, 7); deciding("flags, pool of 8", KD, 8, 7); deciding("flags, pool of 12", KD, 12, 7)
deciding("every kind of node", KD, nil, 8)
-- a pass or a fail holds on the facts that it names alone
local cert, lost = 0, 0
while cert < K do
  local c, s, q = clause(), describe(), query()
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
for i = 1, math.min(#broken, 10) do print("BROKEN: " .. broken[i]) end
os.exit(#broken == 0)
