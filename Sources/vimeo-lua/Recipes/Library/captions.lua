-- Uploads captions from a folder, or downloads them into it.

-- The text tracks of a video by their languages, in small letters.
local function tracks(uri)
  local found = {}
  for track in vimeo.each(uri .. "/texttracks", { fields = "uri,language,link" }) do
    if (track.language or ""):find("^[%w-]+$") then found[track.language:lower()] = track end
  end
  return found
end

local files = {} -- what is to be uploaded, by video and language

local function up(file, args)
  local number, language = file:match("^(%d+)%.([%w-]+)%.%w+$")
  if not number then error("it is not named NUMBER.LANGUAGE.vtt", 0) end
  local key = number .. language:lower()
  files[key] = files[key] or file
  if files[key] ~= file then error("it has the language of " .. files[key], 0) end
  local uri, path = "/videos/" .. number, vimeo.fs.join(args.folder, file)
  if tracks(uri)[language:lower()] then return end
  return "add " .. language, function()
    local sent, problem = pcall(vimeo.upload_texttrack, uri, args.type, language, path, { active = true })
    if sent then return end
    -- There was none before: a track without its text would be taken for the file the next time.
    local track = tracks(uri)[language:lower()]
    if track then vimeo.delete(track.uri):check() end
    error(problem, 0)
  end
end

local function down(video, args)
  local links, languages = {}, {}
  for _, track in pairs(tracks(video.uri)) do
    local path = vimeo.fs.join(args.folder, ("%s.%s.vtt"):format(video.uri:match("/videos/(%d+)"), track.language))
    if track.link and not vimeo.fs.exists(path) then
      links[path] = track.link
      table.insert(languages, track.language)
    end
  end
  if #languages == 0 then return end
  table.sort(languages)
  return "save " .. table.concat(languages, ", "), function()
    vimeo.fs.mkdir(args.folder)
    for path, link in pairs(links) do vimeo.fs.write(path, vimeo.get(link):check().body) end
  end
end

return {
  summary = "Uploads captions from a folder, or downloads them into it.",
  description = [[
The files are named NUMBER.LANGUAGE.vtt (or .srt) by the number of the video, such as 1001.en.vtt. up takes the files
for videos that have no track in that language; down writes the files that are not there.]],
  examples = { "vimeo-lua recipe run captions up subtitles", "vimeo-lua recipe run captions down subtitles" },
  api = "delete",
  net = { "captions.cloud.vimeo.com", "captions.vimeo.com" },
  args = {
    { "direction", choices = { "up", "down" }, help = "from or into the folder" },
    { "folder", type = "folder", access = "write", help = "the files" },
    { "--type", choices = { "captions", "subtitles" }, default = "captions", help = "what is uploaded" },
  },

  items = function(args)
    if args.direction == "up" then
      if not vimeo.fs.exists(args.folder) then error(args.folder .. " does not exist", 0) end
      return vimeo.fs.glob("*.{vtt,srt,VTT,SRT}", { dir = args.folder })
    end
    return vimeo.each("/me/videos", { sort = "date", direction = "asc", fields = "uri,name" })
  end,

  plan = function(item, args) return (args.direction == "up" and up or down)(item, args) end,

  tests = {
    {
      args = { "up", "subtitles" },
      files = { ["subtitles/1001.fr.vtt"] = "WEBVTT\n\n00:00.000 --> 00:01.000\nBonjour\n" },
      check = function() assert(tracks("/videos/1001").fr) end,
    },
    { args = { "down", "saved" }, check = function() assert(#vimeo.fs.glob("saved/*.vtt") > 0) end },
  },
}
