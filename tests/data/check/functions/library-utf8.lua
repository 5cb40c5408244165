check "1" (function (ctx) return utf8.char(26085, 26412) == "日本" and utf8.char() == "" and utf8.char(65, 233, 128512) == "Aé😀" end)
check "2" (function (ctx) return utf8.char(0xd800) end)
check "3" (function (ctx) return utf8.len("日本") == 2 and utf8.len("") == 0 and utf8.len("日本", 4) == 1 and utf8.len("日本", -3) == 1 end)
check "4" (function (ctx) local n, at = utf8.len("a\xff"); return n == nil and at == 2 end)
check "5" (function (ctx) local a, b = utf8.codepoint("日本", 1, -1); return a == 26085 and b == 26412 end)
check "6" (function (ctx) return utf8.codepoint("\xff") end)
check "7" (function (ctx) local out = {}; for p, c in utf8.codes("a日b") do out[#out + 1] = p .. ":" .. c end; return table.concat(out, " ") == "1:97 2:26085 5:98" end)
check "8" (function (ctx) for p, c in utf8.codes("a\x80b") do end end)
check "9" (function (ctx) local n = 0; for c in ("日本x"):gmatch(utf8.charpattern) do n = n + 1 end; return n == 3 end)
check "10" (function (ctx) return utf8.offset end)
--> pass
--> error error: line 2: bad argument #1 to 'char' (no character has this number)
--> pass
--> pass
--> pass
--> error error: line 6: not UTF-8
--> pass
--> error error: line 8: not UTF-8
--> pass
--> error error: returned nil, which is no result: return true, false or a result of ctx
