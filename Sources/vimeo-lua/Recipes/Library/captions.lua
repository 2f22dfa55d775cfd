-- Uploads captions from a folder, or downloads them into it.
local function files(args)
  local found = {}
  for _, name in ipairs(vimeo.fs.glob("*.{vtt,srt}", { dir = args.folder })) do
    local number, language = name:match("^(%d+)%.([%w-]+)%.%w+$")
    if not number then error(name .. " is not named NUMBER.LANGUAGE.vtt", 0) end
    table.insert(found, { uri = "/videos/" .. number, name = name, language = language })
  end
  return found
end

-- The text track of a language, if the video has one.
local function track(uri, language)
  for found in vimeo.each(uri .. "/texttracks", { fields = "uri,language,active,link" }) do
    if found.language == language then return found end
  end
end

return {
  summary = "Uploads captions from a folder, or downloads them into it.",
  description = [[
The files are named NUMBER.LANGUAGE.vtt by the number of the video, such as 1001.en.vtt. up takes the files for videos
that have no track in that language; down writes the files that are not there.]],
  examples = { "vimeo-lua recipe run captions up subtitles", "vimeo-lua recipe run captions down subtitles" },
  api = "write",
  net = { "captions.cloud.vimeo.com", "captions.vimeo.com" },
  args = {
    { "direction", choices = { "up", "down" }, help = "from or into the folder" },
    { "folder", type = "folder", access = "write", help = "the files" },
    { "--type", choices = { "captions", "subtitles" }, default = "captions", help = "what is uploaded" },
  },

  items = function(args)
    if args.direction == "up" then return files(args) end
    vimeo.fs.mkdir(args.folder)
    local query = { sort = "date", direction = "asc", fields = "uri,name,metadata.connections.texttracks.total" }
    return vimeo.each("/me/videos", query)
  end,

  plan = function(item, args)
    if args.direction == "up" then
      if track(item.uri, item.language) then return end
      return "add " .. item.language, function()
        local path = vimeo.fs.join(args.folder, item.name)
        vimeo.upload_texttrack(item.uri, args.type, item.language, path, { active = true })
      end
    end
    local missing, languages = {}, {}
    for found in vimeo.each(item.uri .. "/texttracks", { fields = "uri,language,link" }) do
      local path = vimeo.fs.join(args.folder, ("%s.%s.vtt"):format(item.uri:match("(%d+)$"), found.language))
      if not vimeo.fs.exists(path) and found.link then
        missing[path] = found.link
        table.insert(languages, found.language)
      end
    end
    if #languages == 0 then return end
    return "save " .. table.concat(languages, ", "), function()
      for path, link in pairs(missing) do vimeo.fs.write(path, vimeo.get(link):check().body) end
    end
  end,

  tests = {
    {
      args = { "up", "subtitles" },
      files = { ["subtitles/1001.fr.vtt"] = "WEBVTT\n\n00:00.000 --> 00:01.000\nBonjour\n" },
      check = function() assert(track("/videos/1001", "fr")) end,
    },
    { args = { "down", "saved" }, check = function() assert(#vimeo.fs.glob("saved/*.vtt") > 0) end },
  },
}
