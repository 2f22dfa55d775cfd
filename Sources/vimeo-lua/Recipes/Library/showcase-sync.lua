-- Makes a showcase hold the videos with a tag.

-- What Vimeo compares of a tag.
local function canonical(tag) return (tag:lower():gsub("[%s%p]+", "")) end

return {
  summary = "Makes a showcase hold exactly your videos with a tag.",
  examples = { "vimeo-lua recipe run showcase-sync /me/albums/1234 sea" },
  api = "delete",
  args = {
    { "showcase", help = "the URI of the showcase, such as /me/albums/1234" },
    { "tag", help = "the word" },
  },

  items = function(args)
    if not args.showcase:find("/albums/%d+$") and not args.showcase:find("/showcases/%d+$") then
      error(args.showcase .. " is not the URI of a showcase, such as /me/albums/1234", 0)
    end
    local videos, list = {}, {}
    local function note(video, what)
      if not videos[video.uri] then
        videos[video.uri] = { uri = video.uri, name = video.name }
        table.insert(list, videos[video.uri])
      end
      videos[video.uri][what] = true
    end
    for video in vimeo.each("/me/videos", { sort = "date", direction = "asc", fields = "uri,name,tags" }) do
      for _, tag in ipairs(video.tags or {}) do
        if canonical(tag.name) == canonical(args.tag) then note(video, "tagged") end
      end
    end
    -- Most likely the word is misspelt; the showcase would be emptied.
    if #list == 0 then error("none of your videos has the tag " .. args.tag, 0) end
    for video in vimeo.each(args.showcase .. "/videos", { fields = "uri,name" }) do note(video, "shown") end
    return list
  end,

  plan = function(video, args)
    if video.tagged == video.shown then return end
    local path = args.showcase .. "/videos/" .. video.uri:match("/videos/(%d+)")
    if video.tagged then return "add", function() vimeo.put(path):check() end end
    return "remove", function() vimeo.delete(path):check() end
  end,

  tests = {
    {
      args = { "/me/albums/4201", "sea" },
      check = function()
        for video in vimeo.each("/me/albums/4201/videos") do
          local found = false
          for _, tag in ipairs(video.tags) do found = found or tag.canonical == "sea" end
          assert(found, video.uri)
        end
      end,
    },
  },
}
