local x = flag "backup.exists"
for i = 1, 30 do
  x = any { all { x, no { x } }, no { all { x, flag "backup.exists" } } }
end
check "a.o1.customer" { x }
