local views = { "anybody", "contacts", "disable", "nobody", "password", "unlisted", "whitelist" }

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
    { "view", choices = views, help = "who may see them" },
    { "--query", help = "only the videos that this finds" },
    { "--folder", help = "only the videos of the folder with this URI" },
    { "--password", help = "the password for the view password" },
    { "--domain", type = "list", help = "the domains for the view whitelist, separated by commas" },
  },

  items = function(args)
    if args.view == "password" and not args.password then error("--password is missing", 0) end
    if args.view == "whitelist" and #args.domain == 0 then error("--domain is missing", 0) end
    local path = args.folder and args.folder .. "/videos" or "/me/videos"
    local fields = "uri,name,password,privacy.view,privacy.embed"
    -- In this order, videos that are uploaded meanwhile come last and do not move the others.
    return vimeo.each(path, { query = args.query, sort = "date", direction = "asc", fields = fields })
  end,

  plan = function(video, args)
    local old, new, missing = video.privacy or {}, { view = args.view }, {}
    if args.view == "whitelist" then new = { view = "disable", embed = "whitelist" } end
    local is_set = old.view == new.view and old.embed == (new.embed or old.embed)
      and (args.view ~= "password" or video.password == args.password)
    for _, domain in ipairs(args.domain) do missing[domain] = true end
    if is_set and next(missing) then
      for entry in vimeo.each(video.uri .. "/privacy/domains") do missing[entry.domain] = nil end
    end
    if is_set and not next(missing) then return end
    return ("%s -> %s"):format(old.view or "?", args.view), function()
      vimeo.patch(video.uri, { privacy = new, password = args.password }):check()
      for domain in pairs(missing) do vimeo.put(video.uri .. vimeo.path("/privacy/domains/{}", domain)):check() end
    end
  end,

  tests = {
    {
      args = { "nobody", "--query", "Ferry" },
      check = function() assert(vimeo.get("/videos/1006").body.privacy.view == "nobody") end,
    },
    {
      args = { "whitelist", "--query", "Ferry", "--domain", "example.com" },
      check = function() assert(vimeo.get("/videos/1006/privacy/domains").body.data[1].domain == "example.com") end,
    },
    {
      args = { "password", "--query", "Ferry", "--password", "rough" },
      check = function() assert(vimeo.get("/videos/1006").body.password == "rough") end,
    },
  },
}
