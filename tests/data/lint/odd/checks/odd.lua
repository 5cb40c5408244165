-- Every rule of lint once, beside what it leaves alone.
local dated = within("seen", "1y")
check "odd.o1.dated.customer" { dated }
check "odd.o1.dated-again.customer" { dated }
check "odd.o1.dated-named.customer" { dated }
check "odd.o1.dated-unsaid.customer" { dated }
check "odd.o1.stale.customer" { within("begun", "1y") }
check "odd.o1.listed.customer" { each "suppliers" { ".good" } }
check "odd.o1.listed-again.customer" { each "suppliers" { ".good" } }
check "odd.o1.excluded.customer" { any { "a", no { "a" } }, within("seen", "2y") }
check "odd.o1.compared.customer" { any { ge("size", 3), lt("size", 3) } }
check "odd.o1.apart.customer" { any { "b", no { "c" }, ge("size", 3), lt("size", 2) } }
check "odd.o1.restore-test.customer" { "restore_test.done", within("seen", "3y") }
check "odd.o1.restore-report.customer" { "backup.restore_report.done", within("seen", "4y") }
check "odd.o1.numbered.customer" { ge("answers_o1", 1) }
check "odd.o1.shared-fact.customer" { "shared_fact.done", ge("size", 7) }
check "odd.o1.function.customer" (function (ctx)
  return ctx.get "size" > 1 and ctx.get("sise") > 2 and ctx.count("parties[].id") > 0
end)
check "odd.o1.bare.customer" { "d" }
check "odd.o1.bare-too.customer" { no { "d" }, "b", "shared_fact.done" }
check "odd.o1.message.customer" { message = { en = "not so" }, ge("size", 4) }
check "odd.o1.untitled.customer" { ge("size", 5) }
check "odd.o1.half-titled.customer" { ge("size", 6) }
check "odd.o1.unborne.customer" { ge("size", 8) }
check "odd.o1.allowed.customer" { "d" }
