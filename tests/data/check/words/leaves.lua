check "flag" { flag("a.b2", { max_age = "90d" }), flag("c", { max_age = param "age" }), param "on" }
check "compare" {
  eq("a", "x"), ne("a", true), ge("n", 3), le("n", 2.5), gt("n", fact ".m"), lt("n", param "p"),
  one_of("k", { "x", 1, false }), one_of("k", param "kinds"), eq("a", "y", { max_age = "1y" }),
}
check "dates" { within("d", "6m"), within(".d", param "p"), not_after("a", "..b"), not_after("a", fact "c") }
check "sets" { has("s", "item"), covers("s", { "x", "y" }), covers("s", fact "party.t"), covers("s", param "q") }
check "judged" { judged("importance", { "low", "medium" }) }
--> flag (all (flag a.b2 max_age:'90d') (flag c max_age:param:age) (param on))
--> compare (all (eq a 'x') (ne a true) (ge n 3) (le n 2.5) (gt n fact:.m) (lt n param:p) (one_of k {'x' 1 false}) (one_of k param:kinds) (eq a 'y' max_age:'1y'))
--> dates (all (within d '6m') (within .d param:p) (not_after a fact:..b) (not_after a fact:c))
--> sets (all (has s item:item) (covers s {'x' 'y'}) (covers s fact:party.t) (covers s param:q))
--> judged (judged importance names:low,medium)
