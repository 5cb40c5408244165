-- One requirement in two checks, and one written twice, are one.
local both = demand { "a", alternative "x" { "b" } }
check "first" { both }
check "second" { both, "c" }
check "third" { demand { "a", alternative "x" { "b" } } }
--> first (demand (flag a) (alternative alternative:x (flag b)))
--> second (all (demand (flag a) (alternative alternative:x (flag b))) (flag c))
--> third (demand (flag a) (alternative alternative:x (flag b)))
