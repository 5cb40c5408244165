-- What stands near that which some versions of Lua miscompile.
local t = frozen { { 1 }, 2 }
check "k" (function (ctx)
  local a = (ctx.param "x" or 3)
  local u = { [a == 1] = "x", [1] = a ~ 2 }
  return u[1] == (1 | a) and t[1][1] ~= 2 and (a or 1) == 2 and (u[1] & 3) > 0
end)
--> k whole (fn 0)
