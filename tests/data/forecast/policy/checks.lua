-- A check for each way in which the day matters.
check "t.flag.customer" { flag("on", { max_age = param "age" }) }
check "t.flag.provider" { "party.on" }
check "t.within.customer" { within("tested", "1m") }
check "t.evidence.customer" { evidence { kind = { "report" }, about = "rooms", max_age = "1y" } }
check "t.contract.customer" { contract { with = "provider", has = { "audit" } } }
check "t.judged.customer" { judged("importance", { "low" }) }
check "t.list.customer" { each "rooms" { ".locked" } }
check "t.function.customer" (function (ctx)
    local age = ctx.days_since(ctx.get "tested")
    if age > 60 then return ctx.fail { en = "too long ago", ja = "古い" } end
    return age <= 45 or ctx.notapplicable { en = "between", ja = "間" }
end)
check "t.reads.customer" (function (ctx) return ctx.get "fresh" end)
check "t.when.customer" { when = "applies", "on" }
check "t.demand.customer" {
    demand { "fresh", alternative "instead" { any { "off", within("tested", "2m") } } },
}
check "t.order.customer" { not_after("tested", "due") }
check "t.pair.customer" { within("tested", "1m"), "fresh" }
check "t.waived.customer" { "off" }
check "t.open.customer" { flag "applies" }
