-- Uploads the videos of a folder and of the folders in it; folders of the account mirror them.
local endings = { mp4 = true, mov = true, m4v = true, mkv = true, avi = true, webm = true, mxf = true }
local folders = {} -- by path, such as "talks/2026": the URI of the account's folder, or the task that creates it
local present = {} -- by path: the names of the videos in that folder

-- The first characters of a text; Vimeo allows 128 in a name.
local function cut(text) return text:sub(1, (utf8.offset(text, 129) or 0) - 1) end

-- A name as Vimeo keeps it: without emoji, and with single blanks.
local function plain(name)
  return cut(name:gsub("[\xF0-\xF4][\x80-\xBF]+", ""):gsub("%s+", " "):match("^ ?(.-) ?$"))
end

-- The URI of a folder of the account, which is created when the first file needs it.
local function folder_uri(path)
  if path == "" or type(folders[path]) == "string" then return folders[path] end
  folders[path] = folders[path] or vimeo.spawn(function()
    local parent, name = path:match("^(.*)/([^/]+)$")
    local body = { name = name or path, parent_folder_uri = folder_uri(parent or "") }
    return vimeo.post("/me/projects", body):check().body.uri
  end)
  folders[path] = folders[path]:await()
  return folders[path]
end

-- Notes the folders of the account below `top`, and the videos in them.
local function look(top)
  local known = {}
  local fields = "uri,name,metadata.connections.parent_folder.uri"
  for folder in vimeo.each("/me/projects", { fields = fields }) do known[folder.uri] = folder end
  local function path_of(place)
    local uri = place and place.uri or ""
    if uri == top then return "" end
    local above = known[uri] and path_of(known[uri].metadata.connections.parent_folder)
    return above and vimeo.fs.join(above, known[uri].name)
  end
  folders[""] = top ~= "" and top or nil
  for uri, folder in pairs(known) do
    local path = path_of(folder)
    -- Of two with the same name, the same one each time.
    if path and uri < (folders[path] or "~") then folders[path] = uri end
  end
  for video in vimeo.each("/me/videos", { fields = "name,status,parent_folder.uri" }) do
    local path = path_of(video.parent_folder)
    if path and not video.status:find("^uploading") then
      present[path] = present[path] or {}
      present[path][plain(video.name)] = true
    end
  end
end

return {
  summary = "Uploads the videos of a folder; files that are there already are skipped.",
  description = [[
Files in sub-folders go to folders of the same names in your account. A file is skipped if its folder has a video with
the file's name. An upload that was interrupted is resumed.]],
  examples = { "vimeo-lua recipe run upload-folder talks --into /me/projects/1234 --dry-run" },
  api = "write",
  args = {
    { "folder", type = "folder", help = "the files to upload" },
    { "--into", help = "the URI of the folder of your account in which all is placed" },
    { "--privacy", choices = { "anybody", "contacts", "disable", "nobody", "unlisted" }, help = "who may see them" },
  },

  items = function(args)
    look(args.into or "")
    local files = {}
    for _, name in ipairs(vimeo.fs.glob("**/*", { dir = args.folder })) do
      local path = vimeo.fs.join(args.folder, name)
      local is_folder = (vimeo.fs.stat(path) or {}).type == "directory"
      if endings[vimeo.fs.extension(name):lower()] and not is_folder then
        table.insert(files, { path = path, name = cut(vimeo.fs.stem(name)), folder = name:match("^(.*)/") or "" })
      end
    end
    return files
  end,

  label = function(file) return file.path end,

  plan = function(file, args)
    local own = plain(file.name)
    for name in pairs(present[file.folder] or {}) do
      if vimeo.fs.same_name(name, own) then return end
    end
    local status = vimeo.fs.stat(file.path)
    if not status or status.size == 0 then error(status and "it is empty" or "it is a broken link", 0) end
    return "upload as " .. file.name, function()
      local privacy = args.privacy and { view = args.privacy }
      vimeo.upload(file.path, { name = file.name, privacy = privacy, folder_uri = folder_uri(file.folder) })
    end
  end,

  tests = {
    {
      args = { "talks" },
      files = { ["talks/one.mp4"] = "first", ["talks/2026/two.mov"] = "second", ["talks/notes.txt"] = "" },
      check = function()
        local folder = vimeo.get("/me/projects", { query = "2026" }).body.data[1]
        assert(vimeo.get(folder.uri .. "/videos").body.data[1].name == "two")
        assert(vimeo.get("/me/videos", { query = "one" }).body.total >= 1)
      end,
    },
  },
}
