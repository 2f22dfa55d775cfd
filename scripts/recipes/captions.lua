-- Uploads the captions or subtitles in a folder to the videos they belong to.
--
--   vimeo-lua captions.lua FOLDER [--type captions|subtitles] [--activate] [--dry-run]
--
-- The files are named VIDEOID.LANG.vtt or VIDEOID.LANG.srt, such as 1001.en-US.vtt. They are captions unless --type says
-- subtitles. With --activate each is shown, in place of another one of its language and type.
--
-- A file is skipped if the video has a text track of its language and type with the name of the file; with --activate
-- that one is shown. To send a file that has changed, delete its text track first. It can be run again at any time. If a
-- file fails, also because of its name, the others are still sent, and the exit status is 7. For each text track it prints
-- the URI and the file. --dry-run does not read the files.
-- To try it with a local test Vimeo, which has the videos 1001 to 1007: vimeo-lua --sandbox captions.lua FOLDER --activate

local function say(format, ...)
  io.stderr:write(format:format(...), "\n")
end

-- The message of an error, with its hint if it has one.
local function reason(problem)
  local hint = type(problem) == "table" and problem.hint
  return hint and ("%s (%s)"):format(problem, hint) or tostring(problem)
end

local function wrong(format, ...)
  say(format, ...)
  say("usage: vimeo-lua captions.lua FOLDER [--type captions|subtitles] [--activate] [--dry-run]")
  os.exit(64)
end

-- The command line.

local folder, activate, dry_run
local track_type = "captions"
local position = 1
while arg[position] do
  local word = arg[position]
  if word == "--dry-run" then
    dry_run = true
  elseif word == "--activate" then
    activate = true
  elseif word == "--type" then
    position = position + 1
    track_type = arg[position]
    if track_type ~= "captions" and track_type ~= "subtitles" then wrong("--type must be captions or subtitles") end
  elseif word:sub(1, 1) == "-" then
    wrong("unknown option %s", word)
  elseif folder then
    wrong("only one FOLDER can be given: %s", word)
  else
    folder = word
  end
  position = position + 1
end
if not folder then wrong("FOLDER is missing") end
local status = vimeo.fs.stat(folder)
if not status or status.type ~= "directory" then wrong("%s is not a folder", folder) end

-- The files.

local files = {}
for _, name in ipairs(vimeo.fs.list(folder)) do
  local ending = vimeo.fs.extension(name):lower()
  if name:sub(1, 1) ~= "." and (ending == "vtt" or ending == "srt") then
    local number, language = name:match("^(%d+)%.([%w-]+)%.%w+$")
    table.insert(files, { name = name, video = number and "/videos/" .. number, language = language })
  end
end
say("%s %d files of %s", dry_run and "would upload" or "uploading", #files, folder)

-- The text track of a video that corresponds to a file, if there is one.
local function find(file)
  for track in vimeo.each(file.video .. "/texttracks", { fields = { "uri", "name", "language", "type", "active" } }) do
    local same_language = (track.language or ""):lower() == file.language:lower()
    if same_language and track.type == track_type and track.name == file.name then return track end
  end
end

-- A failed upload may have left a text track without text, which the next run would take for the file.
-- There was none like it before, so it is ours.
local function clean_up(file)
  local track = find(file)
  if track then vimeo.delete(track.uri):check() end
end

-- Several at a time: each call runs as a task of its own.

local done, skipped = 0, 0

local function upload(file)
  if not file.video then error("it is not named VIDEOID.LANG.vtt or VIDEOID.LANG.srt", 0) end
  local path = vimeo.fs.join(folder, file.name)
  local track = find(file)
  if track and (track.active or not activate) then
    skipped = skipped + 1
    return
  end
  if dry_run then
    print(("%s\t%s"):format(track and track.uri or file.video, path))
  elseif track then
    vimeo.patch(track.uri, { active = true }):check()
    print(("%s\t%s"):format(track.uri, path))
  else
    local options = { name = file.name, active = activate }
    local sent, result = pcall(vimeo.upload_texttrack, file.video, track_type, file.language, path, options)
    if not sent then
      local cleaned, problem = pcall(clean_up, file)
      if not cleaned then say("%s: its incomplete text track could not be deleted: %s", file.name, reason(problem)) end
      error(result, 0)
    end
    print(("%s\t%s"):format(result.uri, path))
  end
  done = done + 1
end

local ended, problem, failures = pcall(vimeo.map, files, upload, { concurrency = 4, on_error = "collect" })
if not ended then
  -- It was interrupted.
  say("ok %d  skipped %d  interrupted", done, skipped)
  error(problem, 0)
end
for _, failure in ipairs(failures) do
  say("%s: %s", failure.item.name, reason(failure.error))
end
say("ok %d  skipped %d  failed %d", done, skipped, #failures)
if #failures > 0 then os.exit(7) end
