-- What overruns is an error of its own, whatever the function does about it.
check "1" (function (ctx) while true do end end)
check "2" (function (ctx) while true do pcall(function () while true do end end) end end)
check "3" (function (ctx) pcall(function () while true do end end) return true end)
check "4" (function (ctx) pcall(string.rep, "x", 1e9) return true end)
check "5" (function (ctx) local t = {} while true do t[#t + 1] = {} end end)
check "6" (function (ctx) local t = {} pcall(function () while true do t[#t + 1] = {} end end) t = nil return true end)
check "7" (function (ctx) local s = "x" while true do s = s .. s end end)
check "8" (function (ctx) pcall(function () local s = "x" while true do s = s .. s end end) return true end)
check "9" (function (ctx) local function f() return 1 + f() end return f() end)
check "10" (function (ctx) return ctx.some("sites", function (s) while true do end end) end)
check "11" (function (ctx) table.sort({ 3, 2, 1 }, function (a, b) while true do end end) return true end)
check "12" (function (ctx) return (("x"):gsub("x", function () while true do end end)) end)
check "13" (function (ctx) return ("a"):rep(3000):find((".*"):rep(12) .. "x") end)
check "14" (function (ctx) while true do ctx.get "yes" end end)
check "15" (function (ctx) while true do ctx.list "sites" end end)
check "16" (function (ctx) return true end)
check "17" (function (ctx) local n = 0 for i = 1, 200000 do n = n + i end return n == 20000100000 end)
check "18" (function (ctx)
  local m, t = (1 << 18) - 1, {}
  for i = 1, 1 << 12 do t[i * m] = true end
  while true do for i = 1, 1 << 12 do if t[i * m] == nil then return false end end end
end)
check "19" (function (ctx) local s = ("xyz"):rep(65000) local a, b = s .. s .. "1", s .. s .. "2" while true do if b < a then return true end end end)
check "20" (function (ctx) local t = {} for i = 1, 30000 do t[i] = i end for i = 1, 30000 do t[i] = nil end while true do next(t) end end)
--> error budget: takes more than 1000000 steps
--> error budget: takes more than 1000000 steps
--> error budget: takes more than 1000000 steps
--> pass
--> error memory: takes more memory than a check may have
--> error memory: takes more memory than a check may have
--> error memory: takes more memory than a check may have
--> error memory: takes more memory than a check may have
--> error memory: takes more memory than a check may have
--> error budget: takes more than 1000000 steps
--> error budget: takes more than 1000000 steps
--> error budget: takes more than 1000000 steps
--> error budget: takes more than 1000000 steps
--> error budget: takes more than 1000000 steps
--> error budget: takes more than 1000000 steps
--> pass
--> pass
--> error budget: takes more than 1000000 steps
--> error budget: takes more than 1000000 steps
--> error budget: takes more than 1000000 steps
