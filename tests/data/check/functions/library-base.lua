-- The basic functions, as Lua has them but for what the manual of checks says.
check "1" (function (ctx) return type(nil) == "nil" and type("") == "string" and type({}) == "table" and type(type) == "function" and type(ctx) == "userdata" end)
check "2" (function (ctx) return tostring(1) == "1" and tostring(1.5) == "1.5" and tostring(2^53) == "9.007199254741e+15" and tostring(-0.0) == "-0.0" end)
check "3" (function (ctx) return tostring(nil) == "nil" and tostring(true) == "true" and tostring("x") == "x" end)
check "4" (function (ctx) return tostring({}) == "table" and tostring(type) == "function" and tostring(ctx) == "userdata" end)
check "5" (function (ctx) return tostring(0/0) == "nan" and tostring(-(0/0)) == "nan" and tostring(1/0) == "inf" and tostring(math.mininteger) == "-9223372036854775808" end)
check "6" (function (ctx) return tonumber("10") == 10 and tonumber(" 0x10 ") == 16 and tonumber("1e2") == 100.0 and tonumber("1,5") == nil and tonumber("") == nil and tonumber({}) == nil end)
check "7" (function (ctx) return tonumber("ff", 16) == 255 and tonumber("-zz", 36) == -1295 and tonumber("8", 8) == nil and tonumber("7\0", 8) == nil and tonumber(" 11 ", 2) == 3 end)
check "8" (function (ctx) return select("#") == 0 and select("#", nil, nil) == 2 and select(2, "a", "b") == "b" and select(-1, "a", "b") == "b" end)
check "9" (function (ctx) return select(0, 1) end)
check "10" (function (ctx) return (assert(1 == 1, "no")) and select("#", assert(1, 2)) == 2 end)
check "11" (function (ctx) return assert(nil, "said so") end)
check "12" (function (ctx) return assert(false) end)
check "13" (function (ctx) local ok, e = pcall(error, "x", 0); return not ok and e == "x" end)
check "14" (function (ctx) local ok, e = pcall(function () error("x") end); return not ok and e == "check:15: x" end)
check "15" (function (ctx) local ok, a, b = pcall(function (...) return ... end, 1, 2); return ok and a == 1 and b == 2 end)
check "16" (function (ctx) local ok, e = pcall(nil); return not ok and e == "attempt to call a nil value" end)
check "17" (function (ctx) local ok, e = pcall(error, ("x"):rep(10000), 0); return #e == 4096 end)
check "18" (function (ctx) local ok, e = pcall(error); return e == "an error that is nil" end)
check "19" (function (ctx) local depth = 0; local function f() depth = depth + 1; return pcall(f) end; f(); return depth == 100 end)
check "20" (function (ctx)
  local t, out = { 3, 2, x = 1, [10] = 5, [-1] = 6, [2.5] = 7, b = 8, [true] = 9, [false] = 0 }, {}
  for k, v in pairs(t) do out[#out + 1] = tostring(k) .. "=" .. v end
  return table.concat(out, " ") == "1=3 2=2 -1=6 2.5=7 10=5 b=8 x=1 false=0 true=9"
end)
check "21" (function (ctx)
  local t, seen = { a = 1, b = 2, c = 3 }, 0
  for k in pairs(t) do t[k] = nil; t.b = nil; seen = seen + 1 end
  return seen == 2 and next(t) == nil
end)
check "22" (function (ctx) return pairs({ [{}] = 1 }) end)
check "23" (function (ctx)
  local t, out, k, v = { 1, 2, z = 3, y = 4 }, {}, nil, nil
  repeat k, v = next(t, k); out[#out + 1] = tostring(k) .. tostring(v) until k == nil
  return table.concat(out, " ") == "11 22 y4 z3 nilnil"
end)
check "24" (function (ctx) local n = 0; for i, v in ipairs { 1, 2, nil, 4 } do n = n + v end; return n == 3 end)
check "25" (function (ctx) local f = frozen { 1, 2, x = { y = 3 } }; return #f == 2 and f.x.y == 3 and f[2] == 2 and f.z == nil end)
check "26" (function (ctx) local f = frozen { 1 }; f[1] = 2 end)
check "27" (function (ctx) local f = frozen { x = { 1 } }; f.x[2] = 2 end)
check "28" (function (ctx) local n, f = 0, frozen { 5, 6, a = 7 }; for k, v in pairs(f) do n = n + v end; for _, v in ipairs(f) do n = n + v end; return n == 29 and next(f) == 1 and table.unpack(f, 2) == 6 and table.concat(f, "-") == "5-6" end)
check "29" (function (ctx) return table.sort(frozen { 2, 1 }) end)
check "30" (function (ctx) local t = {}; t.t = t; return frozen(t) end)
check "31" (function (ctx) return #"日本" == 6 and "a" < "b" and "Z" < "a" and "ab" < "b" and "\xff" > "a" end)
check "32" (function (ctx) return ("x").upper == string.upper and ("x").nothing == nil and pcall(function () return getmetatable("") end) == false end)
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> error error: line 10: bad argument #1 to 'select' (index out of range)
--> pass
--> error error: said so
--> error error: line 13: assertion failed
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> error error: line 31: a table as a key has no place in an order
--> pass
--> pass
--> pass
--> error error: line 39: a frozen table can't be changed
--> error error: line 40: a frozen table can't be changed
--> pass
--> error error: line 42: bad argument #1 to 'sort' (this table can't be changed)
--> error error: line 43: tables nest too deeply to be frozen
--> pass
--> pass
