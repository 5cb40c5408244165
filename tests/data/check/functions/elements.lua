check "1" (function (ctx)
  local names = {}
  for i, site in ipairs(ctx.list "sites") do names[i] = site.id .. site.size end
  return table.concat(names, ",") == "east20,north10"
end)
check "2" (function (ctx)
  for _, site in ipairs(ctx.list "sites") do
    if site.cooling.installed < site.cooling.needed then return false end
  end
  return true
end)
check "3" (function (ctx) return ctx.list("sites")[2].rooms[2].id == "r2" and not ctx.list("sites")[2].rooms[2].locked end)
check "4" (function (ctx) return ctx.list("sites")[1].rooms end)
check "5" (function (ctx) return ctx.list "some_sites" end)
check "6" (function (ctx) return #ctx.list "no_sites" == 0 end)
check "7" (function (ctx) return ctx.list "lost_sites" end)
check "8" (function (ctx) return ctx.list "number" end)
check "9" (function (ctx) return ctx.list("sites")[1].opne end)
check "10" (function (ctx) return ctx.list("sites")[1][1] end)
check "11" (function (ctx) ctx.list("sites")[1].open = true end)
check "12" (function (ctx) return ctx.list("sites")[1] == ctx.list("sites")[1] and ctx.list("sites")[1] ~= ctx.list("sites")[2] end)
check "13" (function (ctx) return pairs(ctx.list("sites")[1]) end)
check "14" (function (ctx) return table.concat(ctx.list("sites")[2].tags) == "xy" end)
check "15" (function (ctx) return ctx.list("sites")[1].tags end)
check "16" (function (ctx) return ctx.list("sites")[1]["a\0b"] end)
check "17" (function (ctx) return ctx.list("sites")[1][("x"):rep(300)] end)
--> pass
--> unknown absent sites[east].cooling.installed
--> pass
--> unknown incomplete sites[east].rooms
--> unknown incomplete some_sites
--> pass
--> unknown absent lost_sites
--> error error: line 17: 'number' is no list
--> error error: line 18: the vocabulary has no fact sites[].opne; did you mean sites[].open?
--> error error: line 19: an element has named fields, no a number
--> error error: line 20: facts can't be changed
--> pass
--> error error: line 22: bad argument #1 to 'pairs' (table expected, got record)
--> pass
--> unknown absent sites[east].tags
--> error error: line 25: 'a' is no field's name
--> error error: line 26: a name of 300 characters is none of a field
