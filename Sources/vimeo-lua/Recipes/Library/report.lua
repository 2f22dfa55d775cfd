-- Writes statistics of videos as CSV and as one HTML page with charts.
local columns = { "uri", "name", "created_time", "duration", "plays", "likes", "comments", "privacy" }
local fields = "uri,name,created_time,duration,stats.plays,privacy.view,metadata.connections.likes.total,"
  .. "metadata.connections.comments.total"
local head = '<!doctype html><meta charset="utf-8"><title>Videos</title><style>body{font:14px sans-serif;margin:2em}'
  .. "rect{fill:#1ab7ea}text{font-size:13px}</style>\n<h1>%d videos</h1>\n"
local bar = '<text x="250" y="%d" text-anchor="end">%s</text><rect x="260" y="%d" width="%.1f" height="16"/>'
  .. '<text x="%.1f" y="%d">%d</text>\n'
local entities = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

-- A chart of bars, drawn as SVG; each row is a name and a number.
local function chart(title, rows)
  local most, out = 1, { ('<h2>%s</h2><svg width="720" height="%d" role="img">\n'):format(title, #rows * 22) }
  for _, row in ipairs(rows) do most = math.max(most, row[2]) end
  for index, row in ipairs(rows) do
    local y, width = index * 22 - 7, 380 * row[2] / most
    local name = row[1]:sub(1, (utf8.offset(row[1], 41) or 0) - 1):gsub('[&<>"]', entities)
    table.insert(out, bar:format(y, name, y - 13, width, 266 + width, y, row[2]))
  end
  return table.concat(out) .. "</svg>\n"
end

return {
  summary = "Writes statistics of your videos as CSV and as an HTML page with charts.",
  examples = { "vimeo-lua recipe run report report" },
  api = "read",
  args = {
    { "folder", type = "folder", access = "write", help = "where videos.csv and report.html are written" },
    { "--query", help = "only the videos that this finds" },
    { "--top", type = "integer", default = 20, help = "how many videos the charts show" },
  },

  run = function(args)
    vimeo.fs.mkdir(args.folder)
    local out <close> = vimeo.csv.writer{ filename = vimeo.fs.join(args.folder, "videos.csv"), header = columns }
    local progress <close> = vimeo.progress(nil, "videos")
    local plays, months, uploads = {}, {}, {}
    local query = { query = args.query, sort = "date", direction = "asc", fields = fields }
    for video in vimeo.each("/me/videos", query) do
      local count, connections = video.stats and video.stats.plays or 0, video.metadata.connections
      out:write{
        uri = video.uri, name = video.name, created_time = video.created_time, duration = video.duration, plays = count,
        likes = connections.likes.total, comments = connections.comments.total, privacy = video.privacy.view,
      }
      table.insert(plays, { video.name, count })
      local month = video.created_time:sub(1, 7)
      months[month] = (months[month] or 0) + 1
      progress:add()
    end
    for month, count in pairs(months) do table.insert(uploads, { month, count }) end
    table.sort(plays, function(a, b) return a[2] > b[2] end)
    table.sort(uploads, function(a, b) return a[1] < b[1] end)
    local most = chart("Plays", table.move(plays, 1, math.min(#plays, args.top), 1, {}))
    vimeo.fs.write(vimeo.fs.join(args.folder, "report.html"), head:format(#plays) .. most .. chart("Uploads", uploads))
    print(("%d videos"):format(#plays))
  end,

  tests = { { args = { "out" }, check = function() assert(vimeo.fs.read("out/report.html"):find("<svg")) end } },
}
