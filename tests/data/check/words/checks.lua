check "when" { when = exists "l", "a" }
check "message" { message = { ja = "だめ", en = "No" }, "a" }
check "whole" (function (ctx) return true end)
check "whole-when" { when = "w", fn (function (ctx) return true end) }
check "part" { "a", fn (function (ctx) return true end) }
--> when when:(some l (all)) (flag a)
--> message ja:だめ en:No (flag a)
--> whole whole (fn 0)
--> whole-when when:(flag w) whole (fn 1)
--> part (all (flag a) (fn 2))
