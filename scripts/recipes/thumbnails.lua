-- Sets the pictures of videos: images from a folder, or a frame of each video itself.
--
--   vimeo-lua thumbnails.lua FOLDER [--record FILE] [--dry-run]
--   vimeo-lua thumbnails.lua --at SECONDS [--query TEXT] [--record FILE] [--dry-run]
--
-- The images in FOLDER are named VIDEOID.jpg, VIDEOID.png and so on (jpg, jpeg, png, gif, webp); each is uploaded to its
-- video, one per video, and shown. With --at, all of your videos, or those that a search finds, show their frame at that
-- time; fractions of a second are allowed.
--
-- Vimeo does not tell the source of a picture, so it is recorded in thumbnails.done, a CSV file in FOLDER or, for --at,
-- in the current folder, or in the FILE of --record. The next run skips what is in it: an image with the same size and
-- time, a video whose frame at this time was taken. If a video fails, such as one that is not transcoded yet, the others
-- are still changed, and the exit status is 7. It prints each video and its new picture. --dry-run does not read the
-- images.
-- To try it with a local test Vimeo: vimeo-lua --sandbox thumbnails.lua --at 12.5 --record /tmp/thumbnails.done

local endings = { jpg = true, jpeg = true, png = true, gif = true, webp = true }

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
  say("usage: vimeo-lua thumbnails.lua FOLDER [--record FILE] [--dry-run]")
  say("       vimeo-lua thumbnails.lua --at SECONDS [--query TEXT] [--record FILE] [--dry-run]")
  os.exit(64)
end

-- The command line.

local folder, dry_run
local given = {}
local position = 1
while arg[position] do
  local word = arg[position]
  if word == "--dry-run" then
    dry_run = true
  elseif word == "--at" or word == "--query" or word == "--record" then
    position = position + 1
    local value = arg[position]
    if not value or value == "" then wrong("%s needs a value", word) end
    given[word:sub(3)] = value
  elseif word:sub(1, 1) == "-" then
    wrong("unknown option %s", word)
  elseif folder then
    wrong("only one FOLDER can be given: %s", word)
  else
    folder = word
  end
  position = position + 1
end
local seconds
if given.at then
  if folder then wrong("give FOLDER or --at, not both") end
  seconds = given.at:match("^%d+%.?%d*$") and tonumber(given.at)
  if not seconds then wrong("%s is not a number of seconds", given.at) end
else
  if not folder then wrong("FOLDER or --at is missing") end
  if given.query then wrong("--query needs --at") end
  local status = vimeo.fs.stat(folder)
  if not status or status.type ~= "directory" then wrong("%s is not a folder", folder) end
end

-- What earlier runs have set: the source of the last picture of each video.

local record = given.record or vimeo.fs.join(folder or ".", "thumbnails.done")
local columns = { "video", "source", "picture" }
local pictures = {}
if vimeo.fs.exists(record) then
  local read, problem = pcall(function()
    local reader <close> = vimeo.csv.reader{ filename = record, header = true }
    if table.concat(reader.header, ",") ~= table.concat(columns, ",") then error("it has other columns", 0) end
    for row in reader do pictures[row.video] = row end
  end)
  if not read then
    say("%s is damaged (%s); delete it to set all pictures again", record, tostring(problem))
    os.exit(1)
  end
end

-- The file is replaced as a whole, so it is never incomplete.
local saved_at
local function save()
  local videos = {}
  for video in pairs(pictures) do table.insert(videos, video) end
  table.sort(videos)
  local out <close> = vimeo.csv.writer{ filename = record, header = columns }
  for _, video in ipairs(videos) do out:write(pictures[video]) end
  saved_at = os.time()
end

-- Once a second is enough: what is lost when the program is killed is only done again.
local function remember(video, source, picture)
  pictures[video] = { video = video, source = source, picture = picture }
  if saved_at ~= os.time() then save() end
end

-- Several at a time: each call runs as a task of its own.

local done, skipped = 0, 0

-- Sets the picture of a video, unless it was made from this source.
local function set(video, source, make)
  if pictures[video] and pictures[video].source == source then
    skipped = skipped + 1
    return
  end
  if dry_run then
    print(("%s\t%s"):format(video, source))
  else
    local picture = make()
    print(("%s\t%s"):format(video, picture.uri))
    remember(video, source, picture.uri)
  end
  done = done + 1
end

local function grab(video)
  local length = video.duration or 0
  if length > 0 and seconds > length then error(("it is only %d s long"):format(length), 0) end
  set(video.uri, ("frame at %.14g s"):format(seconds), function()
    return vimeo.grab_picture(video.uri, seconds, { activate = true })
  end)
end

local function upload(image)
  if not image.uri then error("it is not named by the number of a video", 0) end
  if image.twin then error(("%s is the picture of this video"):format(image.twin), 0) end
  local path = vimeo.fs.join(folder, image.name)
  local status = vimeo.fs.stat(path)
  set(image.uri, ("%s, %d bytes, %s"):format(image.name, status.size, status.modified), function()
    return vimeo.upload_picture(image.uri, path, { activate = true })
  end)
end

local items, work
if seconds then
  say("%s the frame at %s s of %s", dry_run and "would take" or "taking", given.at,
    given.query and ("the videos that %q finds"):format(given.query) or "your videos")
  -- In this order, what is uploaded meanwhile comes last and moves nothing.
  local search = { query = given.query, sort = "date", direction = "asc", fields = { "uri", "name", "duration" } }
  items, work = vimeo.each("/me/videos", search), grab
else
  local names = {}
  items, work = {}, upload
  for _, name in ipairs(vimeo.fs.list(folder)) do
    if name:sub(1, 1) ~= "." and endings[vimeo.fs.extension(name):lower()] then
      local number = name:match("^(%d+)%.%w+$")
      local uri = number and "/videos/" .. number
      table.insert(items, { name = name, uri = uri, twin = uri and names[uri] })
      if uri then names[uri] = names[uri] or name end
    end
  end
  say("%s %d images of %s", dry_run and "would upload" or "uploading", #items, folder)
end

-- Written before anything is done, to find out early if it cannot be written.
if not dry_run then save() end
local ended, problem, failures = pcall(vimeo.map, items, work, { concurrency = 4, on_error = "collect" })
if not dry_run then save() end
if not ended then
  -- The list could not be read on, or Ctrl-C came.
  say("ok %d  skipped %d  interrupted", done, skipped)
  error(problem, 0)
end
for _, failure in ipairs(failures) do
  local name = folder and failure.item.name or failure.item.uri .. " " .. (failure.item.name or "")
  say("%s: %s", name, reason(failure.error))
end
say("ok %d  skipped %d  failed %d", done, skipped, #failures)
if #failures > 0 then os.exit(7) end
