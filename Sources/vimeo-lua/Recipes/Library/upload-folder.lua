-- Uploads the videos of a folder and of the folders in it; folders of the account mirror them.
local endings = { mp4 = true, mov = true, m4v = true, mkv = true, avi = true, webm = true, mxf = true }
local folders = {} -- paths, such as "talks/2026", to URIs of the account's folders, or the task that creates one
local present = {} -- names of videos by folder

-- At most 128 characters are allowed.
local function title(path)
  local name = vimeo.fs.stem(path)
  return (utf8.len(name) or 0) > 128 and name:sub(1, utf8.offset(name, 129) - 1) or name
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
    folders[""] = args.into
    local paths = { [args.into or ""] = "" }
    local query = { sort = "date", direction = "asc", fields = "uri,name,metadata.connections.parent_folder.uri" }
    local waiting = {}
    for folder in vimeo.each("/me/projects", query) do
      local parent = folder.metadata.connections.parent_folder
      table.insert(waiting, { uri = folder.uri, name = folder.name, parent = parent and parent.uri or "" })
    end
    -- Parents may come after the folders in them.
    local found = true
    while found do
      found = false
      for index = #waiting, 1, -1 do
        local folder = waiting[index]
        local above = paths[folder.parent]
        if above then
          local path = above == "" and folder.name or above .. "/" .. folder.name
          paths[folder.uri], folders[path], found = path, folders[path] or folder.uri, true
          table.remove(waiting, index)
        end
      end
    end
    for video in vimeo.each("/me/videos", { fields = "name,status,parent_folder.uri" }) do
      local path = paths[video.parent_folder and video.parent_folder.uri or ""]
      if path and video.status ~= "uploading" and video.status ~= "uploading_error" then
        present[path .. "/" .. video.name] = true
      end
    end
    local files = {}
    for _, name in ipairs(vimeo.fs.glob("**/*", { dir = args.folder })) do
      if endings[vimeo.fs.extension(name):lower()] then
        local path = vimeo.fs.join(args.folder, name)
        table.insert(files, { name = name, path = path, folder = name:match("^(.*)/") or "" })
      end
    end
    return files
  end,

  label = function(file) return file.path end,

  plan = function(file, args)
    local name = title(file.name)
    if present[file.folder .. "/" .. name] then return end
    return "upload as " .. name, function()
      local privacy = args.privacy and { view = args.privacy }
      vimeo.upload(file.path, { name = name, privacy = privacy, folder_uri = folder_uri(file.folder) })
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
