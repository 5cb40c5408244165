check "1" (function (ctx) return ctx.get "yes" end)
check "2" (function (ctx) return ctx.get "no" end)
check "3" (function (ctx) return ctx.get "gone" end)
check "4" (function (ctx) return ctx.get "said" end)
check "5" (function (ctx) return ctx.get "old" end)
check "6" (function (ctx) return ctx.get "number" == 42 and math.type(ctx.get "number") == "integer" end)
check "7" (function (ctx) return ctx.get "ratio" == 2.5 and ctx.get "name" == "日本" and ctx.get "day" == "2026-03-01" end)
check "8" (function (ctx) return table.concat(ctx.get "kinds") == "abc" and #ctx.list "kinds" == 3 end)
check "9" (function (ctx) return ctx.get "part_of_kinds" end)
check "10" (function (ctx) local plant = ctx.get "plant"; return plant.pumps == 3 and plant.spare.parts == 7 end)
check "11" (function (ctx) return ctx.get("plant").tanks > 0 end)
check "12" (function (ctx) return ctx.get "plnat.pumps" end)
check "13" (function (ctx) return pcall(ctx.get, "plnat.pumps") end)
check "14" (function (ctx) pcall(ctx.get, "gone"); return true end)
check "15" (function (ctx) while true do pcall(function () return ctx.get "gone" end) end end)
check "16" (function (ctx) return ctx.get(".open") end)
check "17" (function (ctx) return ctx.get(42) end)
check "18" (function (ctx) return ctx:get("yes") end)
check "19" (function (ctx) return ctx.get("sites")[1].id == "east" end)
check "20" (function (ctx) return ctx.get "party.id" == "bank" and ctx.get "party.name" == "Bank" end)
check "21" (function (ctx) return ctx.get "party.regions" end)
check "22" (function (ctx) return ctx.get("parties")[1].roles[1] == "customer" end)
--> pass
--> fail
--> unknown absent gone
--> unknown stated said
--> unknown stale old
--> pass
--> pass
--> pass
--> unknown incomplete part_of_kinds
--> pass
--> unknown absent plant.tanks
--> error error: line 12: the vocabulary has no fact plnat.pumps; did you mean plant.pumps?
--> error error: the vocabulary has no fact plnat.pumps; did you mean plant.pumps?
--> unknown absent gone
--> unknown absent gone
--> error error: line 16: .open is the path of an element, but stands in no such list
--> error error: line 17: ctx.get takes a name, not a number
--> error error: line 18: write ctx.get, with a dot
--> pass
--> pass
--> error error: line 21: the vocabulary has no fact parties[].regions; did you mean parties[].roles?
--> pass
