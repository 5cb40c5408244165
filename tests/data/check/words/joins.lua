-- Braces, bare texts, and one thing in place of braces.
check "all" { all { "a", flag "b" } }
check "any" { any { "a", "b", "c" } }
check "no-one" { no "a" }
check "no-some" { no { "a", "b" } }
check "braces-mean-all" { "a", "b" }
check "one" { "a" }
check "bare" "a"
check "handle" (flag "a")
check "empty" { all {}, any {} }
check "count" { at_least(2) { "a", "b", "c" } }
--> all (all (flag a) (flag b))
--> any (any (flag a) (flag b) (flag c))
--> no-one (no (flag a))
--> no-some (no (any (flag a) (flag b)))
--> braces-mean-all (all (flag a) (flag b))
--> one (flag a)
--> bare (flag a)
--> handle (flag a)
--> empty (all (all) (any))
--> count (at_least 2 (flag a) (flag b) (flag c))
