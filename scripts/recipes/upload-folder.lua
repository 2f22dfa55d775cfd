-- Uploads the video files of a folder, three at a time; those that are on Vimeo already are skipped.
--
--   vimeo-lua upload-folder.lua FOLDER [--match GLOB] [--folder URI] [--privacy VIEW] [--dry-run]
--
-- Without --match it takes the files in FOLDER, not below it, that end in mp4, mov, m4v, mkv, avi, webm or mxf. GLOB is
-- a pattern for paths below FOLDER, such as "**/*.{mp4,mov}"; quote it. A video is called what its file is, without the
-- ending. --folder puts new videos into a folder of yours, such as /me/projects/1234. --privacy says who may see new
-- ones: anybody, contacts, disable, nobody or unlisted.
--
-- A file is on Vimeo if a video of yours has its name and a version of as many bytes; where Vimeo tells no size, the
-- name has to do. Each video stands for one file, so files that are called the same in two folders are two videos.
-- Nothing is kept beside the files, so this works from any machine; but a video that was renamed on Vimeo is not known
-- again, and its file is sent once more. A file that was changed becomes another video; replace-sources.lua replaces.
--
-- It can be stopped at any time and run again: a file that was sent in part goes on from there. It carries on when one
-- fails, and ends with status 7 then. For each new video it prints the URI and the file. --dry-run does not read them.
-- Try it on a Vimeo of its own: vimeo-lua --sandbox upload-folder.lua . --dry-run

local endings = { mp4 = true, mov = true, m4v = true, mkv = true, avi = true, webm = true, mxf = true }
local views = { anybody = true, contacts = true, disable = true, nobody = true, unlisted = true }

local function say(format, ...)
  io.stderr:write(format:format(...), "\n")
end

-- What went wrong and, if it is known, what to do.
local function reason(problem)
  local hint = type(problem) == "table" and problem.hint
  return hint and ("%s (%s)"):format(problem, hint) or tostring(problem)
end

local function wrong(format, ...)
  say(format, ...)
  say("usage: vimeo-lua upload-folder.lua FOLDER [--match GLOB] [--folder URI] [--privacy VIEW] [--dry-run]")
  os.exit(64)
end

-- What the command line asks for.

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
    wrong("one FOLDER only, please: %s", word)
  else
    root = word
  end
  position = position + 1
end
if not root then wrong("FOLDER is missing") end
if given.privacy and not views[given.privacy] then wrong("VIEW cannot be %s", given.privacy) end
local status = vimeo.fs.stat(root)
if not status or status.type ~= "directory" then wrong("%s is no folder", root) end

-- The files, and the names their videos have.

local paths = {}
if given.match then
  -- In the path of the folder, no character stands for others.
  paths = vimeo.fs.glob(vimeo.fs.join(root:gsub("[%*%?%[%]{}\\]", "\\%0"), given.match))
else
  for _, name in ipairs(vimeo.fs.list(root)) do
    if name:sub(1, 1) ~= "." and endings[vimeo.fs.extension(name):lower()] then
      table.insert(paths, vimeo.fs.join(root, name))
    end
  end
end

-- Vimeo takes at most 128 characters.
local function title(path)
  local name = vimeo.fs.basename(path)
  local ending = vimeo.fs.extension(name)
  if ending ~= "" then name = name:sub(1, -#ending - 2) end
  if (utf8.len(name) or 0) > 128 then name = name:sub(1, utf8.offset(name, 129) - 1) end
  return name:match("^%s*(.-)%s*$")
end

local files, same_name = {}, {}
for _, path in ipairs(paths) do
  local found = vimeo.fs.stat(path)
  if not found or found.type == "file" then
    local file = { path = path, name = title(path), size = found and found.size }
    table.insert(files, file)
    same_name[file.name] = {}
  end
end

-- The videos with these names, and how many bytes their versions have. One whose file has not come is none yet.

local videos = {}
if #files > 0 then
  local search = { sort = "date", direction = "asc", fields = { "uri", "name", "status" } }
  for video in vimeo.each("/me/videos", search) do
    local list = same_name[(video.name or ""):match("^%s*(.-)%s*$")]
    if list and video.status ~= "uploading" and video.status ~= "uploading_error" then
      table.insert(list, video)
      table.insert(videos, video)
    end
  end
end

local function read_sizes(video)
  local read, problem = pcall(function()
    for version in vimeo.each(video.uri .. "/versions", { fields = { "filesize" } }) do
      if math.type(version.filesize) == "integer" and version.filesize > 0 then
        video.sizes = video.sizes or {}
        video.sizes[version.filesize] = true
      end
    end
  end)
  if read then return end
  -- Not every account may see versions.
  local refused = type(problem) == "table" and (problem.status_code == 403 or problem.status_code == 404)
  if not refused then error(problem, 0) end
end
vimeo.map(videos, read_sizes, { concurrency = 8 })

local function take(file, fits)
  for _, video in ipairs(same_name[file.name]) do
    if not file.video and not video.taken and fits(video) then file.video, video.taken = video, true end
  end
end
for _, file in ipairs(files) do
  take(file, function(video) return video.sizes and video.sizes[file.size] end)
end
for _, file in ipairs(files) do
  take(file, function(video) return not video.sizes end)
end

local new = {}
for _, file in ipairs(files) do
  if not file.video then table.insert(new, file) end
end
local done, skipped = 0, #files - #new
say("%s %d of %d files in %s", dry_run and "would upload" or "uploading", #new, #files, root)

-- Three at a time: each call runs as a task of its own.

local function upload(file)
  if not file.size then error("it is a link to nothing", 0) end
  if file.size == 0 then error("it is empty", 0) end
  if dry_run then
    print(file.path)
  else
    local fields = { name = file.name, privacy = given.privacy and { view = given.privacy } }
    fields.folder_uri = given.folder and given.folder:gsub("/$", "")
    print(("%s\t%s"):format(vimeo.upload(file.path, fields), file.path))
  end
  done = done + 1
end

local ended, problem, failures = pcall(vimeo.map, new, upload, { concurrency = 3, on_error = "collect" })
if not ended then
  -- Ctrl-C came.
  say("ok %d  skipped %d  and not all was done", done, skipped)
  error(problem, 0)
end
for _, failure in ipairs(failures) do
  say("%s: %s", failure.item.path, reason(failure.error))
end
say("ok %d  skipped %d  failed %d", done, skipped, #failures)
if #failures > 0 then os.exit(7) end
