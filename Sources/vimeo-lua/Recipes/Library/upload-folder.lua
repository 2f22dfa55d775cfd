-- Uploads the videos of a folder and of the folders in it; folders of the account mirror them.
local endings = { mp4 = true, mov = true, m4v = true, mkv = true, avi = true, webm = true, mxf = true }
local top = "" -- the URI of the account's folder in which all is placed; empty for none
local folders = {} -- URIs, by the URI of the folder around them and their name, such as "/Talks" for one in none
local videos = {} -- the names of the videos of each folder, by its URI
local made = {} -- by path: the task that finds a folder or creates it

-- A name as Vimeo keeps it: at most 128 characters, without emoji, and with single blanks.
local function cut(name) return utf8.len(name) and name:sub(1, (utf8.offset(name, 129) or 0) - 1) or name end
local function plain(name)
  local text = name:gsub("[\xF0-\xF4][\x80-\xBF]+", ""):gsub("%s+", " "):match("^ ?(.-) ?$")
  return cut(text == "" and name or text)
end

-- The URI of the account's folder with a path; nil if it is not there.
local function find(path)
  local uri = top
  for name in path:gmatch("[^/]+") do uri = uri and folders[uri .. "/" .. plain(name)] end
  return uri
end

-- The same, but what is not there is created: once, also for files that are sent at the same time.
local function make(path)
  made[path] = made[path] or vimeo.spawn(function()
    local parent, name = path:match("^(.-)/?([^/]*)$")
    return find(path) or vimeo.post("/me/projects", { name = name, parent_folder_uri = make(parent) }):check().body.uri
  end)
  local uri = made[path]:await()
  return uri ~= "" and uri or nil
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
    -- A folder has several URIs; lists have this one.
    if args.into then top = vimeo.get(args.into, { fields = "uri" }):check().body.uri end
    for folder in vimeo.each("/me/projects", { fields = "uri,name,metadata.connections.parent_folder.uri" }) do
      local parent = folder.metadata.connections.parent_folder
      local key = (parent and parent.uri or "") .. "/" .. plain(folder.name)
      -- Of two with the same name, the same one each time.
      if folder.uri < (folders[key] or "~") then folders[key] = folder.uri end
    end
    for video in vimeo.each("/me/videos", { fields = "name,status,parent_folder.uri" }) do
      local uri = video.parent_folder and video.parent_folder.uri or ""
      videos[uri] = videos[uri] or {}
      if not video.status:find("^uploading") then videos[uri][plain(video.name)] = true end
    end
    local files = {}
    for _, name in ipairs(vimeo.fs.glob("**/*", { dir = args.folder })) do
      local path = vimeo.fs.join(args.folder, name)
      local is_readable, status = pcall(vimeo.fs.stat, path)
      if endings[vimeo.fs.extension(name):lower()] and not (is_readable and status and status.type == "directory") then
        table.insert(files, { path = path, folder = name:match("^(.*)/") or "", name = cut(vimeo.fs.stem(name)) })
      end
    end
    return files
  end,

  label = function(file) return file.path end,

  plan = function(file, args)
    if not utf8.len(file.path) then error("its name is not UTF-8; rename it", 0) end
    local own, names = plain(file.name), videos[find(file.folder)] or {}
    if names[own] then return end
    -- Only names with other letters than those of ASCII can be written in two ways.
    for name in pairs(own:find("[\x80-\xFF]") and names or {}) do
      if vimeo.fs.same_name(name, own) then return end
    end
    local is_readable, status = pcall(vimeo.fs.stat, file.path)
    if not is_readable then error("it is a link that leads out of the folder", 0) end
    if not status or status.type ~= "file" then error(status and "it is not a file" or "it is a broken link", 0) end
    if status.size == 0 then error("it is empty", 0) end
    return "upload as " .. file.name, function()
      local privacy = args.privacy and { view = args.privacy }
      vimeo.upload(file.path, { name = file.name, privacy = privacy, folder_uri = make(file.folder) })
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
    {
      args = { "talks", "--into", "/me/projects/4101" },
      files = { ["talks/one.mp4"] = "first", ["talks/Archive/two.mov"] = "second" },
      check = function()
        assert(vimeo.get("/me/projects/4101/videos").body.data[1].name == "one")
        assert(vimeo.get("/me/projects/4102/videos", { query = "two" }).body.total == 1)
      end,
    },
  },
}
