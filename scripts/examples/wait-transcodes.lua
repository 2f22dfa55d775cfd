-- Waits until videos are transcoded: those you name, or all of your videos that cannot be played yet.
--
--   vimeo-lua wait-transcodes.lua [URI …] [--timeout SECONDS]
--
-- A URI is like /videos/1234; a number or an address at vimeo.com is allowed too. Without URIs, a video whose file has
-- not arrived is skipped, as its upload may have been abandoned, unless Vimeo itself fetches it. --timeout is for all
-- videos together; without it there is no limit.
--
-- It prints each video when its state is known: available, or a failure such as transcoding_error or timeout. It
-- changes nothing and can be run again at any time. The exit status is 7 if a video did not become available.
-- To try it with a local test Vimeo: vimeo-lua --sandbox wait-transcodes.lua 1001 1002

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
  say("usage: vimeo-lua wait-transcodes.lua [URI …] [--timeout SECONDS]")
  os.exit(64)
end

-- The command line.

local videos, known = {}, {}
local timeout
local position = 1
while arg[position] do
  local word = arg[position]
  if word == "--timeout" then
    position = position + 1
    timeout = tonumber(arg[position] or "")
    if not (timeout and timeout > 0 and timeout < math.huge) then wrong("--timeout needs a number of seconds") end
  elseif word:sub(1, 1) == "-" then
    wrong("unknown option %s", word)
  else
    local number = word:match("^%d+$") or word:match("^/?videos/(%d+)") or word:match("vimeo%.com/(%d+)")
    if not number then wrong("%s is not a video", word) end
    local uri = "/videos/" .. number
    if not known[uri] then table.insert(videos, { uri = uri }) end
    known[uri] = true
  end
  position = position + 1
end

-- Which videos.

local done, skipped = 0, 0
if #videos == 0 then
  local fields = { "uri", "name", "status", "upload.status", "upload.approach", "transcode.status" }
  for video in vimeo.each("/me/videos", { sort = "date", direction = "asc", fields = fields }) do
    local is_ready = video.status == "available" and (video.transcode or {}).status ~= "in_progress"
    if video.status == "uploading" and (video.upload or {}).approach ~= "pull" then
      say("%s %s: its file has not arrived", video.uri, video.name or "")
      skipped = skipped + 1
    elseif not is_ready then
      table.insert(videos, video)
    end
  end
end
say("waiting for %d videos", #videos)

-- Up to 16 at a time: each call runs as a task of its own. The time limit is shared, so it does not start again for
-- those that start late.

local deadline = timeout and os.time() + timeout

local function wait(video)
  local options = { timeout = deadline and math.max(deadline - os.time(), 0.001) }
  local waited, result = pcall(vimeo.wait, video.uri, options)
  local problem = type(result) == "table" and result or {}
  if not waited and problem.kind == "cancelled" then error(result, 0) end
  local state = waited and result.status or problem.kind == "timeout" and "timeout" or problem.code or problem.kind
  local name = waited and result.name or video.name or ""
  print(("%s\t%s\t%s"):format(video.uri, state or "error", (name:gsub("%c", " "))))
  if not waited then error(result, 0) end
  done = done + 1
end

local ended, problem, failures = pcall(vimeo.map, videos, wait, { concurrency = 16, on_error = "collect" })
if not ended then
  -- It was interrupted.
  say("ok %d  skipped %d  interrupted", done, skipped)
  error(problem, 0)
end
for _, failure in ipairs(failures) do
  say("%s", reason(failure.error))
end
say("ok %d  skipped %d  failed %d", done, skipped, #failures)
if #failures > 0 then os.exit(7) end
