check "1" (function (ctx) return ctx.optional "gone" == nil end)
check "2" (function (ctx) return ctx.optional "said" == nil and ctx.optional "old" == nil end)
check "3" (function (ctx) return ctx.optional "number" == 42 end)
check "4" (function (ctx) return #ctx.optional "some_sites" == 2 and ctx.optional "lost_sites" == nil end)
check "5" (function (ctx) return ctx.optional("some_sites")[2].open end)
check "6" (function (ctx) return ctx.optional "nowhere" end)
--> pass
--> pass
--> pass
--> pass
--> unknown absent some_sites[b].open
--> error error: line 6: the vocabulary has no fact nowhere
