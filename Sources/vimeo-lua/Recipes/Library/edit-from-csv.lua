-- Changes videos as a table says, or writes that table.
local columns = { "uri", "name", "description", "privacy", "tags" }
local known = { uri = true, name = true, description = true, privacy = true, tags = true }
local fields = "uri,name,description,privacy.view,tags"

-- The tags of a cell, in small letters: Vimeo tells no others apart.
local function split(cell)
  local tags = {}
  for tag in (cell or ""):gmatch("[^,%s][^,]*") do table.insert(tags, (tag:lower():gsub("%s+$", ""))) end
  table.sort(tags)
  return tags
end

local function row_of(video)
  local tags = {}
  for _, tag in ipairs(video.tags or {}) do table.insert(tags, tag.name:lower()) end
  table.sort(tags)
  return {
    uri = video.uri, name = video.name, description = video.description or "", privacy = video.privacy.view,
    tags = table.concat(tags, ", "),
  }
end

return {
  summary = "Changes titles, descriptions, privacy and tags as a CSV file says.",
  description = [[
The first row names the columns: uri and any of name, description, privacy and tags (separated by commas). A column that
is missing changes nothing. --export writes such a file from your videos, to be edited.]],
  examples = {
    "vimeo-lua recipe run edit-from-csv videos.csv --export",
    "vimeo-lua recipe run edit-from-csv videos.csv --dry-run",
  },
  api = "delete",
  args = {
    { "table", type = "file", access = "write", help = "the CSV file" },
    { "--export", type = "boolean", help = "write the file" },
  },

  items = function(args)
    local rows = {}
    if args.export then
      local out <close> = vimeo.csv.writer{ filename = args.table, header = columns }
      local query = { sort = "date", direction = "asc", fields = fields }
      for video in vimeo.each("/me/videos", query) do out:write(row_of(video)) end
      return rows
    end
    local reader <close> = vimeo.csv.reader{ filename = args.table, header = true }
    for _, name in ipairs(reader.header) do
      if not known[name] then error(("%s has the unknown column %s"):format(args.table, name), 0) end
    end
    for row in reader do table.insert(rows, row) end
    return rows
  end,

  plan = function(row)
    local now = row_of(vimeo.get(row.uri, { fields = fields }):check().body)
    local new = { name = row.name, description = row.description, privacy = row.privacy }
    new.tags = row.tags and table.concat(split(row.tags), ", ")
    local changes = {}
    for _, name in ipairs(columns) do
      if new[name] == now[name] then new[name] = nil end
      if new[name] then table.insert(changes, ("%s: %s -> %s"):format(name, now[name], new[name])) end
    end
    if #changes == 0 then return end
    return table.concat(changes, "; "), function()
      local body = { name = new.name, description = new.description, privacy = new.privacy and { view = new.privacy } }
      if next(body) then vimeo.patch(row.uri, body):check() end
      if not new.tags then return end
      local kept = {}
      for _, tag in ipairs(split(new.tags)) do
        kept[tag] = true
        vimeo.put(row.uri .. vimeo.path("/tags/{}", tag)):check()
      end
      for _, tag in ipairs(split(now.tags)) do
        if not kept[tag] then vimeo.delete(row.uri .. vimeo.path("/tags/{}", tag)):check() end
      end
    end
  end,

  tests = {
    {
      args = { "videos.csv" },
      files = { ["videos.csv"] = "uri,name,tags\n/videos/1001,A new name,\"harbour, sea\"\n" },
      check = function()
        local row = row_of(vimeo.get("/videos/1001").body)
        assert(row.name == "A new name" and row.tags == "harbour, sea")
      end,
    },
  },
}
