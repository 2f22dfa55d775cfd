-- The same as recipe.lua in a plain script.
local list = {}
for number = 1, 5000 do list[number] = number end
vimeo.map(list, function(number)
  vimeo.get("/me", { item = number }):check()
  print(("%d: ask"):format(number))
end, { concurrency = 8 })
