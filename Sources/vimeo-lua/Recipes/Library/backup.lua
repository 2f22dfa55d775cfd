-- Downloads videos, each with a JSON file of its data.

-- A title as part of a file name: no separators, nothing that other systems refuse, not too long.
local function clean(title)
  local text = title:gsub('[%c/\\:*?"<>|]', " "):gsub("%s+", " "):match("^[ .]*(.-)[ .]*$")
  return utf8.len(text) and utf8.len(text) > 60 and text:sub(1, utf8.offset(text, 61) - 1) or text
end

-- The largest size that can be downloaded: the source, where Vimeo still has it.
local function size_of(video)
  local size = 0
  for _, file in ipairs(video.download or {}) do
    if file.quality == "source" then return file.size or 0 end
    size = math.max(size, file.size or 0)
  end
  return size
end

return {
  summary = "Downloads your videos, each with a JSON file of its data.",
  description = [[
A video becomes NUMBER TITLE.mp4 in the folder. One whose file is there with the right size is skipped, even if the
title has changed. An interrupted download is resumed. The token needs the scope video_files.]],
  examples = { "vimeo-lua recipe run backup /mnt/archive --query Ferry" },
  api = "read",
  args = {
    { "folder", type = "folder", access = "write", help = "where the files go" },
    { "--query", help = "only the videos that this finds" },
  },

  items = function(args)
    return vimeo.each("/me/videos", { query = args.query, sort = "date", direction = "asc" })
  end,

  plan = function(video, args)
    local number = video.uri:match("/videos/(%d+)")
    local size = size_of(video)
    if video.status:find("^transcod") then error("it is not transcoded yet", 0) end
    if size == 0 and video.status == "available" then error("no link to a file: the token needs video_files", 0) end
    if size == 0 then return end
    for _, path in ipairs(vimeo.fs.glob(number .. "{, *}.mp4", { dir = args.folder })) do
      if vimeo.fs.stat(vimeo.fs.join(args.folder, path)).size == size then return end
    end
    local base = vimeo.fs.join(args.folder, (number .. " " .. clean(video.name or "")):match("^(.-) ?$"))
    return ("download %d bytes"):format(size), function()
      vimeo.fs.mkdir(args.folder)
      vimeo.download(video.uri, base .. ".mp4")
      -- Links to files expire within a day, and are open to whoever has them.
      video.download, video.files, video.play, video.upload = nil, nil, nil, nil
      vimeo.fs.write(base .. ".json", vimeo.json.encode(video, { pretty = true, sort_keys = true }) .. "\n")
    end
  end,

  tests = {
    {
      args = { "archive", "--query", "Ferry" },
      check = function() assert(#vimeo.fs.glob("archive/*.mp4") == #vimeo.fs.glob("archive/*.json")) end,
    },
  },
}
