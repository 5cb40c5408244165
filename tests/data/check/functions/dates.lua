check "1" (function (ctx) return ctx.as_of == "2026-04-01" end)
check "2" (function (ctx) return ctx.days_since(ctx.get "day") == 31 end)
check "3" (function (ctx) return ctx.days_between("2026-03-01", "2026-02-28") == -1 end)
check "4" (function (ctx) return ctx.days_since("2026-02-30") end)
check "5" (function (ctx) return ctx.days_since(nil) end)
check "6" (function (ctx) return ctx.days_between("2026-03-01") end)
check "7" (function (ctx) return ctx.days_since(ctx.get "gone") end)
--> pass
--> pass
--> pass
--> error error: line 4: ctx.days_since: this is no date such as 2026-04-01
--> error error: line 5: ctx.days_since takes a date, not nil
--> error error: line 6: ctx.days_between takes a date, not nil
--> unknown absent gone
