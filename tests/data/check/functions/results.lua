-- What a function may return, and what it may not.
check "1" (function (ctx) return true end)
check "2" (function (ctx) return false end)
check "3" (function (ctx) return ctx.pass() end)
check "4" (function (ctx) return ctx.pass { ja = "よし", en = "Fine" } end)
check "5" (function (ctx) return ctx.fail { ja = "だめ", en = "Bad", site = "north", wanted = 2, left = 1.5, last = true } end)
check "6" (function (ctx) return ctx.unknown { en = "Ask again" } end)
check "7" (function (ctx) return ctx.notapplicable { en = "None" } end)
check "8" (function (ctx) return 1 == 1 or ctx.fail() end)
check "9" (function (ctx) return nil end)
check "10" (function (ctx) end)
check "11" (function (ctx) return "pass" end)
check "12" (function (ctx) return "a\n\0\xff" .. ("x"):rep(200) end)
check "13" (function (ctx) return 1 end)
check "14" (function (ctx) return { status = "pass" } end)
check "15" (function (ctx) return ctx end)
check "16" (function (ctx) return true, true end)
check "17" (function (ctx) return ctx.fail "text" end)
check "18" (function (ctx) return ctx.fail { "text" } end)
check "19" (function (ctx) return ctx.fail { ja = 1 } end)
check "20" (function (ctx) return ctx.fail { what = {} } end)
check "21" (function (ctx) return ctx.fail end)
check "22" (function (ctx) return ctx.fail { en = "two\nlines" } end)
check "23" (function (ctx) return print("x") end)
check "24" (function (ctx) error("mine") end)
check "25" (function (ctx) error { code = 1 } end)
check "26" (function (ctx) local x = nil; return x.y end)
check "27" (function (ctx) return ctx.fial { } end)
check "28" (function (ctx) ctx.get = 1 end)
check "29" (function (ctx) x = 1 end)
check "30" (function (ctx) return flag "a" end)
--> pass
--> fail
--> pass
--> pass ja:よし en:Fine
--> fail ja:だめ en:Bad last=true left=1.5 site=north wanted=2
--> unknown stated function en:Ask again
--> notapplicable en:None
--> pass
--> error error: returned nil, which is no result: return true, false or a result of ctx
--> error error: returned nothing: return true, false or a result of ctx
--> error error: returned the text 'pass', which is no result: return true, false or a result of ctx
--> error error: returned the text 'a  ?xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…', which is no result: return true, false or a result of ctx
--> error error: returned 1, which is no result: return true, false or a result of ctx
--> error error: returned a table, which is no result: return true, false or a result of ctx
--> error error: returned ctx, which is no result: return true, false or a result of ctx
--> error error: returned 2 values, not one
--> error error: line 18: ctx.fail takes { ja = …, en = … }
--> error error: line 19: ctx.fail { … } has named entries only
--> error error: line 20: ctx.fail: ja is a text, not a number
--> error error: line 21: ctx.fail: a table can't be reported
--> error error: returned a function, which is no result: return true, false or a result of ctx
--> fail en:two lines
--> error error: line 24: unknown word 'print'
--> error error: line 25: mine
--> error error: line 26: an error that is a table
--> error error: line 27: attempt to index a nil value (local 'x')
--> error error: line 28: ctx has no 'fial'
--> error error: line 29: ctx can't be changed
--> error error: line 30: 'x' is set as a global: write local before it
--> error error: line 31: flag builds requirements while the file is loaded; a function reads facts by ctx
