-- SPDX-License-Identifier: MIT
-- deciding.lua: the deciding set of an unknown, pruned by components [24].
--
-- A variable is an unknown leaf with the facts that it reads; it carries the paths that it waits for. A set of paths
-- settles a node when, whatever T or F the variables take whose paths all lie in the set, the node isn't U.
return function(M)
  local U, NOT = "U", M.NOT
  local LIMIT = 12                                    -- distinct paths, or variables, that are tried together

  -- What makes two leaves one: equal expressions over the same facts. A dotted path stands for the fact of the element
  -- around, so ..f in r1[x].sub[y] is .f in r1[x]; a function may read any element around it.
  local function resolved(p, around)
    if type(p) ~= "string" or p:sub(1, 1) ~= "." then return p end
    local dots = #p:match "^%.+"
    return around[#around - dots + 1] .. "." .. p:sub(dots + 1)
  end
  local PATHS = { path = true, with = true, list = true }
  local function key(n, around)
    if type(n) ~= "table" then return tostring(n) end
    if not n.op then return M.key(n) end
    local ks, out, inner = {}, {}, around
    for k in pairs(n) do ks[#ks + 1] = k end
    table.sort(ks)
    if n.list then inner = { table.unpack(around) }; inner[#inner + 1] = resolved(n.list, around) .. "[]" end
    for i, k in ipairs(ks) do
      local v = n[k]
      if PATHS[k] and n.op ~= "rest" then v = tostring(resolved(v, around))
      elseif k == "k" then
        local kids = {}
        for c, x in ipairs(v) do kids[c] = key(x, inner) end
        v = table.concat(kids, ",")
      else v = key(v, k == "where" and inner or around) end
      out[i] = k .. "=" .. v
    end
    if n.op == "func" then out[#out + 1] = "in=" .. table.concat(around, ",") end
    return "{" .. table.concat(out, ";") .. "}"
  end
  -- Trees are numbered by content: what they count and the numbers of their children. Numbers hold for one question.
  local numbers, last, turn = {}, 0, 0
  local function number(content)
    if not numbers[content] then last = last + 1; numbers[content] = last end
    return numbers[content]
  end
  local function ident(t)
    if t.turn == turn then return t.ident end
    local id
    if M.LEAF[t.n.op] then
      local around, s = {}, t.sc
      while s do table.insert(around, 1, s.path); s = s.up end
      id = tostring(number(key(t.n, around)))
    elseif t.kind == "no" then
      id = ident(t[1])
      id = id:sub(1, 1) == "!" and id:sub(2) or "!" .. id
    else
      local o = { t.kind, t.need, t.n.label or "", t.asked or "" }
      for _, x in ipairs(t) do o[#o + 1] = ident(x) .. (x.guard and "?" or "") end
      if t.n.op == "given" and o[5] then o[5] = o[5] .. "?" end -- its guard stands behind a no
      id = tostring(number(table.concat(o, ",")))
    end
    t.turn, t.ident = turn, id
    return id
  end

  local function walk(t)                              -- set of the paths that the walk reaches, kept on the tree
    if t.walk then return t.walk end
    t.walk = {}
    for _, a in ipairs(t.atoms or {}) do t.walk[a.path] = true end
    for _, x in ipairs(t) do
      if x.v == U then for p in pairs(walk(x)) do t.walk[p] = true end end
    end
    return t.walk
  end
  local function sorted(set)
    local o = {}
    for p in pairs(set) do o[#o + 1] = p end
    table.sort(o)
    return o
  end
  local function shares(a, b) for p in pairs(a) do if b[p] then return true end end return false end
  local function merge(a, b) for p in pairs(b) do a[p] = true end return a end

  -- What is left to find out below a node: decided children are only counted.
  local function residual(t, vars)
    if M.LEAF[t.n.op] then
      local id = ident(t)
      if not vars[id] then vars[#vars + 1] = { paths = walk(t) }; vars[id] = vars[#vars] end
      return { var = vars[id] }
    end
    local r = { kind = t.kind, need = t.need, T = 0, F = 0, E = 0 }
    for _, x in ipairs(t) do
      if x.v == U then r[#r + 1] = residual(x, vars) else r[x.v] = r[x.v] + 1 end
    end
    return r
  end
  local function value(r)
    if r.var then return r.var.v or U end
    if r.kind == "no" then return NOT[value(r[1])] end
    local c = { T = r.T, F = r.F, U = 0, E = r.E }
    for _, x in ipairs(r) do
      local v = value(x)
      if v == "F" and r.kind == "all" then return "F" elseif v == "T" and r.kind == "any" then return "T" end
      c[v] = c[v] + 1
    end
    return M.combine(r.need, c.T, c.F, c.U, c.E)
  end
  local function settles(r, free, i, out)             -- every assignment of the variables free[i…]; values go to out
    local v = value(r)
    if v ~= U then if out then out[v] = true end return true end
    if i > #free then return false end
    for _, b in ipairs { "T", "F" } do
      free[i].v = b
      local ok = settles(r, free, i + 1, out)
      free[i].v = nil
      if not ok then return false end
    end
    return true
  end
  local function inside(vars, set)                    -- the variables that a set of paths makes known
    local free = {}
    for _, x in ipairs(vars) do
      local all = true
      for p in pairs(x.paths) do all = all and set[p] end
      if all then free[#free + 1] = x end
    end
    return free
  end
  local function pruned(t, kids, set)                 -- of a group that shares paths: set, constant, minimal
    local vars, paths = {}, sorted(set)
    local r = { kind = t.kind, need = t.need, T = 0, F = 0, E = 0 }
    if t.kind == "all" then r.need = #kids end
    if t.kind == "count" then for _, x in ipairs(t) do if x.v ~= U then r[x.v] = r[x.v] + 1 end end end
    for i, x in ipairs(kids) do r[i] = residual(x, vars) end
    if #paths > LIMIT or #vars > LIMIT then return set, nil, false end
    local S = merge({}, set)
    for _, p in ipairs(paths) do
      S[p] = nil
      if not settles(r, inside(vars, S), 1) then S[p] = true end
    end
    local out = {}
    settles(r, inside(vars, S), 1, out)
    local v, more = next(out)
    return S, next(out, v) == nil and v ~= "E" and v or nil, true
  end

  local exact
  local function shorter(a, b)                        -- fewer paths, then bytes
    local x, y = sorted(a), sorted(b)
    if #x ~= #y then return #x < #y end
    return table.concat(x, "\0") < table.concat(y, "\0")
  end
  local function parts(t)                             -- groups of unknown children that share paths
    local groups, seen = {}, {}
    for _, x in ipairs(t) do
      local id = x.v == U and t.kind ~= "count" and ident(x)
      if x.v == U and not (id and seen[id]) then
        local mine = { set = merge({}, walk(x)), x }
        if id then seen[id] = true end
        for i = #groups, 1, -1 do
          if shares(groups[i].set, mine.set) then
            merge(mine.set, groups[i].set)
            table.move(groups[i], 1, #groups[i], #mine + 1, mine)
            table.remove(groups, i)
          end
        end
        groups[#groups + 1] = mine
      end
    end
    return groups
  end
  local function counted(t, groups)                   -- at_least asks all its children, or is tried as a whole
    local set, apart, minimal, whole, kids = {}, true, true, {}, {}
    for _, g in ipairs(groups) do
      merge(whole, g.set)
      table.move(g, 1, #g, #kids + 1, kids)
      if #g > 1 then apart = false end
    end
    for _, x in ipairs(apart and kids or {}) do
      local s, const, m = exact(x)
      merge(set, s)
      minimal = minimal and m
      apart = apart and not const
    end
    if apart then return set, nil, minimal end
    if #kids == 1 then
      local s, const, m = exact(kids[1])
      return s, const and M.combine(t.need, t.c.T + (const == "T" and 1 or 0), t.c.F + (const == "F" and 1 or 0), 0, t.c.E), m
    end
    return pruned(t, kids, whole)
  end
  function exact(t)                                   -- set of paths, the only value it can take or nil, minimal?
    if M.LEAF[t.n.op] then return walk(t), nil, true end
    if t.kind == "no" then
      local set, const, minimal = exact(t[1])
      return set, const and NOT[const], minimal
    end
    local groups = parts(t)
    if t.kind == "count" then return counted(t, groups) end
    local absorb, neutral = t.kind == "any" and "T" or "F", t.kind == "any" and "F" or "T"
    local set, minimal, short, all = {}, true, nil, true
    for _, g in ipairs(groups) do
      local s, const, m
      if #g == 1 then s, const, m = exact(g[1]) else s, const, m = pruned(t, g, g.set) end
      if const == absorb and (not short or shorter(s, short.set)) then short = { set = s, minimal = m } end
      merge(set, s)
      minimal, all = minimal and m, all and const == neutral
    end
    if short then return short.set, absorb, short.minimal end
    return set, all and t.c.E == 0 and neutral or nil, minimal
  end

  -- Entries of the walk that the pruned set keeps: path -> { path, state, candidate }; and whether none can be left out.
  function M.deciding(t)
    numbers, last, turn = {}, 0, turn + 1
    local set, _, minimal = exact(t)
    local all, out = M.unknowns(t, {}), {}
    for p in pairs(set) do out[p] = all[p] end
    return out, minimal
  end
  M.walk, M.sorted = walk, sorted
  -- Does a set of paths settle a tree? For tests.
  function M.settles(t, set)
    numbers, last, turn = {}, 0, turn + 1
    local vars = {}
    local r = residual(t, vars)
    return settles(r, inside(vars, set), 1), #vars
  end
end
