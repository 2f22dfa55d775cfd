-- Sets the pictures of videos that have none of their own.
local formats = "{jpg,jpeg,png,gif,webp,JPG,JPEG,PNG}"
local used = {} -- the names of the images that have a video

return {
  summary = "Sets the pictures of videos: images from a folder, or a frame of each video.",
  description = [[
Images are named NUMBER.jpg or NUMBER.png by the number of the video. Videos that show a picture of their own already
are left alone, unless --replace is given.]],
  examples = {
    "vimeo-lua recipe run thumbnails --from covers",
    "vimeo-lua recipe run thumbnails --at 12.5 --query Ferry",
  },
  api = "write",
  args = {
    { "--from", type = "folder", help = "the folder with the images" },
    { "--at", type = "number", help = "the time of the frame, in seconds" },
    { "--query", help = "only the videos that this finds" },
    { "--replace", type = "boolean", help = "also where a picture was set before" },
  },

  items = function(args)
    if (args.from == nil) == (args.at == nil) then error("give one of --from and --at", 0) end
    if args.at and args.at < 0 then error("--at is a time from the start of the video", 0) end
    local query = { query = args.query, sort = "date", direction = "asc", fields = "uri,name,duration,pictures" }
    return vimeo.each("/me/videos", query)
  end,

  plan = function(video, args)
    local pattern = video.uri:match("/videos/(%d+)") .. "." .. formats
    local name = args.from and vimeo.fs.glob(pattern, { dir = args.from })[1]
    if name then used[name] = true end
    if not args.replace and video.pictures and video.pictures.type == "custom" then return end
    if args.at then
      if args.at > (video.duration or 0) then error(("it is only %s s long"):format(video.duration), 0) end
      return ("show the frame at %s s"):format(args.at), function()
        vimeo.grab_picture(video.uri, args.at, { activate = true })
      end
    end
    if not name then return end
    return "show " .. name, function()
      vimeo.upload_picture(video.uri, vimeo.fs.join(args.from, name), { activate = true })
    end
  end,

  finish = function(args)
    if not args.from or args.query then return end
    for _, name in ipairs(vimeo.fs.glob("*." .. formats, { dir = args.from })) do
      if not used[name] then vimeo.log.warn("no video of yours has the number of " .. name) end
    end
  end,

  tests = {
    {
      args = { "--at", "0", "--query", "new" },
      files = { ["new.mp4"] = "the bytes of a video" },
      prepare = function() vimeo.upload("new.mp4", { name = "new" }, { wait = true }) end,
      check = function() assert(vimeo.get("/me/videos", { query = "new" }).body.data[1].pictures.type == "custom") end,
    },
  },
}
