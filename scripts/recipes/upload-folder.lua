-- Uploads the video files of a folder, three at a time; files that are on Vimeo already are skipped.
--
--   vimeo-lua upload-folder.lua FOLDER [--match GLOB] [--folder URI] [--privacy VIEW] [--dry-run]
--
-- Without --match it uploads the files directly in FOLDER that end in mp4, mov, m4v, mkv, avi, webm or mxf. GLOB is a
-- pattern for paths below FOLDER, such as "**/*.{mp4,mov}"; quote it. A video gets the name of its file, without the
-- extension. --folder puts new videos into a folder of your account, such as /me/projects/1234. --privacy sets who may
-- see them: anybody, contacts, disable, nobody or unlisted.
--
-- What was uploaded is recorded in FOLDER/.vimeo-uploaded.csv: the path, the size and the URI of the video. A file in that
-- record is skipped as long as its size is the same and the video exists, even if the video has been renamed. A file that is
-- not in it, such as on another machine, is skipped if a video of yours has its name and a version of the same size; if
-- Vimeo does not tell the sizes, the name decides. Names are compared without regard to blanks, and to how accents are
-- encoded. Each video stands for one file, so two files of the same name are two videos. A file whose size has changed
-- becomes another video; replace-sources.lua replaces the source of a video.
--
-- It can be stopped at any time and run again: an upload that was interrupted is resumed. If a file fails, the others are
-- still uploaded, and the exit status is 7. Only one process at a time can work on a folder; a second one ends with
-- status 5. For each new video it prints the URI and the file. With --dry-run, it prints the files and uploads nothing.
-- To try it with a local test Vimeo: vimeo-lua --sandbox upload-folder.lua . --dry-run

local endings = { mp4 = true, mov = true, m4v = true, mkv = true, avi = true, webm = true, mxf = true }
local views = { anybody = true, contacts = true, disable = true, nobody = true, unlisted = true }

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
  say("usage: vimeo-lua upload-folder.lua FOLDER [--match GLOB] [--folder URI] [--privacy VIEW] [--dry-run]")
  os.exit(64)
end

-- The command line.

local root, dry_run
local given = {}
local position = 1
while arg[position] do
  local word = arg[position]
  if word == "--dry-run" then
    dry_run = true
  elseif word == "--match" or word == "--folder" or word == "--privacy" then
    position = position + 1
    local value = arg[position]
    if not value or value == "" then wrong("%s needs a value", word) end
    given[word:sub(3)] = value
  elseif word:sub(1, 1) == "-" then
    wrong("unknown option %s", word)
  elseif root then
    wrong("only one FOLDER can be given: %s", word)
  else
    root = word
  end
  position = position + 1
end
if not root then wrong("FOLDER is missing") end
if given.privacy and not views[given.privacy] then wrong("invalid VIEW: %s", given.privacy) end
local status = vimeo.fs.stat(root)
if not status or status.type ~= "directory" then wrong("%s is not a folder", root) end

-- The files, and the names their videos have.

local paths = {}
if given.match then
  for _, name in ipairs(vimeo.fs.glob(given.match, { dir = root })) do
    table.insert(paths, vimeo.fs.join(root, name))
  end
else
  for _, name in ipairs(vimeo.fs.list(root)) do
    if name:sub(1, 1) ~= "." and endings[vimeo.fs.extension(name):lower()] then
      table.insert(paths, vimeo.fs.join(root, name))
    end
  end
end

-- At most 128 characters are allowed.
local function title(path)
  local name = vimeo.fs.basename(path)
  local ending = vimeo.fs.extension(name)
  if ending ~= "" then name = name:sub(1, -#ending - 2) end
  if (utf8.len(name) or 0) > 128 then name = name:sub(1, utf8.offset(name, 129) - 1) end
  return name:match("^%s*(.-)%s*$")
end

local function plain(name)
  return (name:gsub("%s+", " "):match("^ ?(.-) ?$"))
end

-- The part of a name that no encoding of accents changes: ASCII without letters that carry an accent.
local function core(name)
  name = name:gsub("[\0-\x7F]?\xCC[\x80-\xBF]", ""):gsub("[\0-\x7F]?\xCD[\x80-\xAF]", "")
  return plain(name:gsub("[\x80-\xFF]+", ""))
end

local function same_name(file, video)
  return vimeo.fs.same_name(plain(video.name), plain(file.name))
end

-- Whether the video's name is that of the file, perhaps without some of its characters, which Vimeo may have left out.
local function similar_name(file, video)
  if same_name(file, video) then return true end
  local place = 1
  for character in plain(video.name):gmatch("[\0-\x7F\xC2-\xF4][\x80-\xBF]*") do
    local _, last = file.name:find(character, place, true)
    if not last then return false end
    place = last + 1
  end
  return place > 1
end

local files, same_core = {}, {}
for _, path in ipairs(paths) do
  local found = vimeo.fs.stat(path)
  if not found or found.type == "file" then
    local name = title(path)
    local file = { path = path, key = path:sub(#vimeo.fs.join(root, "x")), name = name, size = found and found.size }
    table.insert(files, file)
    same_core[core(name)] = {}
  end
end

-- One process at a time works on a folder, and records what it has uploaded.

local record_file = vimeo.fs.join(root, ".vimeo-uploaded.csv")
local columns = { "path", "size", "uri" }
local record = {}

local function take_lock()
  if dry_run then return end
  local locked, result = pcall(vimeo.lock, vimeo.fs.join(root, ".vimeo-upload.lock"))
  if locked then return result end
  if result.code == "locked" then
    say("another process works on this folder: %s", result)
    os.exit(5)
  end
  say("uploads are not recorded: %s", result)
end
local lock <close> = take_lock()

if vimeo.fs.exists(record_file) then
  local read, problem = pcall(function()
    local reader <close> = vimeo.csv.reader{ filename = record_file, header = true }
    if table.concat(reader.header, ",") ~= table.concat(columns, ",") then error("it has other columns", 0) end
    for row in reader do record[row.path] = row end
  end)
  if not read then
    say("%s is damaged (%s); if you delete it, files are compared by name and size only", record_file, tostring(problem))
    os.exit(1)
  end
end

-- The file is replaced as a whole each time, so it is never incomplete.
local function remember(file, uri)
  record[file.key] = { path = file.key, size = tostring(file.size), uri = uri }
  if not lock then return end
  local keys = {}
  for key in pairs(record) do table.insert(keys, key) end
  table.sort(keys)
  local out <close> = vimeo.csv.writer{ filename = record_file, header = columns }
  for _, key in ipairs(keys) do out:write(record[key]) end
end

-- The videos of the account: those in the record, and those that may have the name of a file. A video whose file has not
-- arrived does not count.

local candidates, by_uri = {}, {}
if #files > 0 then
  local search = { sort = "date", direction = "asc", fields = { "uri", "name", "status" } }
  for video in vimeo.each("/me/videos", search) do
    if video.status ~= "uploading" and video.status ~= "uploading_error" then
      by_uri[video.uri], video.name = video, video.name or ""
      local list = same_core[core(video.name)]
      if list then table.insert(list, video) end
    end
  end
end
for _, file in ipairs(files) do
  local row = record[file.key]
  local video = row and row.size == tostring(file.size) and by_uri[row.uri]
  if video and not video.taken then file.video, video.taken = video, true end
end
for _, file in ipairs(files) do
  if not file.video then
    for _, video in ipairs(same_core[core(file.name)]) do
      if not video.taken and not video.sizes and similar_name(file, video) then
        video.sizes = {}
        table.insert(candidates, video)
      end
    end
  end
end

local function read_sizes(video)
  local read, problem = pcall(function()
    for version in vimeo.each(video.uri .. "/versions", { fields = { "filesize" } }) do
      if math.type(version.filesize) == "integer" and version.filesize > 0 then
        video.sizes[version.filesize] = true
      end
    end
  end)
  if read then return end
  -- Not every account may see versions.
  local refused = type(problem) == "table" and (problem.status_code == 403 or problem.status_code == 404)
  if not refused then error(problem, 0) end
end
vimeo.map(candidates, read_sizes, { concurrency = 8 })

local function take(file, fits)
  if file.video then return end
  for _, video in ipairs(same_core[core(file.name)]) do
    if not video.taken and video.sizes and fits(video) then
      file.video, video.taken = video, true
      return
    end
  end
end
for _, file in ipairs(files) do
  take(file, function(video) return video.sizes[file.size] and similar_name(file, video) end)
end
for _, file in ipairs(files) do
  take(file, function(video) return next(video.sizes) == nil and same_name(file, video) end)
end

local new = {}
for _, file in ipairs(files) do
  if not file.video then table.insert(new, file) end
end
local done, skipped = 0, #files - #new
say("%s %d of %d files in %s", dry_run and "would upload" or "uploading", #new, #files, root)

-- Three at a time: each call runs as a task of its own.

local function upload(file)
  if not file.size then error("it is a broken link", 0) end
  if file.size == 0 then error("it is empty", 0) end
  if dry_run then
    print(file.path)
  else
    local fields = { name = file.name, privacy = given.privacy and { view = given.privacy } }
    fields.folder_uri = given.folder and given.folder:gsub("/$", "")
    local uri = vimeo.upload(file.path, fields)
    remember(file, uri)
    print(("%s\t%s"):format(uri, file.path))
  end
  done = done + 1
end

local ended, problem, failures = pcall(vimeo.map, new, upload, { concurrency = 3, on_error = "collect" })
if not ended then
  -- It was interrupted.
  say("ok %d  skipped %d  interrupted", done, skipped)
  error(problem, 0)
end
for _, failure in ipairs(failures) do
  say("%s: %s", failure.item.path, reason(failure.error))
end
say("ok %d  skipped %d  failed %d", done, skipped, #failures)
if #failures > 0 then os.exit(7) end
