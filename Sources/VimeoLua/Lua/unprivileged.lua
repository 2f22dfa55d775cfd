-- Takes from a state all that reaches beyond it, so that a recipe's file can be read without powers.
--
-- deny(name): a function that raises; harmless: the names of the functions of vimeo that stay

local deny, harmless = ...
local load, type = load, type

io, debug, dofile, loadfile = nil, nil, nil, nil
os = { clock = os.clock, date = os.date, difftime = os.difftime, time = os.time, getenv = function() end }
string.dump = nil
package.loadlib, package.cpath = nil, ""
package.loaded.io, package.loaded.debug, package.loaded.os = nil, nil, os
-- What is preloaded, and Lua files.
package.searchers = { package.searchers[1], package.searchers[2] }
print = function() end
warn = print

-- Text only: bytecode can break the interpreter.
_G.load = function(chunk, name, mode, ...)
  return load(chunk, name, "t", ...)
end

local function restrict(owner, name)
  for key, value in next, owner do
    local full = name .. "." .. key
    if type(value) == "function" and not harmless[full] then owner[key] = deny(full) end
    if type(value) == "table" and name == "vimeo" then restrict(value, full) end
  end
end
restrict(vimeo, "vimeo")
