-- A check for each kind of result.
check "t.1.customer" { "on" }
check "t.1.provider" { "party.on" }
check "t.1.should.customer" { eq("open", 0) }
check "t.1.may.customer" { "on" }
check "t.1.1.customer" { each "rooms" { ".locked", where = ge(".keys", 1) } }
check "t.2.customer" { when = "applies", "on" }
check "t.2.operator" { "party.on" }
check "t.3.customer" {
    demand {
        within("tested", param "period"),
        alternative "locked" {
            title = { ja = "施錠した部屋", en = "a room that is locked" },
            some "rooms" { ".locked" },
        },
        relaxation "low" { guard = judged("importance", { "low" }), nothing },
    },
}
check "t.3.evidence.customer" { evidence { kind = { "report" }, about = "rooms" } }
check "t.3.function.customer" (function (ctx)
    local keys = 0
    for _, room in ipairs(ctx.list "rooms") do keys = keys + room.keys end
    if keys == 0 then return ctx.notapplicable { en = "no keys", ja = "鍵なし" } end
    return keys < 10 or ctx.fail {
        en = "too many keys", ja = "鍵が多い", keys = keys, whole = true }
end)
check "t.3.limit.customer" { le("open", param "limit") }
check "t.4.broken.customer" (function () return 7 end)
check "t.4.endless.customer" (function () while true do end end)
check "t.4.greedy.customer" (function ()
    local t = {}
    for i = 1, 100000 do t[i] = i end
    return true
end)
check "u.1.customer" { "on" }
