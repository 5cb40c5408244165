check "1" (function (ctx) local t = { 1, 3 }; table.insert(t, 4); table.insert(t, 2, 2); return table.concat(t) == "1234" end)
check "2" (function (ctx) local t = { 1, 2, 3 }; return table.remove(t) == 3 and table.remove(t, 1) == 1 and #t == 1 and table.remove({}) == nil end)
check "3" (function (ctx) return table.insert({}, 5, 1) end)
check "4" (function (ctx) return table.remove({ 1 }, 5) end)
check "5" (function (ctx) return table.concat({ 1, "b", 2.5 }, ",") == "1,b,2.5" and table.concat({}) == "" and table.concat({ 1, 2, 3 }, "", 2, 3) == "23" end)
check "6" (function (ctx) return table.concat({ {} }) end)
check "7" (function (ctx) return table.concat({ 1 }, "", 1, 3) end)
check "8" (function (ctx) local t = { 3, 1, 2 }; table.sort(t); return table.concat(t) == "123" end)
check "9" (function (ctx) local t = { "b", "A", "a", "B", "_" }; table.sort(t); return table.concat(t) == "AB_ab" end)
check "10" (function (ctx) local t = {}; for i = 1, 100 do t[i] = { i % 3, i } end; table.sort(t, function (a, b) return a[1] < b[1] end); for i = 2, 100 do if t[i - 1][1] > t[i][1] or t[i - 1][1] == t[i][1] and t[i - 1][2] > t[i][2] then return false end end return true end)
check "11" (function (ctx) local t = { 5, 3, 4 }; table.sort(t, function (a, b) return true end); return #t == 3 end)
check "12" (function (ctx) return table.sort({ 1, "a" }) end)
check "13" (function (ctx) return table.sort({ 2, 1 }, math.max) end)
check "14" (function (ctx) local t = { 3, 1, 2 }; table.sort(t, function (a, b) t[1] = nil; return a < b end); return table.concat(t) == "123" end)
check "15" (function (ctx) local a, b, c = table.unpack({ 1, 2 }); return a == 1 and b == 2 and c == nil and select("#", table.unpack({}, 1, 3)) == 3 end)
check "16" (function (ctx) return table.unpack({}, 1, 1e8) end)
check "17" (function (ctx) return select("#", table.unpack({}, 1, 1000)) == 1000 and pcall(table.unpack, {}, 1, 1001) == false end)
check "18" (function (ctx) local p = table.pack(1, nil, 3); return p.n == 3 and p[1] == 1 and p[2] == nil and p[3] == 3 end)
check "19" (function (ctx) return table.move end)
check "20" (function (ctx) return table.concat(5) end)
--> pass
--> pass
--> error error: line 3: bad argument #2 to 'insert' (position out of bounds)
--> error error: line 4: bad argument #2 to 'remove' (position out of bounds)
--> pass
--> error error: line 6: entry 1 is a table, which has no text
--> error error: line 7: entry 2 is nil, which has no text
--> pass
--> pass
--> pass
--> pass
--> error error: attempt to compare string with number
--> error error: line 13: bad argument #2 to 'sort' (a function of the file's own expected)
--> pass
--> pass
--> error error: line 16: bad argument #3 to 'unpack' (position out of bounds)
--> pass
--> pass
--> error error: returned nil, which is no result: return true, false or a result of ctx
--> error error: line 20: bad argument #1 to 'concat' (table expected, got number)
