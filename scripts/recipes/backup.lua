-- Downloads your videos, all or those that a search finds, each with a JSON file of its data.
--
--   vimeo-lua backup.lua FOLDER [--quality NAME] [--query TEXT]
--
-- A video is saved in FOLDER as "NUMBER TITLE.mp4", and its data as "NUMBER TITLE.json". The best quality is used, which
-- is the source if Vimeo still has it; with --quality, such as 720p, the best one of that name, and the quality is part of
-- the file name. Only the owner of a video can download it, with a token that has the scope video_files.
--
-- A file with the right number and size is skipped, even if the title has changed; its data is written again. A video with
-- a new source of another size is downloaded again; a video without a file is skipped. It can be stopped at any time and
-- run again: an interrupted download, NUMBER TITLE.mp4.part, is resumed. If a video fails, such as one that is not
-- transcoded yet, the others are still downloaded, and the exit status is 7. It prints each video and its new file.
-- To try it with a local test Vimeo: vimeo-lua --sandbox backup.lua /tmp/backup

local endings = {
  ["video/mp4"] = "mp4", ["video/quicktime"] = "mov", ["video/webm"] = "webm", ["video/x-msvideo"] = "avi",
  ["video/x-matroska"] = "mkv",
}

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
  say("usage: vimeo-lua backup.lua FOLDER [--quality NAME] [--query TEXT]")
  os.exit(64)
end

-- The command line.

local folder, quality, query
local position = 1
while arg[position] do
  local word = arg[position]
  if word == "--quality" or word == "--query" then
    position = position + 1
    local value = arg[position]
    if not value or value == "" then wrong("%s needs a value", word) end
    if word == "--query" then query = value else quality = value end
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

-- What is in the folder: the names by the number they begin with.

vimeo.fs.mkdir(folder)
local present = {}
for _, name in ipairs(vimeo.fs.list(folder)) do
  local number = name:match("^(%d+)[ .]")
  if number and not name:match("%.json$") and not name:match("%.part$") then
    present[number] = present[number] or {}
    table.insert(present[number], name)
  end
end

-- The files that can be had: for download, or at least for playing.
local function files_of(video)
  for _, list in ipairs{ video.download or {}, video.files or {}, video.play and video.play.progressive or {} } do
    local whole = {}
    for _, file in ipairs(list) do
      if file.link and file.quality ~= "hls" and file.quality ~= "dash" then table.insert(whole, file) end
    end
    if #whole > 0 then return whole end
  end
  return {}
end

-- The file that vimeo.download takes: the source, or else the one with the most lines, then bytes.
local function choose(video)
  local best
  for _, file in ipairs(files_of(video)) do
    local called = not quality
    for _, name in ipairs{ file.quality or "", file.rendition or "", file.public_name or "" } do
      called = called or name:lower() == quality:lower()
    end
    if called then
      file.rank = { file.quality == "source" and 1 or 0, file.height or 0, file.size or 0 }
      for place = 1, 3 do
        local more = file.rank[place] - (best and best.rank[place] or -1)
        if more > 0 then best = file end
        if more ~= 0 then break end
      end
    end
  end
  return best
end

-- A title as part of a file name: no separators, no control characters, nothing that other systems refuse.
local function clean(title)
  local text = title:gsub('[%c/\\:*?"<>|]', " "):gsub("%s+", " ")
  if #text > 150 then
    -- Not in the middle of a character.
    local last = 151
    while last > 1 and text:byte(last) & 0xC0 == 0x80 do last = last - 1 end
    text = text:sub(1, last - 1)
  end
  return text:match("^[ .]*(.-)[ .]*$")
end

local function file_name(video, number, file)
  -- What the link's path ends with says it too, if the type does not.
  local path = (file.link or ""):match("^%w+://[^/?#]*/([^?#]*)") or ""
  local ending = endings[file.type] or path:match("%.(%w%w%w%w?%w?)$") or "mp4"
  local words = { number, clean(video.name or "") }
  if words[2] == "" then table.remove(words) end
  if quality then table.insert(words, clean(quality)) end
  return table.concat(words, " ") .. "." .. ending
end

-- Links to the files are of use for a day only, and open to whoever has them.
local function write_data(video, name)
  video.download, video.files, video.play, video.upload = nil, nil, nil, nil
  local text = vimeo.json.encode(video, { pretty = true, sort_keys = true })
  vimeo.fs.write(vimeo.fs.join(folder, name:gsub("%.[^.]*$", "") .. ".json"), text .. "\n")
end

-- Three at a time: each call runs as a task of its own, and the next page comes while they work.

local done, skipped = 0, 0

local function save(video)
  if video.status == "uploading" or video.status == "uploading_error" then
    say("%s %s: its file has not arrived", video.uri, clean(video.name or ""))
    skipped = skipped + 1
    return
  end
  local number = video.uri:match("(%d+)[^/]*$")
  local file = choose(video)
  for _, name in ipairs(file and file.size and present[number] or {}) do
    if vimeo.fs.stat(vimeo.fs.join(folder, name)).size == file.size then
      write_data(video, name)
      skipped = skipped + 1
      return
    end
  end
  -- A video without such a file is refused by this, with the reason.
  local name = file_name(video, number, file or {})
  local path = vimeo.download(video.uri, vimeo.fs.join(folder, name), { quality = quality })
  write_data(video, name)
  print(("%s\t%s"):format(video.uri, path))
  done = done + 1
end

say("saving %s to %s", query and ("the videos that %q finds"):format(query) or "your videos", folder)
-- In this order, what is uploaded meanwhile comes last and moves nothing.
local search = { query = query, sort = "date", direction = "asc" }
local listed, problem, failures =
  pcall(vimeo.map, vimeo.each("/me/videos", search), save, { concurrency = 3, on_error = "collect" })
for _, failure in ipairs(failures or {}) do
  if failure.item then
    say("%s %s: %s", failure.item.uri, clean(failure.item.name or ""), reason(failure.error))
  else
    listed, problem = false, failure.error
  end
end
if not listed then
  -- The list could not be read further, or Ctrl-C came.
  say("ok %d  skipped %d  interrupted", done, skipped)
  error(problem, 0)
end
say("ok %d  skipped %d  failed %d", done, skipped, #failures)
if #failures > 0 then os.exit(7) end
