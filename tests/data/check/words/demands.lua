check "demand" {
  demand {
    "a",
    alternative "x" { "b", "c" },
    "d",
    relaxation "y" { guard = judged("importance", { "low" }), nothing },
    floor = "f",
  },
}
check "titled" {
  all {
    demand { "a", alternative "x" { title = { en = "an x" }, "b" } },
    demand {
      "c",
      alternative "x" { title = { en = "an x" }, "d" },
      relaxation "y" { title = { ja = "緩和", en = "a y" }, guard = "g", nothing },
    },
  },
}
check "short" { demand { "a", alternative "x" { "b" } } }
check "given" { given "g" { "a", "b" } }
check "given-tree" { given(any { "g", "h" }) { "a" } }
check "such-as" { such_as { "a", "b", other = "o" } }
--> demand (demand floor:(flag f) (all (flag a) (flag d)) (alternative alternative:x (all (flag b) (flag c))) (relaxation relaxation:y guard:(judged importance names:low) (all)))
--> titled (all (demand (flag a) (alternative alternative:x en:an x (flag b))) (demand (flag c) (alternative alternative:x en:an x (flag d)) (relaxation relaxation:y ja:緩和 en:a y guard:(flag g) (all))))
--> titled alternative:x: - / an x
--> titled relaxation:y: 緩和 / a y
--> short (demand (flag a) (alternative alternative:x (flag b)))
--> given (given guard:(flag g) (all (flag a) (flag b)))
--> given-tree (given guard:(any (flag g) (flag h)) (flag a))
--> such-as (any (flag a) (flag b) (flag o))
