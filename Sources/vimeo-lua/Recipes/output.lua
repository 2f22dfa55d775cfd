-- Sends what a recipe prints elsewhere than to standard output.
--
-- say(line): takes a line

local say = ...
local concat, pack, tostring = table.concat, table.pack, tostring

print = function(...)
  local values = pack(...)
  for position = 1, values.n do values[position] = tostring(values[position]) end
  -- A tab would be shown as an escape.
  say(concat(values, "  "))
end
if io then io.output(io.stderr) end
