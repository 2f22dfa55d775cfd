-- Sets who may see your videos: all of them, those that a search finds, or those in a folder.
--
--   vimeo-lua set-privacy.lua VIEW [--query TEXT | --folder URI] [--dry-run]
--
-- VIEW is anybody, contacts, disable, nobody or unlisted. A folder's URI is like /me/projects/1234.
-- Videos that already have this setting are skipped, so it can be run again after a failure. If a video fails, the others
-- are still changed, and the exit status is 7.
-- To try it with a local test Vimeo: vimeo-lua --sandbox set-privacy.lua nobody --dry-run

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
  say("usage: vimeo-lua set-privacy.lua VIEW [--query TEXT | --folder URI] [--dry-run]")
  os.exit(64)
end

-- The command line.

local view, query, folder, dry_run
local position = 1
while arg[position] do
  local word = arg[position]
  if word == "--dry-run" then
    dry_run = true
  elseif word == "--query" or word == "--folder" then
    position = position + 1
    local value = arg[position]
    if not value or value == "" then wrong("%s needs a value", word) end
    if word == "--query" then query = value else folder = value:gsub("/$", "") end
  elseif word:sub(1, 1) == "-" then
    wrong("unknown option %s", word)
  elseif view then
    wrong("only one VIEW can be given: %s", word)
  else
    view = word
  end
  position = position + 1
end
if not view then wrong("VIEW is missing") end
if not views[view] then wrong("invalid VIEW: %s", view) end
if query and folder then wrong("give --query or --folder, not both") end

-- Which videos, and how many.

local path = folder and folder .. "/videos" or "/me/videos"
local where = query and ("that %q finds"):format(query) or folder and "in " .. folder or "of yours"
-- In this order, videos that are uploaded meanwhile come last and do not move the others.
local search = { query = query, sort = "date", direction = "asc", fields = { "uri", "name", "privacy.view" } }

local first = vimeo.get(path, { query = query, per_page = 1, fields = { "uri" } }):check().body
say("%s %d videos %s to %s", dry_run and "would set" or "setting", first.total, where, view)

-- Several at a time: each call runs as a task of its own, and the next page is fetched meanwhile.

local done, skipped = 0, 0

local function set(video)
  if video.privacy and video.privacy.view == view then
    skipped = skipped + 1
    return
  end
  if dry_run then
    print(("%s\t%s\t%s"):format(video.uri, video.privacy and video.privacy.view or "?", video.name or ""))
  else
    vimeo.patch(video.uri, { privacy = { view = view } }):check()
  end
  done = done + 1
end

local listed, problem, failures =
  pcall(vimeo.map, vimeo.each(path, search), set, { concurrency = 8, on_error = "collect" })
for _, failure in ipairs(failures or {}) do
  if failure.item then
    say("%s %s: %s", failure.item.uri, failure.item.name or "", reason(failure.error))
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
