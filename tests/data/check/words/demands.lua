check "demand" {
  demand {
    "a",
    alternative "x" { "b", "c" },
    "d",
    relaxation "y" { guard = judged("importance", { "low" }), nothing },
    floor = "f",
  },
}
check "short" { demand { "a", alternative "x" { "b" } } }
check "given" { given "g" { "a", "b" } }
check "given-tree" { given(any { "g", "h" }) { "a" } }
check "such-as" { such_as { "a", "b", other = "o" } }
--> demand (demand floor:(flag f) (all (flag a) (flag d)) (alternative alternative:x (all (flag b) (flag c))) (relaxation relaxation:y guard:(judged importance names:low) (all)))
--> short (demand (flag a) (alternative alternative:x (flag b)))
--> given (given guard:(flag g) (all (flag a) (flag b)))
--> given-tree (given guard:(any (flag g) (flag h)) (flag a))
--> such-as (any (flag a) (flag b) (flag o))
