-- Replaces the sources of videos with the files of a list, three at a time.
--
--   vimeo-lua replace-sources.lua LIST.csv [--dry-run]
--
-- The first row of LIST.csv has the names of its columns. The column video has the URI, number or vimeo.com address of
-- each video, the column file its new source; other columns are ignored. A relative file name is relative to the folder
-- of the list.
--
-- What was replaced is recorded in LIST.csv.done, with the size and time of the file, so that the next run skips it. A
-- file that has changed since is sent again; delete LIST.csv.done to send all files again. It can be stopped at any time
-- and run again: an interrupted upload is resumed. If a file fails, the others are still sent, and the exit status is 7.
-- It prints each video and its file. A new source is shown once it is transcoded: see wait-transcodes.lua.
-- To try it with a local test Vimeo, which has the videos 1001 to 1007: vimeo-lua --sandbox replace-sources.lua LIST.csv

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
  say("usage: vimeo-lua replace-sources.lua LIST.csv [--dry-run]")
  os.exit(64)
end

-- The command line.

local list, dry_run
for _, word in ipairs(arg) do
  if word == "--dry-run" then
    dry_run = true
  elseif word:sub(1, 1) == "-" then
    wrong("unknown option %s", word)
  elseif list then
    wrong("only one LIST.csv can be given: %s", word)
  else
    list = word
  end
end
if not list then wrong("LIST.csv is missing") end
if not vimeo.fs.exists(list) then wrong("%s does not exist", list) end

-- The list. An invalid row is reported when it is processed, so that it does not stop the others.

local folder = list:match("^(.*/)") or ""
local rows, lines = {}, {}
do
  local reader <close> = vimeo.csv.reader{ filename = list, header = true }
  local columns = {}
  for _, name in ipairs(reader.header) do columns[name] = true end
  if not columns.video or not columns.file then wrong("%s needs the columns video and file", list) end
  for row, line in reader do
    local number = row.video:match("^%s*(%d+)%s*$") or row.video:match("/videos/(%d+)")
      or row.video:match("vimeo%.com/(%d+)")
    local item = { line = line, text = row.video, file = row.file, uri = number and "/videos/" .. number }
    if item.uri then
      item.twin = lines[item.uri]
      lines[item.uri] = lines[item.uri] or line
    end
    item.path = row.file:sub(1, 1) == "/" and row.file or folder .. row.file
    table.insert(rows, item)
  end
end

-- What earlier runs have replaced.

local done_list = list .. ".done"
local columns = { "video", "file", "size", "modified" }
local replaced = {}
if vimeo.fs.exists(done_list) then
  local read, problem = pcall(function()
    local reader <close> = vimeo.csv.reader{ filename = done_list, header = true }
    if table.concat(reader.header, ",") ~= table.concat(columns, ",") then error("it has other columns", 0) end
    for row in reader do replaced[row.video] = row end
  end)
  if not read then
    say("%s is damaged (%s); delete it to send all files again", done_list, tostring(problem))
    os.exit(1)
  end
end

-- The file is replaced as a whole each time, so it is never incomplete.
local function remember(row)
  replaced[row.video] = row
  local videos = {}
  for video in pairs(replaced) do table.insert(videos, video) end
  table.sort(videos)
  local out <close> = vimeo.csv.writer{ filename = done_list, header = columns }
  for _, video in ipairs(videos) do out:write(replaced[video]) end
end

-- Three at a time: each call runs as a task of its own.

say("%s %d sources of %s", dry_run and "would replace" or "replacing", #rows, list)

local done, skipped = 0, 0

local function replace(item)
  if not item.uri then error(("'%s' is not a video"):format(item.text), 0) end
  if item.twin then error(("%s is in line %d already"):format(item.uri, item.twin), 0) end
  if item.file == "" then error("no file is named", 0) end
  local status = vimeo.fs.stat(item.path)
  if not status then error(item.path .. " does not exist", 0) end
  if status.size == 0 then error(item.path .. " is empty", 0) end
  local row = { video = item.uri, file = item.file, size = tostring(status.size), modified = tostring(status.modified) }
  local last = replaced[item.uri]
  if last and last.file == row.file and last.size == row.size and last.modified == row.modified then
    skipped = skipped + 1
    return
  end
  if not dry_run then
    vimeo.replace(item.uri, item.path)
    remember(row)
  end
  print(("%s\t%s"):format(item.uri, item.path))
  done = done + 1
end

local ended, problem, failures = pcall(vimeo.map, rows, replace, { concurrency = 3, on_error = "collect" })
if not ended then
  -- It was interrupted.
  say("ok %d  skipped %d  interrupted", done, skipped)
  error(problem, 0)
end
for _, failure in ipairs(failures) do
  say("line %d: %s", failure.item.line, reason(failure.error))
end
say("ok %d  skipped %d  failed %d", done, skipped, #failures)
if #failures > 0 then os.exit(7) end
