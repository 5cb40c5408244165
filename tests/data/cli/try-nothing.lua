return function (ctx)
  return "perhaps"
end
