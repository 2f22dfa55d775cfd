-- Changes videos as a table says, or writes that table.
local columns = { "uri", "name", "description", "privacy", "tags" }

local function tags_of(video)
  local names = {}
  for _, tag in ipairs(video.tags or {}) do table.insert(names, tag.canonical) end
  table.sort(names)
  return table.concat(names, ", ")
end

local function row_of(video)
  return {
    uri = video.uri, name = video.name, description = video.description or "", privacy = video.privacy.view,
    tags = tags_of(video),
  }
end

local fields = "uri,name,description,privacy.view,tags"

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
    if args.export then
      local out <close> = vimeo.csv.writer{ filename = args.table, header = columns }
      for video in vimeo.each("/me/videos", { sort = "date", direction = "asc", fields = fields }) do
        out:write(row_of(video))
      end
      return {}
    end
    local reader <close> = vimeo.csv.reader{ filename = args.table, header = true }
    local known = {}
    for _, name in ipairs(columns) do known[name] = true end
    for _, name in ipairs(reader.header) do
      if not known[name] then error(("%s has the unknown column %s"):format(args.table, name), 0) end
    end
    local rows = {}
    for row in reader do table.insert(rows, row) end
    return rows
  end,

  plan = function(row)
    local now = row_of(vimeo.get(row.uri, { fields = fields }):check().body)
    local changes, body = {}, {}
    for _, name in ipairs{ "name", "description" } do
      if row[name] and row[name] ~= now[name] then body[name] = row[name] end
    end
    if row.privacy and row.privacy ~= now.privacy then body.privacy = { view = row.privacy } end
    for _, name in ipairs(columns) do
      if body[name] then table.insert(changes, ("%s: %s -> %s"):format(name, now[name], row[name])) end
    end
    local tags = {}
    for tag in (row.tags or ""):gmatch("[^,]+") do table.insert(tags, tag:lower():match("^%s*(.-)%s*$")) end
    table.sort(tags)
    local retags = row.tags and table.concat(tags, ", ") ~= now.tags
    if retags then table.insert(changes, ("tags: %s -> %s"):format(now.tags, table.concat(tags, ", "))) end
    if #changes == 0 then return end
    return table.concat(changes, "; "), function()
      if next(body) then vimeo.patch(row.uri, body):check() end
      if not retags then return end
      local kept = {}
      for _, tag in ipairs(tags) do
        kept[tag] = true
        vimeo.put(("%s/tags/%s"):format(row.uri, tag:gsub(" ", "%%20"))):check()
      end
      for tag in now.tags:gmatch("[^,]+") do
        tag = tag:match("^%s*(.-)%s*$")
        if not kept[tag] then vimeo.delete(("%s/tags/%s"):format(row.uri, tag:gsub(" ", "%%20"))):check() end
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
