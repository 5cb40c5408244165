check "count" (function (ctx) return ctx.count("sites", function (s) return s.open end) == 1 end)
check "count-not-whole" (function (ctx) return ctx.count("some_sites", function (s) return true end) == 2 end)
check "count-missing" (function (ctx) return ctx.count("sites", function (s) return s.cooling.installed > 0 end) == 1 end)
check "count-nil" (function (ctx) return ctx.count("sites", function (s) s.open = nil end) == 1 end)
check "count-no-answer" (function (ctx) return ctx.count("sites", function (s) end) == 1 end)
check "count-none" (function (ctx) return ctx.count("no_sites", function (s) return true end) == 0 end)
check "count-set" (function (ctx) return ctx.count("kinds", function (k) return k > "a" end) == 2 end)
check "some-true" (function (ctx) return ctx.some("some_sites", function (s) return s.open end) end)
check "some-open-list" (function (ctx) return ctx.some("some_sites", function (s) return s.id == "c" end) end)
check "some-missing" (function (ctx) return ctx.some("some_sites", function (s) return not s.open end) end)
check "some-false" (function (ctx) return ctx.some("sites", function (s) return s.size > 50 end) end)
check "some-none" (function (ctx) return ctx.some("no_sites", function (s) return true end) end)
check "some-lost" (function (ctx) return ctx.some("lost_sites", function (s) return true end) end)
check "each-false" (function (ctx) return ctx.each("some_sites", function (s) return not s.open end) end)
check "each-missing" (function (ctx) return ctx.each("some_sites", function (s) return s.open end) end)
check "each-true" (function (ctx) return ctx.each("sites", function (s) return s.size > 5 end) end)
check "each-none" (function (ctx) return ctx.each("no_sites", function (s) return false end) end)
check "each-broken" (function (ctx) return ctx.each("sites", function (s) return s.size > 15 or error("broken") end) end)
check "each-broken-and-false" (function (ctx) return ctx.each("sites", function (s) if s.size > 15 then error("broken") end return false end) end)
check "each-broken-and-missing" (function (ctx) return ctx.each("sites", function (s) if s.size < 15 then error("broken") end return s.cooling.installed > 0 end) end)
check "each-no-answer" (function (ctx) return ctx.each("sites", function (s) return 1 end) end)
check "each-caught" (function (ctx) return ctx.each("some_sites", function (s) pcall(function () return s.open and error("x") end) return true end) end)
check "nested" (function (ctx)
  return ctx.each("sites", function (s)
    if s.id == "east" then return true end
    local locked = 0
    for _, r in ipairs(s.rooms) do if r.locked then locked = locked + 1 end end
    return locked == 1
  end)
end)
check "some-in-each" (function (ctx) return ctx.each("sites", function (s) return ctx.some("some_sites", function (o) return o.open end) end) end)
check "goes-on-after-missing" (function (ctx)
  local seen = 0
  local ok = ctx.some("some_sites", function (s) seen = seen + 1; return s.open == (seen == 1) end)
  return ok and seen == 2
end)
--> pass
--> unknown incomplete some_sites
--> unknown absent sites[east].cooling.installed
--> error error: line 4: facts can't be changed
--> error error: line 5: the function in ctx.count gave nil, not true or false
--> pass
--> pass
--> pass
--> unknown incomplete some_sites
--> unknown absent some_sites[b].open
--> fail
--> fail
--> unknown absent lost_sites
--> fail
--> unknown absent some_sites[b].open
--> pass
--> pass
--> error error: line 18: broken
--> fail
--> unknown absent sites[east].cooling.installed
--> error error: the function in ctx.some or ctx.each gave a number, not true or false
--> unknown absent some_sites[b].open
--> pass
--> pass
--> pass
