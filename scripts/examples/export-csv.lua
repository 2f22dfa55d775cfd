-- Writes a list of your videos as CSV, to a file or to standard output. It holds at most two pages of it in memory.
--
--   vimeo-lua export-csv.lua [FILE] [--fields a,b.c] [--query TEXT]
--
-- A field may be part of another, such as privacy.view; a field that is a list or an object is written as JSON.
-- The file is written when the list is complete; until then, an existing file is unchanged.
-- To try it with a local test Vimeo: vimeo-lua --sandbox export-csv.lua

local fields = "uri,name,created_time,duration,privacy.view,status,link,stats.plays"

local function wrong(format, ...)
  io.stderr:write(format:format(...), "\nusage: vimeo-lua export-csv.lua [FILE] [--fields a,b.c] [--query TEXT]\n")
  os.exit(64)
end

-- The command line.

local filename, query
local position = 1
while arg[position] do
  local word = arg[position]
  if word == "--fields" or word == "--query" then
    position = position + 1
    local value = arg[position]
    if not value or value == "" then wrong("%s needs a value", word) end
    if word == "--query" then query = value else fields = value end
  elseif word:sub(1, 1) == "-" then
    wrong("unknown option %s", word)
  elseif filename then
    wrong("only one FILE can be given: %s", word)
  else
    filename = word
  end
  position = position + 1
end

-- Each column with the names that lead to it: privacy.view is { "privacy", "view" }.
local columns, paths = {}, {}
for column in fields:gmatch("[^,%s]+") do
  if ("." .. column .. "."):find("..", 1, true) then wrong("%s is not a field", column) end
  if paths[column] then wrong("the field %s is given twice", column) end
  paths[column] = {}
  for name in column:gmatch("[^.]+") do table.insert(paths[column], name) end
  table.insert(columns, column)
end
if #columns == 0 then wrong("--fields has no fields") end

local function value_of(video, column)
  local value = video
  for _, name in ipairs(paths[column]) do
    if type(value) ~= "table" then return nil end
    value = value[name]
  end
  return type(value) == "table" and vimeo.json.encode(value, { sort_keys = true }) or value
end

local count = 0
do
  local out <close> = vimeo.csv.writer{ filename = filename, header = columns }
  -- In this order, what is uploaded meanwhile comes last and moves nothing.
  local search = { query = query, sort = "date", direction = "asc", fields = columns }
  for video in vimeo.each("/me/videos", search) do
    local row = {}
    for _, column in ipairs(columns) do row[column] = value_of(video, column) end
    out:write(row)
    count = count + 1
  end
end

if filename then io.stderr:write(("%d videos in %s\n"):format(count, filename)) end
