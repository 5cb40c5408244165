check "1" (function (ctx) return math.abs(-3) == 3 and math.abs(-2.5) == 2.5 and math.abs(math.mininteger) == math.mininteger end)
check "2" (function (ctx) return math.ceil(1.2) == 2 and math.floor(-1.2) == -2 and math.type(math.floor(3.7)) == "integer" and math.floor(5) == 5 and math.ceil(1e300) == 1e300 end)
check "3" (function (ctx) return math.max(1, 5, 3) == 5 and math.min(2, 1.5) == 1.5 end)
check "4" (function (ctx) return math.max() end)
check "5" (function (ctx) return math.fmod(7, 3) == 1 and math.fmod(-7, 3) == -1 and math.fmod(7.5, 2) == 1.5 and math.fmod(math.mininteger, -1) == 0 end)
check "6" (function (ctx) return math.fmod(1, 0) end)
check "7" (function (ctx) local a, b = math.modf(3.25); local c, d = math.modf(-1/0); return a == 3.0 and b == 0.25 and c == -1/0 and d == 0.0 end)
check "8" (function (ctx) return math.tointeger(3.0) == 3 and math.tointeger(3.5) == nil and math.tointeger("8") == nil end)
check "9" (function (ctx) return math.type(1) == "integer" and math.type(1.0) == "float" and math.type("1") == nil end)
check "10" (function (ctx) return math.ult(1, -1) and not math.ult(-1, 1) end)
check "11" (function (ctx) return math.maxinteger + 1 == math.mininteger and math.huge > math.maxinteger and math.pi > 3.14 end)
check "12" (function (ctx) return math.random end)
check "13" (function (ctx) return math.sin(1) end)
check "14" (function (ctx) return 7 // 2 == 3 and -7 // 2 == -4 and 7 % -3 == -2 and 2^10 == 1024.0 and 1 << 62 == 0x4000000000000000 and 5 // 0.0 == math.huge end)
check "15" (function (ctx) return 1 // 0 end)
--> pass
--> pass
--> pass
--> error error: line 4: bad argument #1 to 'max' (number expected, got no value)
--> pass
--> error error: line 6: bad argument #2 to 'fmod' (zero)
--> pass
--> pass
--> pass
--> pass
--> pass
--> error error: returned nil, which is no result: return true, false or a result of ctx
--> error error: line 13: attempt to call a nil value (field 'sin')
--> pass
--> error error: line 15: attempt to divide by zero
