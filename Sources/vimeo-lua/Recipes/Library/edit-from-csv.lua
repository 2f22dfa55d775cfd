-- Changes videos as a table says, or writes that table.
local columns = { "uri", "name", "description", "privacy", "tags", "folder" }
for _, name in ipairs(columns) do columns[name] = true end
local fields = "uri,name,description,privacy.view,tags.name,parent_folder.uri"
local folders, paths = {}, {} -- the URI of the folder with a path such as Talks/2026, and the path by the URI

local function find_folders()
  local known = {}
  for folder in vimeo.each("/me/projects", { fields = "uri,name,metadata.connections.parent_folder.uri" }) do
    known[folder.uri] = folder
  end
  local function path_of(folder)
    local parent = folder.metadata.connections.parent_folder
    local above = parent and known[parent.uri]
    return (above and path_of(above) .. "/" or "") .. folder.name
  end
  for uri, folder in pairs(known) do
    local path = path_of(folder)
    -- Of two with the same path, the same one each time.
    if uri < (folders[path] or "~") then folders[path] = uri end
    paths[uri] = path
  end
end

-- The tags of a cell that another one lacks; Vimeo tells neither capital letters nor blanks apart.
local function lacking(cell, other)
  local function key(tag) return (tag:lower():gsub("[%s%p]+", "")) end
  local known, tags = { [""] = true }, {}
  for tag in other:gmatch("[^,]+") do known[key(tag)] = true end
  for tag in cell:gmatch("[^,]+") do
    if not known[key(tag)] then table.insert(tags, tag:match("^%s*(.-)%s*$")) end
  end
  return tags
end

local function row_of(video)
  local tags = {}
  for _, tag in ipairs(video.tags or {}) do table.insert(tags, tag.name) end
  return {
    uri = video.uri, name = video.name, description = video.description or "", privacy = video.privacy.view,
    tags = table.concat(tags, ", "), folder = video.parent_folder and paths[video.parent_folder.uri] or "",
  }
end

return {
  summary = "Changes titles, descriptions, privacy, tags and folders as a CSV file says.",
  description = [[
The first row names the columns: uri and any of name, description, privacy, tags (separated by commas) and folder (its
path, such as Talks/2026; empty for none). A column that is missing changes nothing. --export writes such a file from
your videos, to be edited.]],
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
    find_folders()
    local rows = {}
    if args.export then
      if vimeo.fs.exists(args.table) then error(args.table .. " exists already; choose another name", 0) end
      local out <close> = vimeo.csv.writer{ filename = args.table, header = columns }
      local progress <close> = vimeo.progress(nil, "videos")
      for video in vimeo.each("/me/videos", { sort = "date", direction = "asc", fields = fields }) do
        out:write(row_of(video))
        progress:add()
      end
      print(("%d videos"):format(progress.done))
      return rows
    end
    local reader <close> = vimeo.csv.reader{ filename = args.table, header = true }
    for _, name in ipairs(reader.header) do
      if not columns[name] then error(("%s has the unknown column %s"):format(args.table, name), 0) end
    end
    local known = {}
    for row in reader do
      if not row.uri then error(args.table .. " needs the column uri", 0) end
      local uri = row.uri:match("%d+") or row.uri
      if known[uri] then error(("%s has two rows for %s"):format(args.table, row.uri), 0) end
      known[uri] = true
      table.insert(rows, row)
    end
    return rows
  end,

  plan = function(row)
    local uri = vimeo.uri(row.uri)
    if not uri:find("^/videos/") then error(row.uri .. " is not a video", 0) end
    for name, text in pairs(row) do
      if not utf8.len(text) then error(name .. " is not UTF-8 text", 0) end
    end
    local video = vimeo.get(uri, { fields = fields }):check().body
    local now, new, changes = row_of(video), {}, {}
    local added, removed = lacking(row.tags or "", now.tags), lacking(now.tags, row.tags or now.tags)
    if #added + #removed == 0 then row.tags = nil end
    for _, name in ipairs(columns) do
      if name ~= "uri" and row[name] and row[name] ~= now[name] then
        new[name] = row[name]
        table.insert(changes, ("%s: %s -> %s"):format(name, now[name], row[name]))
      end
    end
    local place = new.folder ~= "" and new.folder
    if place and not folders[place] then error("there is no folder " .. place, 0) end
    if #changes == 0 then return end
    return table.concat(changes, "; "), function()
      local body = { name = new.name, description = new.description, privacy = new.privacy and { view = new.privacy } }
      if next(body) then vimeo.patch(video.uri, body):check() end
      for _, tag in ipairs(removed) do vimeo.delete(video.uri .. vimeo.path("/tags/{}", tag)):check() end
      for _, tag in ipairs(added) do vimeo.put(video.uri .. vimeo.path("/tags/{}", tag)):check() end
      local path = "/videos/" .. video.uri:match("/videos/(%d+)")
      if place then vimeo.put(folders[place] .. path):check() end
      if new.folder == "" then vimeo.delete(video.parent_folder.uri .. path):check() end
    end
  end,

  tests = {
    {
      args = { "videos.csv" },
      files = {
        ["videos.csv"] = "uri,name,tags,folder\n/videos/1001,A new name,\"harbour, sea\",Clients/Archive\n1002,Cut,,\n",
      },
      check = function()
        find_folders()
        local row, other = row_of(vimeo.get("/videos/1001").body), row_of(vimeo.get("/videos/1002").body)
        assert(row.name == "A new name" and row.tags == "sea, harbour" and row.folder == "Clients/Archive")
        assert(other.name == "Cut" and other.tags == "" and other.folder == "")
      end,
    },
  },
}
