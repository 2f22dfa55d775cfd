-- Sends what scripts write to standard output elsewhere.
--
-- emit(text): takes a piece of it

local emit = ...
local error, tostring, type = error, tostring, type
local concat, format, math_type, pack = table.concat, string.format, math.type, table.pack

function print(...)
  local words = pack(...)
  for position = 1, words.n do
    local word = tostring(words[position])
    if type(word) ~= "string" then error("'tostring' must return a string to 'print'", 2) end
    words[position] = word
  end
  emit(concat(words, "\t", 1, words.n) .. "\n")
end

local stdout, output = io.stdout, io.output
local methods = debug.getmetatable(stdout).__index
local write = methods.write

-- As C's printf writes it.
local function text(value) return math_type(value) == "float" and format("%.14g", value) or value end

local function put(first, file, ...)
  if file ~= stdout then return write(file, ...) end
  local words = pack(...)
  for position = 1, words.n do
    local kind = type(words[position])
    if kind ~= "string" and kind ~= "number" then
      error(format("bad argument #%d to 'write' (string expected, got %s)", position + first, kind), 2)
    end
    words[position] = text(words[position])
  end
  emit(concat(words, "", 1, words.n))
  return file
end

function methods.write(file, ...) return put(0, file, ...) end

function io.write(...) return put(0, output(), ...) end
