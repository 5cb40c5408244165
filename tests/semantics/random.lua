-- SPDX-License-Identifier: MIT
-- random.lua: random requirements, functions, descriptions and deletions, for prop.lua and generate.lua.
-- Draws from math.random alone and visits tables in a fixed order: one seed, one outcome.
return function(M)
  local D, X = M.dsl, {}
  local R = math.random
  local function p(x) return R() < x end
  local function pick(t) return t[R(#t)] end
  X.p, X.pick = p, pick
  local function keys(t)
    local o = {}
    for k in pairs(t) do o[#o + 1] = k end
    table.sort(o, function(a, b) return tostring(a) < tostring(b) end)
    return o
  end
  X.keys = keys

  ---------------------------------------------------------------- the vocabulary
  X.vocabulary = {}
  local function word(path, type, more)
    local w = { path = path, type = type }
    for k, v in pairs(more or {}) do w[k] = v end
    X.vocabulary[path:gsub("%[%]", "")] = w
  end
  for i = 1, 5 do word("b" .. i, "flag") end
  word("q1", "flag", { max_age = "10d" }); word("q2", "flag", { max_age = "1m" })
  for i = 1, 2 do word("n" .. i, "integer"); word("d" .. i, "date"); word("s" .. i, "set") end
  word("rec.b", "flag"); word("rec.n", "integer"); word("w", "decimal"); word("t", "string")
  word("k", "enumeration", { order = nil, values = { "red", "green", "blue" } })
  word("j", "enumeration", { order = { "low", "medium", "high" }, values = { "low", "medium", "high" }, judged = true })
  for _, l in ipairs { "r1[]", "r2[]", "r1[].sub[]", "r2[].sub[]", "parties[].sites[]", "parties[].sites[].sub[]" } do
    word(l:sub(1, -3), "list")
    word(l .. ".f", "flag"); word(l .. ".g", "flag"); word(l .. ".q", "flag", { max_age = "1w" })
    word(l .. ".n", "integer"); word(l .. ".d", "date"); word(l .. ".s", "set")
  end
  word("parties[].ok", "flag"); word("parties[].n", "integer"); word("parties[].s", "set")

  ---------------------------------------------------------------- random requirements
  -- X.opt: kind (a leaf drawn half the time), optional (functions that leave the law), early (functions that stop early),
  -- party (paths of the row's party); X.leaf replaces every leaf, X.flat leaves collections out.
  X.opt = {}
  local ROOT = { flags = { "b1", "b2", "b3", "b4", "b5", "q1", "q2", "rec.b" }, nums = { "n1", "n2", "rec.n" }, dates = { "d1", "d2" }, sets = { "s1", "s2" } }
  local FIELD = { flags = { "f", "g", "q" }, nums = { "n" }, dates = { "d" }, sets = { "s" } }
  local PARTY = { flags = { "party.ok" }, nums = { "party.n" }, sets = { "party.s" } }
  local function path(sc, type)                       -- sc: number of elements around
    if X.opt.party and PARTY[type] and p(.1) then return pick(PARTY[type]) end
    if sc == 0 or p(.2) then return pick(ROOT[type]) end
    return ("."):rep(sc > 1 and p(.35) and 2 or 1) .. pick(FIELD[type])
  end
  local function num(sc) return p(.6) and R(0, 3) or p(.5) and D.param "p1" or D.fact(path(sc, "nums")) end
  local function items()
    local o = {}
    for _, c in ipairs { "a", "b", "c" } do if p(.5) then o[#o + 1] = c end end
    if #o == 0 then o[1] = "a" end
    return o
  end
  local function required(sc) return p(.5) and items() or p(.2) and D.param "p4" or D.fact(path(sc, "sets")) end
  local function span() return p(.7) and R(15) .. "d" or pick { "1w", "2w", "1m", "2m", "1y" } end
  local function period() return p(.5) and D.param "p3" or span() end
  local function aged(q) return p(q) and { max_age = period() } or nil end
  -- Day 0 of what is drawn; ends of months are where the calendar is difficult.
  X.base = 0
  local function day(a, b) return X.base + (p(.12) and R(-70, 5) or R(a, b)) end
  function X.asof() return X.base + R(-2, 2) end

  -- Functions are texts, so that the library can read them; "whole" ones may say that they don't apply.
  local function finally(ok, ...)                     -- a missing fact ends the function through any pcall [29]
    local e = ...
    if not ok and type(e) == "table" then error(e, 0) end
    return ok, ...
  end
  local SANDBOX = { ipairs = ipairs, error = error, pcall = function(...) return finally(pcall(...)) end }
  local function fn(src) return D.fn(assert(load("return " .. src, "=function", "t", SANDBOX))(), src) end
  local function fns(t) for i, s in ipairs(t) do t[i] = fn(s) end return t end
  local FUNCS = fns {
    'function (ctx) if ctx.get "b1" then return ctx.get "n1" >= 2 end return ctx.get "b2" end',
    'function (ctx) if ctx.get "n1" == 3 then error "boom" end return ctx.get "b3" end',
    'function (ctx) local k = 0 for _, e in ipairs(ctx.list "r1") do if e.f then k = k + 1 end end return k == 0 end',
    'function (ctx) return ctx.count("r1", function (e) return e.f and e.n > 0 end) == 0 end',
    'function (ctx) return ctx.some("r1", function (e) return e.f end) end',
    'function (ctx) return ctx.each("r2", function (e) return e.g or e.n == 1 end) end',
    'function (ctx) return ctx.each("r1", function (e) if e.n == 3 then error "boom" end return e.f end) end',
    'function (ctx) return ctx.days_since(ctx.get "d1") <= ctx.param "p1" * 4 end',
    'function (ctx) return ctx.days_between(ctx.get "d1", ctx.get "d2") >= 0 end',
    'function (ctx) return ctx.get "d1" < ctx.as_of end',
    'function (ctx) local s = ctx.get "s1" return #s > 0 and s[1] == "a" end',
    'function (ctx) local k = 0 for _, e in ipairs(ctx.list "r1") do for _, x in ipairs(e.sub) do k = k + x.n end end return k < 3 end',
    'function (ctx) if ctx.get "b4" then return ctx.pass { en = "yes", ja = "はい" } end return ctx.fail { en = "no", ja = "いいえ", n = ctx.get "n2" } end',
    'function (ctx) if ctx.get "b5" then return ctx.unknown { en = "nobody can say", ja = "不明" } end return ctx.get "b1" end',
    'function (ctx) if ctx.get "b2" then return 1 end return false end',
    'function (ctx) if ctx.get "n2" > 0 then error "boom" end return ctx.get "b1" end',
    'function (ctx) return ctx.get "b1" and {} end',
    'function (ctx) error "boom" end',
    'function (ctx) return nil end',
    'function (ctx) if ctx.get "b3" then return ctx.notapplicable {} end return true end',
    'function (ctx) return ctx.get("rec").n > 0 end',
    'function (ctx) return ctx.get "t" == "some" and ctx.get "k" ~= "red" and ctx.get "w" < 2 end',
    'function (ctx) local ok, v = pcall(ctx.get, "b4") return ok and v end',
  }
  local INSIDE = fns {                                -- over the element in which they stand
    'function (ctx) return ctx.get ".f" end',
    'function (ctx) return ctx.get ".n" > 1 or ctx.get "b1" end',
    'function (ctx) return ctx.days_since(ctx.get ".d") > 3 end',
  }
  local PARTIES = fns { 'function (ctx) return ctx.get "party.n" > 0 and ctx.get "party.ok" end' }
  local EARLY = fns { 'function (ctx) for _, e in ipairs(ctx.list "r1") do if e.f then return true elseif e.g then return false end end return true end' }
  local OPTIONAL = fns { 'function (ctx) return ctx.optional "b1" == nil or ctx.optional "b1" end' }
  local function written(sc)
    if X.opt.optional and p(X.opt.optional == true and 1 or X.opt.optional) then return pick(OPTIONAL) end
    if X.opt.early and p(.3) then return pick(EARLY) end
    if X.opt.party and p(.1) then return pick(PARTIES) end
    return pick(sc > 0 and p(.4) and INSIDE or FUNCS)
  end
  local times = 0
  local function func(sc)                             -- each is a function of its own, though two may have one text
    local n = written(sc)
    times = times + 1
    return setmetatable({ op = "func", f = n.f, src = n.src, time = times }, getmetatable(n))
  end
  function X.whole()                                  -- a function that is the whole check
    local n = func(0)
    n.whole = true
    return n
  end
  local CMP = { "eq", "ne", "ge", "le", "gt", "lt" }
  local function evidence(sc)
    local t = { kind = pick { { "k1" }, { "k1", "k2" } } }
    if p(.5) then t.about = pick { "a", "b" } end
    if p(.3) then t.on = D.fact(path(sc, "dates")) end
    if p(.4) then t.covers = required(sc) end
    if p(.3) then t.confirmed = false end
    if p(.2) then t.max_age = period() end
    return D.evidence(t)
  end
  local function leaf(sc)
    local k = X.opt.kind and p(.5) and X.opt.kind or R(16)
    if k <= 4 then return D.flag(path(sc, "flags"), aged(.1)) end
    if k == 5 then return D[pick(CMP)](path(sc, "nums"), num(sc), aged(.05)) end
    if k == 6 then return D.within(path(sc, "dates"), period()) end
    if k == 7 then return D.not_after(path(sc, "dates"), pick { "d1", "d2" }) end
    if k == 8 then return p(.2) and D.has(path(sc, "sets"), pick { "a", "b", "c" }) or D.covers(path(sc, "sets"), required(sc)) end
    if k == 9 then return D.judged("j", pick { { "low" }, { "low", "medium" } }) end
    if k == 10 then return evidence(sc) end
    if k == 11 then return D.contract { with = sc > 0 and p(.5) and ".id" or pick { "x1", "x1", "provider" }, has = p(.8) and items() or nil } end
    if k == 12 then return D.param "p2" end
    if k == 13 or k == 16 then return func(sc) end
    if k == 14 and p(.4) then return D[pick(CMP)]("j", pick { "low", "medium", "high" }) end
    if k == 14 then
      return pick {
        function() return D[pick(CMP)]("w", pick { 0.5, 1.5, 2.25 }) end,
        function() return D[pick { "eq", "ne" }]("t", pick { "some", "other" }) end,
        function() return D[pick { "eq", "ne" }]("k", pick { "red", "blue" }) end,
        function() return D.one_of("k", { "red", "green" }) end,
        function() return D[pick(CMP)](path(sc, "dates"), p(.5) and D.fact(path(sc, "dates")) or M.civil(day(-15, 4))) end,
      }()
    end
    return D.one_of(path(sc, "nums"), { R(0, 1), R(2, 3) })
  end
  local LAB, gen = 0, nil
  X.such = setmetatable({}, { __mode = "k" })         -- which any was written as such_as
  local function some_kids(sc, d, pos, dom, lo, hi)
    local o = {}
    for i = 1, R(lo, hi) do o[i] = gen(sc, d - 1, pos, dom) end
    return o
  end
  -- pos: labels may stand here; dom: a floor may [15].
  function gen(sc, d, pos, dom)
    local function end_leaf() return X.leaf and X.leaf() or leaf(sc) end
    if d <= 0 or p(.15) then return end_leaf() end
    local k = R(12)
    if k <= 2 then return D.all(some_kids(sc, d, pos, dom, 0, 3)) end
    if k <= 4 then return D.any(some_kids(sc, d, pos, false, 0, 3)) end
    if k == 5 then return D.no(some_kids(sc, d, false, false, 1, 2)) end
    if k == 6 then
      local o, seen = {}, {}
      for _, c in ipairs(some_kids(sc, d, pos, false, 1, 4)) do
        if not seen[M.key(c)] then seen[M.key(c)] = true; o[#o + 1] = c end
      end
      return D.at_least(R(#o))(o)
    end
    if k == 7 then return D.given(gen(sc, d - 2, false, false))(some_kids(sc, d, pos, dom, 1, 2)) end
    if k <= 10 and not X.flat and sc < 2 then
      local list = sc > 0 and p(.6) and ".sub" or X.opt.party and p(.1) and "party.sites" or pick { "r1", "r2" }
      local t = some_kids(sc + 1, d, pos, dom and k <= 8, 0, 2)
      if p(.3) then t.where = gen(sc + 1, d - 2, false, false) end
      if k <= 8 then return D.each(list)(t) elseif k == 9 then return D.some(list)(t) end
      return D.at_least(R(3), list)(t)
    end
    if not pos then return end_leaf() end
    if k == 11 and p(.4) then
      local t = some_kids(sc, d, pos, false, 1, 2)
      t.other = gen(sc, d - 1, pos, false)
      local n = D.such_as(t)
      X.such[n] = true
      return n
    end
    local t = some_kids(sc, d, pos, false, 1, 2)
    if p(.6) then LAB = LAB + 1; t[#t + 1] = D.alternative("a" .. LAB % 5)(some_kids(sc, d, pos, false, 1, 2)) end
    if p(.6) then
      LAB = LAB + 1
      t[#t + 1] = D.relaxation("r" .. LAB % 5) { guard = p(.7) and not X.leaf and D.judged("j", { "low" }) or gen(sc, 0, false, false),
        p(.1) and D.nothing or gen(sc, d - 2, pos, false) }
    end
    if dom and p(.5) then t.floor = gen(sc, d - 2, pos, dom) end
    return D.demand(t)
  end
  X.gen = gen
  -- A clause: a few have no check, a few are one function.
  function X.clause(checked)
    local t = {}
    if checked or p(.96) then t[1] = p(.08) and not X.leaf and X.whole() or gen(0, R(1, 4), true, true) end
    if p(.3) or not t[1] then t.when = gen(0, 2, false, false) end
    return M.clause(t)
  end
  function X.params() return { p1 = p(.8) and R(0, 3) or nil, p2 = p(.8) and p(.55) or nil, p3 = p(.8) and span() or nil, p4 = p(.8) and items() or nil } end

  ---------------------------------------------------------------- random descriptions
  local function maybe(f, q) if p(q or .8) then return f() elseif p(.1) then return { unknown = "asked" } end end
  local function bool() return p(.55) end
  local function int() return R(0, 3) end
  local function strs()
    local l = { list = true }
    for _, c in ipairs { "a", "b", "c", "d" } do if p(.6) then l[#l + 1] = c end end
    if p(.2) then l.complete = false end
    return l
  end
  local function dated() return { v = bool(), date = day(-20, 2), expires = p(.3) and day(-3, 9) or nil } end
  local function recs(depth)
    local l = { list = true }
    for i = 1, R(0, 3) do
      local e = { id = pick { "x", "y", "z" } .. i }
      e.f, e.g, e.n = maybe(bool), maybe(bool), maybe(int)
      e.q = maybe(dated, .6)
      e.d, e.s = maybe(function() return day(-15, 3) end), maybe(strs)
      if depth > 0 then e.sub = maybe(function() return recs(depth - 1) end) end
      l[i] = e
    end
    if p(.2) then l.complete = false end
    return l
  end
  local function register(make)
    return maybe(function()
      local l = { list = true }
      for i = 1, R(0, 3) do l[i] = make(i) end
      if p(.2) then l.complete = false end
      return l
    end)
  end
  local function edge(f) if p(.9) then return f() elseif p(.3) then return { unknown = "asked" } end end
  function X.describe()
    local s = {}
    for i = 1, 5 do
      s["b" .. i] = maybe(function()
        local v = bool()
        return p(.15) and { v = v, expires = day(-5, 5) } or p(.1) and { v = v, date = day(-9, 3) } or p(.1) and { v = v, evidence = pick { "e1", "e2" } } or v
      end)
    end
    for i = 1, 2 do
      s["q" .. i] = maybe(function() return p(.1) and bool() or dated() end)
      s["n" .. i], s["d" .. i], s["s" .. i] = maybe(int), maybe(function() return day(-15, 4) end), maybe(strs)
      s["r" .. i] = maybe(function() return recs(1) end)
    end
    s.w, s.t = maybe(function() return pick { 0.5, 1.5, 2.25, 3 } end), maybe(function() return pick { "some", "other", "2026-01-01" } end)
    s.k = maybe(function() return pick { "red", "green", "blue" } end)
    s.rec = maybe(function() local r = {}; r.b, r.n = maybe(bool), maybe(int); return r end)
    s.j = maybe(function()
      if p(.1) then return pick { "low", "medium", "high" } end
      return { v = pick { "low", "medium", "high" }, by = p(.9) and "customer" or "provider", at = day(-9, 1), why = p(.95) and "w" or nil }
    end)
    s.evidence = register(function(i)
      local e = { id = "e" .. i }
      e.kind = edge(function() return pick { "k1", "k2", "k3" } end)
      e.about, e.subject = edge(strs), edge(strs)
      e.collected = edge(function() return day(-20, 2) end)
      e.expires = edge(function() return p(.2) and "none" or day(-8, 20) end)
      e.from, e.to = edge(function() return day(-30, -5) end), edge(function() return day(-8, 3) end)
      if p(.85) then e.confirmed = p(.9) end
      return e
    end)
    s.contracts = register(function(i)
      local c = { id = "c" .. i }
      c.party = edge(function() return pick { "x1", "x1", "y1", "aws" } end)
      c.from = edge(function() return p(.1) and "none" or day(-30, 2) end)
      c.to = edge(function() return p(.3) and "none" or day(-3, 20) end)
      c.terms = edge(strs)
      return c
    end)
    return s
  end
  function X.parties(pool)                            -- pool: { { id, role, chance } }
    local l = { list = true }
    for _, x in ipairs(pool) do
      if p(x[3]) then
        local e = { id = x[1], roles = { list = true, x[2] } }
        if p(.1) then e.roles[2] = x[2] == "customer" and "operator" or "supplier" end
        e.ok, e.n, e.s = maybe(bool), maybe(int), maybe(strs)
        e.sites = maybe(function() return recs(1) end, .6)
        l[#l + 1] = e
      end
    end
    return l
  end
  -- A statement that a clause is inherited; ids are unique in their list.
  function X.inherits(wanted)                         -- wanted: { { clause, bearer, from, as } }
    local l = { list = true }
    for i, w in ipairs(wanted) do
      l[i] = { id = "i" .. i, clause = w[1], bearer = w[2], from = w[3], as = w[4], confirmed = p(.6) and p(.8) or nil }
    end
    if p(.1) then l.complete = false end
    return l
  end

  ---------------------------------------------------------------- deletions [1]
  X.del = {}                                          -- switches for wrong ways to delete
  local function cut(x, q, key)                       -- a copy with less information
    if type(x) ~= "table" then return x end
    local o = {}
    if x.list or key == "inherits" then
      if x.unknown ~= nil then return { unknown = x.unknown } end
      o.list, o.complete = x.list, x.complete
      for _, e in ipairs(x) do
        if p(q) then
          local silent = X.del.silent or X.del.silent_inherits and key == "inherits"
          if not silent then o.complete = false end
        else o[#o + 1] = cut(e, q) end
      end
      if p(q / 2) then o.complete = false end
      return o
    end
    if x.v ~= nil and x.by == nil and x.at == nil then -- value with date and expiry: one statement [3]
      for k, v in pairs(x) do o[k] = v end
      if p(q) and x.date and x.date <= X.base then o.date = nil end   -- a date to come holds the value back: it is no information
      if X.del.meta and p(q) then o.expires = nil end
      return o
    end
    for _, k in ipairs(keys(x)) do
      local v = x[k]
      if k == "parties" or k == "id" and not X.del.id or k == "unknown" or k == "clause" or k == "bearer" or x.clause and (k == "from" or k == "as") or k == "v" then o[k] = v
      elseif not p(q) or k == "inherits" then o[k] = cut(v, q, k)
      elseif p(.1) and k ~= "confirmed" then o[k] = { unknown = "withdrawn" } end
    end
    return o
  end
  X.cut = cut
  return X
end
