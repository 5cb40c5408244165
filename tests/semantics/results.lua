-- SPDX-License-Identifier: MIT
-- results.lua: from values to results: parties, inheritance, controls, waivers [17-21, 26-30].
return function(M)
  local T, F, U, E = "T", "F", "U", "E"
  local AS = { pass = T, fail = F, error = E }        -- anything else of a provider's is unknown [19]

  -- The clause by which a provider answers for one of its customer's: the same key, the last segment replaced [19].
  local function counterpart(key) return (key:gsub("[^.]+$", "provider")) end
  M.counterpart = counterpart

  local duty
  local function inherited(sys, c, s, q)              -- value, the provider's result or nil, state if it says nothing
    local theirs = q.joined[s.from]
    if not theirs then return s.confirmed == nil and U or s.confirmed and T or F, nil, "unconfirmed" end
    local key = s.as or counterpart(c.id)
    local clause = q.clauses and q.clauses[key] or not q.clauses and c
    local step = s.from .. "\0" .. key
    if not clause or q.visited[step] then             -- nothing answers; nor does a cycle
      if clause and M.watch then M.watch "cycle" end
      return U, nil, "unanswered"
    end
    q.visited[step] = true
    local party = { id = s.from }                     -- the description is that party's own
    for _, p in ipairs(theirs.parties or {}) do if p.id == s.from then party = p end end
    local r = duty(theirs, clause, clause.role or "provider", party, q)
    q.visited[step] = nil
    if M.watch then M.watch(r.result) end             -- for whoever counts what was reached
    return AS[r.result] or U, r, "unanswered"
  end

  -- One clause for one party that bears it, whoever was asked about.
  function duty(sys, c, role, party, q)
    local env = { sys = sys, asof = q.asof or 0, params = q.params or {}, vocabulary = q.vocabulary, opt = q.opt or {}, party = party }
    local r = { deciding = {}, facts = {}, trees = {} }
    local function ret(result, reason) r.result, r.reason = result, reason; return r end
    if c.level == "may" then return ret("informational", "may") end
    local when = c.when and M.tree(env, c.when)
    local W = when and when.v or T
    r.trees[1] = when
    local function rests(t, because)                  -- on facts, and on evidence: relied on, or what the facts refer to
      r.facts, r.evidence = M.support(t, because, {}), M.relied(t, {})
      for _, a in pairs(r.facts) do if a.evidence then r.evidence[a.evidence] = true end end
    end
    if W == F then rests(when, true); return ret("notapplicable", "when") end
    if not c.req and (W == T or env.opt.check_first) then return ret("notchecked", "no-check") end
    local statement, open, sub, why = nil, nil, nil, nil -- is the duty inherited? [19]
    local tree = c.req and M.tree(env, c.req)
    local R = tree and tree.v or T
    r.trees[#r.trees + 1] = tree
    for _, s in ipairs(c.req and M.inorder(sys.inherits or {}) or {}) do
      if s.clause == c.id and (s.bearer == role or party and s.bearer == party.id) then statement = s end
    end
    if c.req and sys.inherits and not statement then
      open = sys.inherits.unknown ~= nil and "stated" or sys.inherits.complete == false and "incomplete" or nil
    end
    if statement then R, sub, why = inherited(sys, c, statement, q) elseif open then R = U end
    local V = W == T and R or W                       -- W unknown or error hides R
    if V == E then return ret("error", "error") end
    local function theirs(field)                      -- what the provider names, as aws:path
      local out = {}
      for p, a in pairs(sub and sub[field] or {}) do
        local copy = {}
        for k, v in pairs(a) do copy[k] = v end
        if a.path then copy.path = statement.from .. ":" .. p end
        out[statement.from .. ":" .. p] = copy
      end
      return out
    end
    local function answered()
      r.facts, r.evidence = theirs "facts", sub and sub.evidence or {}
    end
    if V == "N" then rests(tree, false); return ret("notapplicable", "function") end
    if V == T then
      r.labels = not statement and M.labels(tree) or {}
      local via = statement and "inherited" or nil
      for l in pairs(r.labels) do if via ~= "relaxation" then via = l:match "^%a+" end end
      if statement then answered() else rests(tree, false) end
      r.via = via or "direct"
      return ret("pass", not statement and not next(r.facts) and "vacuous" or "met")
    elseif V == F then
      if statement then answered() else rests(tree, false) end
      return ret("fail", statement and "inherited" or "not-met")
    end
    r.minimal = true
    local function join(t)
      local set, minimal = M.deciding(t)
      for _, a in pairs(set) do M.add(r.deciding, a) end
      r.minimal = r.minimal and minimal
    end
    if W == U then join(when) end
    if open then M.add(r.deciding, { path = "inherits", state = open }) end
    if statement and R == U then
      for _, a in pairs(theirs "deciding") do M.add(r.deciding, a) end
      if sub and sub.minimal == false then r.minimal = false end
      if not (sub and next(sub.deciding)) then
        M.add(r.deciding, { path = "inherits[" .. c.id .. "]", state = why })
      end
    elseif R == U and not open then join(tree) end
    for _, a in pairs(r.deciding) do if not r.reason or M.RANK[a.state] < M.RANK[r.reason] then r.reason = a.state end end
    return ret("unknown", r.reason)
  end

  local function question(q)                          -- a copy of the question with what the walk over joined ones needs
    local o = {}
    for k, v in pairs(q) do o[k] = v end
    o.visited = {}
    return o
  end

  -- One clause for one bearer, without parties: what the laws are tested on.
  function M.eval(sys, c, bearer, q)
    if not c.bearers[bearer] then return { result = "notselected", reason = "borne-by", owner = c.bearers, deciding = {}, facts = {} } end
    q = question(q)
    q.joined = sys.joined or {}
    return duty(sys, c, bearer, nil, q)
  end

  -- Waivers in force [28].
  local function covers(w, row, sys, asof)
    if w.party and w.party ~= row.party or w.subject and w.subject ~= sys.id then return false end
    if asof < w.from or asof > w.until_ then return false end
    local prefix = w.clause:match "^(.*)%*$"
    return w.clause == row.clause or w.clause == row.control or prefix and row.clause:sub(1, #prefix) == prefix
  end

  -- A control: satisfied, or not and why [27].
  local ORDER = { "fail", "error", "unknown", "notchecked" }
  function M.rollup(rows)
    local seen, passed = {}, false
    for _, row in ipairs(rows) do
      if row.level == "must" then seen[row.result] = true end
    end
    for _, result in ipairs(ORDER) do if seen[result] then return "not-satisfied", result end end
    if seen.pass then return "satisfied", "" end
    return "not-satisfied", seen.notapplicable and "notapplicable" or "none"
  end

  -- Every clause of a policy { clauses = {…}, params, vocabulary, waivers } for every party of a description that bears it.
  -- asked: { asof, joined = { id = description }, bearers = set or nil }.
  function M.report(policy, sys, asked)
    local q = question { asof = asked.asof, params = policy.params, vocabulary = policy.vocabulary, joined = asked.joined or {}, clauses = {} }
    for _, c in ipairs(policy.clauses) do q.clauses[c.id] = c end
    local rows, controls, order = {}, {}, {}
    for _, c in ipairs(policy.clauses) do
      local holders = {}
      for _, p in ipairs(M.inorder(sys.parties or {})) do
        if M.holds(sys, p.id, c.role) then holders[#holders + 1] = p end
      end
      for i = 1, math.max(1, #holders) do
        local r
        local party = holders[i]
        if asked.bearers and not asked.bearers[c.role] then r = { result = "notselected", reason = "borne-by", deciding = {}, facts = {} }
        elseif not party and c.level ~= "may" then     -- nobody holds the role [26]; a clause that does not apply needs nobody [17]
          r = duty(sys, c, c.role, nil, q)
          if r.reason ~= "when" then
            r = { result = "unknown", reason = "absent", deciding = { parties = { path = "parties", state = "absent" } }, facts = {}, minimal = true }
          end
        else r = duty(sys, c, c.role, party, q) end
        r.clause, r.party, r.control, r.level = c.id, party and party.id, c.control, c.level
        r.key = c.id .. (party and "@" .. party.id or "")
        for _, w in ipairs((r.result == "fail" or r.result == "unknown") and policy.waivers or {}) do
          if not r.waiver and covers(w, r, sys, asked.asof) then r.waiver, r.reason = w.id, "waived" end
        end
        rows[#rows + 1] = r
        if not controls[c.control] then controls[c.control] = {}; order[#order + 1] = c.control end
        table.insert(controls[c.control], r)
      end
    end
    local rolled, status = {}, 0
    for i, id in ipairs(order) do
      local state, reason = M.rollup(controls[id])
      rolled[i] = { control = id, state = state, reason = reason }
    end
    for _, r in ipairs(rows) do                       -- exit status [30]
      if r.level == "must" and (r.result == "fail" or r.result == "unknown" or r.result == "error" or r.result == "notchecked") then status = 2 end
    end
    return rows, rolled, status
  end
end
