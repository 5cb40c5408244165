check "t.1.customer" { "on" }
check "t.1.provider" { "party.on" }
check "t.2.customer" {
    demand {
        within("tested", param "period"),
        alternative "locked" { title = { ja = "施錠", en = "locked" }, some "rooms" { ".locked" } },
        relaxation "low" { guard = judged("importance", { "low" }), nothing },
    },
}
check "t.2.rooms.customer" {
    each "rooms" { le(".keys", param "limit"), where = ge(".keys", 1) },
}
check "t.2.fn.customer" (function (ctx)
    local keys, names = 0, {}
    for i = 1, 1 do
        local room = ctx.list("rooms")[i]
        keys, names[i] = keys + room.keys, room.id:upper():gsub("A", "%0!")
    end
    table.sort(names)
    return ctx.days_since(ctx.get "tested") < 400 and keys < 2
        or ctx.fail { en = "keys: " .. table.concat(names, ", "), ja = ("鍵 %d"):format(keys), keys = keys }
end)
check "t.2.evidence.customer" { evidence { kind = { "report" }, about = "rooms" } }
check "t.2.waived.customer" { has("kinds", "b"), message = { ja = "bがない", en = "no b" } }
