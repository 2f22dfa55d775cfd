-- Prints the seconds of a call of one of our functions and of one of Lua's own, which do about the same.
local count = 1000000

local function measure(f, ...)
  local start = os.clock()
  for _ = 1, count do f(...) end
  return (os.clock() - start) / count
end

local own, native = math.huge, math.huge
for _ = 1, 5 do
  own = math.min(own, measure(vimeo.fs.extension, "talk.mp4"))
  native = math.min(native, measure(string.rep, "mp4", 1))
end
print(own, native)
