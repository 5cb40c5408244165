check "a.o1.more.customer" (function (ctx)
  local bad = ctx.count("items", function (e) return not e.in_function_too end)
  return ctx.get("in_function") and bad == 0
end)
