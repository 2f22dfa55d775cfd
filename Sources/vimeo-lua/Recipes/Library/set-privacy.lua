-- Sets who may see videos: all of them, those that a search finds, or those in a folder.
return {
  summary = "Sets who may see videos.",
  description = [[
Videos that have the setting already are left alone. With whitelist, only pages on the given domains show the videos;
with password, --password is asked of everybody who opens them.]],
  examples = {
    "vimeo-lua recipe run set-privacy nobody --query Ferry --dry-run",
    "vimeo-lua recipe run set-privacy whitelist --domain example.com --folder /me/projects/1234",
  },
  api = "write",
  args = {
    {
      "view",
      choices = { "anybody", "contacts", "disable", "nobody", "password", "unlisted", "whitelist" },
      help = "who may see them",
    },
    { "--query", help = "only the videos that this finds" },
    { "--folder", help = "only the videos of the folder with this URI" },
    { "--password", help = "the password for the view password" },
    { "--domain", type = "list", help = "the domains for the view whitelist, separated by commas" },
  },

  items = function(args)
    if args.view == "password" and not args.password then error("--password is missing", 0) end
    local path = args.folder and args.folder .. "/videos" or "/me/videos"
    -- In this order, videos that are uploaded meanwhile come last and do not move the others.
    local query = { query = args.query, sort = "date", direction = "asc", fields = "uri,name,privacy.view" }
    return vimeo.each(path, query)
  end,

  plan = function(video, args)
    local view = video.privacy and video.privacy.view
    if view == args.view and args.view ~= "password" and #args.domain == 0 then return end
    local body = { privacy = { view = args.view }, password = args.password }
    if args.view == "whitelist" then body = { privacy = { view = "disable", embed = "whitelist" } } end
    return ("%s -> %s"):format(view or "?", args.view), function()
      vimeo.patch(video.uri, body):check()
      for _, domain in ipairs(args.domain) do
        vimeo.put(("%s/privacy/domains/%s"):format(video.uri, domain)):check()
      end
    end
  end,

  tests = {
    {
      args = { "nobody", "--query", "Ferry" },
      check = function()
        for video in vimeo.each("/me/videos", { query = "Ferry" }) do assert(video.privacy.view == "nobody") end
      end,
    },
  },
}
