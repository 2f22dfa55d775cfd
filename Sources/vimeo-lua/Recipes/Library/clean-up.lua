-- Deletes uploads that were never finished, and old videos.

-- What Vimeo compares of a tag.
local function canonical(tag) return (tag:lower():gsub("[%s%p]+", "")) end

return {
  summary = "Deletes uploads that were never finished and, if asked to, old videos.",
  description = [[
What is deleted is added to a CSV file first; a dry run adds it too. Without --older-than only videos whose upload or
transcoding has failed are deleted, and those whose upload was begun a day ago or earlier and has not ended.]],
  examples = { "vimeo-lua recipe run clean-up deleted.csv --older-than 730d --dry-run" },
  api = "delete",
  args = {
    { "list", type = "file", access = "write", help = "the CSV file with what was deleted" },
    { "--older-than", type = "duration", help = "also all videos that are older than this, such as 730d" },
    { "--unfinished-for", type = "duration", default = "1d", help = "how old an unfinished upload must be" },
    { "--keep-tag", default = "keep", help = "videos with this tag stay" },
  },

  items = function(args)
    local found, listed, kept = {}, {}, canonical(args.keep_tag)
    local out <close> = vimeo.csv.writer{ filename = args.list, header = { "uri", "name", "status", "created_time" } }
    if vimeo.fs.exists(args.list) then
      for row in vimeo.csv.reader{ filename = args.list, header = true } do
        out:write(row)
        listed[row.uri] = true
      end
    end
    local fields = "uri,name,status,created_time,tags"
    for video in vimeo.each("/me/videos", { sort = "date", direction = "asc", fields = fields }) do
      local age = vimeo.time.now() - vimeo.time.parse(video.created_time)
      local is_failed = video.status:find("_error") or video.status == "uploading" and age > args.unfinished_for
      for _, tag in ipairs(video.tags or {}) do video.is_kept = video.is_kept or canonical(tag.name) == kept end
      if not video.is_kept and (is_failed or args.older_than and age > args.older_than) then
        video.why = is_failed and video.status or "older than asked"
        table.insert(found, video)
        if not listed[video.uri] then out:write{ video.uri, video.name, video.status, video.created_time } end
      end
    end
    return found
  end,

  plan = function(video)
    return ("delete (%s, %s)"):format(video.why, video.created_time:sub(1, 10)), function()
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
