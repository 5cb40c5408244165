-- What one function does outside itself reaches no other, nor its next call.
local n, text, helper = 0, "a", function () return 1 end
local function bump() n = n + 1 return n end
local kept
check "1" (function (ctx) n = n + 1; return n == 1 end)
check "2" (function (ctx) return n == 0 and bump() == 1 end)
check "3" (function (ctx) text = text .. "b"; helper = nil; return text == "ab" end)
check "4" (function (ctx) return text == "a" and helper() == 1 end)
check "5" (function (ctx) kept = ctx.list("sites")[1]; return true end)
check "6" (function (ctx) return kept == nil end)
check "7" (function (ctx) _ENV = { true }; return true end)
check "8" (function (ctx) return tostring(1) == "1" end)
check "9" (function (ctx) return not pcall(function () string.upper = nil end) and ("a"):upper() == "A" end)
check "10" (function (ctx) return not pcall(table.insert, string, 1) and not pcall(function () _ENV.type = 1 end) end)
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
