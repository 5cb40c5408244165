check "a.o1.customer" (function (ctx)
  return ctx.optional("backup.exists") ~= false
end)
