-- 5,000 items, each with one request: what map.lua does without a plan, a log and a summary.
return {
  summary = "Asks for one video 5,000 times.",
  items = function()
    local list = {}
    for number = 1, 5000 do list[number] = number end
    return list
  end,
  plan = function(number)
    return "ask", function() vimeo.get("/me", { item = number }):check() end
  end,
}
