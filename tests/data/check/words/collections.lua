check "each" { each "l" { ".a", ".b" } }
check "each-where" { each "l" { where = eq(".k", "x"), ".a" } }
check "some" { some "l" { ".a" } }
check "exists" { exists "l", exists "m" { ".a" }, exists "n" { where = ".b", ".a" } }
check "count" { at_least(2, "l") { where = ".k", ".a" }, at_least(3, "m") {} }
check "nested" { each "l" { given "..f" { each ".m" { ge(".n", fact "..k") } } } }
--> each (each l (all (flag .a) (flag .b)))
--> each-where (each l where:(eq .k 'x') (flag .a))
--> some (some l (flag .a))
--> exists (all (some l (all)) (some m (flag .a)) (some n where:(flag .b) (flag .a)))
--> count (all (at_least 2 l where:(flag .k) (flag .a)) (at_least 3 m (all)))
--> nested (each l (given guard:(flag ..f) (each .m (ge .n fact:..k))))
