-- Locals, functions and loops of the author's; and, or and not inside them.
local shared = all { "a", "b" }
local function pick(x, y) return x and not (x == y) and flag(x) or flag "none" end
for i, key in ipairs { "one", "two" } do
  check("loop." .. key) { shared, ge("n", i) }
end
local kinds = {}
for _, k in ipairs { "c", "a", "b" } do table.insert(kinds, k) end
table.sort(kinds)
check "sorted" { one_of("k", kinds) }
check "picked" { pick("p"), pick() }
local limits = frozen { high = 10, list = { "x", "y" } }
check "frozen" { le("n", limits.high), one_of("k", limits.list) }
check "frozen-function" (function (ctx) return limits.high == 10 end)
--> loop.one (all (all (flag a) (flag b)) (ge n 1))
--> loop.two (all (all (flag a) (flag b)) (ge n 2))
--> sorted (one_of k {'a' 'b' 'c'})
--> picked (all (flag p) (flag none))
--> frozen (all (le n 10) (one_of k {'x' 'y'}))
--> frozen-function whole (fn 0)
