return function (ctx)
  if ctx.get("alarms") then return true end
  return ctx.fail { ja = "警報がない。", en = "There are no alarms." }
end
