-- Deletes uploads that were never finished, and old videos.

-- What Vimeo compares of a tag.
local function canonical(tag) return (tag:lower():gsub("[%s%p]+", "")) end

local listed = {} -- the URIs in the list from the start
local columns = { "uri", "name", "status", "created_time" }
local header = table.concat(columns, ",")

-- Adds a video to the list, in one write, as others may add to it at the same time.
local function append(path, video)
  local row = {}
  for place, name in ipairs(columns) do row[place] = '"' .. (video[name] or ""):gsub('"', '""') .. '"' end
  local list <close> = assert(io.open(path, "a"))
  assert(list:write((list:seek("end") == 0 and header .. "\r\n" or "") .. table.concat(row, ",") .. "\r\n"))
  assert(list:close())
end

return {
  summary = "Deletes uploads that were never finished and, if asked to, old videos.",
  description = [[
Each video is added to a CSV file before it is deleted, and stays there if it then cannot be. Without --older-than only
videos whose upload or transcoding has failed are deleted, and those whose upload was begun a day ago or earlier and has
not ended.]],
  examples = { "vimeo-lua recipe run clean-up deleted.csv --older-than 730d --dry-run" },
  api = "delete",
  args = {
    { "list", type = "file", access = "write", help = "the CSV file that gets what is to be deleted" },
    { "--older-than", type = "duration", help = "also all videos that are older than this, such as 730d" },
    { "--unfinished-for", type = "duration", default = "1d", help = "how old an unfinished upload must be" },
    { "--keep-tag", default = "keep", help = "videos with this tag stay" },
  },

  items = function(args)
    local found, kept = {}, canonical(args.keep_tag)
    local start = vimeo.fs.exists(args.list) and vimeo.fs.read(args.list) or ""
    if start ~= "" and start:sub(1, #header) ~= header then error(args.list .. " is not a list of deletions", 0) end
    for uri in start:gmatch('\n"([^"]*)"') do listed[uri] = true end
    local fields = "uri,name,status,created_time,tags"
    for video in vimeo.each("/me/videos", { sort = "date", direction = "asc", fields = fields }) do
      local age = vimeo.time.now() - vimeo.time.parse(video.created_time)
      local is_failed = video.status:find("_error") or video.status == "uploading" and age > args.unfinished_for
      for _, tag in ipairs(video.tags or {}) do video.is_kept = video.is_kept or canonical(tag.name) == kept end
      if not video.is_kept and (is_failed or args.older_than and age > args.older_than) then
        video.why = is_failed and video.status or "older than asked"
        table.insert(found, video)
      end
    end
    return found
  end,

  plan = function(video, args)
    return ("delete (%s, %s)"):format(video.why, video.created_time:sub(1, 10)), function()
      if not listed[video.uri] then append(args.list, video) end
      vimeo.delete(video.uri):check()
    end
  end,

  tests = {
    {
      args = { "deleted.csv", "--older-than", "365d" },
      check = function()
        assert(vimeo.fs.stat("deleted.csv").size > 0)
        for video in vimeo.each("/me/videos") do
          assert(vimeo.time.now() - vimeo.time.parse(video.created_time) < 366 * 86400, video.created_time)
        end
      end,
    },
  },
}
