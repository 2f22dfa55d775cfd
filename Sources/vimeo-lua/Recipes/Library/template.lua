-- vimeo-lua recipe run ./NAME.lua PREFIX
return {
  summary = "Puts a prefix before the names of videos.",
  api = "write",
  args = {
    { "prefix", help = "what the names begin with afterwards" },
    { "--query", help = "only the videos that this finds" },
  },

  -- The things to look at: a list, or an iterator.
  items = function(args)
    return vimeo.each("/me/videos", { query = args.query, fields = "uri,name" })
  end,

  -- For each of them: nothing if it is as it should be, or what would change and the function that changes it.
  plan = function(video, args)
    if video.name:sub(1, #args.prefix) == args.prefix then return end
    local name = args.prefix .. video.name
    return ("%s -> %s"):format(video.name, name), function()
      vimeo.patch(video.uri, { name = name }):check()
    end
  end,

  -- 'vimeo-lua recipe test ./NAME.lua' runs it in a sandbox with these arguments, then calls check there.
  tests = {
    {
      args = { "2026: " },
      check = function()
        for video in vimeo.each("/me/videos") do assert(video.name:find("^2026: ")) end
      end,
    },
  },
}
