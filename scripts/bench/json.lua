-- Prints seconds: our decoding, lua-cjson's, our encoding, lua-cjson's; the best of several rounds, interleaved.
local cjson = require "cjson"
local text = io.open((...), "rb"):read("a")

local function measure(f, x)
  collectgarbage()
  local start = os.clock()
  for _ = 1, 5 do f(x) end
  return (os.clock() - start) / 5
end

local best = { math.huge, math.huge, math.huge, math.huge }
local ours, theirs = vimeo.json.decode(text), cjson.decode(text)
for _ = 1, 8 do
  best[1] = math.min(best[1], measure(vimeo.json.decode, text))
  best[2] = math.min(best[2], measure(cjson.decode, text))
  best[3] = math.min(best[3], measure(vimeo.json.encode, ours))
  best[4] = math.min(best[4], measure(cjson.encode, theirs))
end
print(table.unpack(best))
