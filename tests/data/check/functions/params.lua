check "1" (function (ctx) return ctx.param "days" == 30 and math.type(ctx.param "days") == "integer" end)
check "2" (function (ctx) return ctx.param "on" == true and ctx.param "ratio" == 0.5 and ctx.param "period" == "90d" end)
check "3" (function (ctx) return table.concat(ctx.param "kinds", ",") == "a,b" end)
check "4" (function (ctx) return ctx.param "age" end)
check "5" (function (ctx) return ctx.param "nothing" end)
check "6" (function (ctx) pcall(ctx.param, "age") return true end)
--> pass
--> pass
--> pass
--> unknown unset param:age
--> error error: line 5: no param 'nothing'
--> unknown unset param:age
