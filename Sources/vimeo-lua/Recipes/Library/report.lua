-- Writes statistics of videos as CSV and as one HTML page with charts.
local entities = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }
local function escape(text) return (tostring(text):gsub('[&<>"]', entities)) end

-- A chart of bars, drawn as SVG.
local function chart(title, rows)
  local most = 1
  for _, row in ipairs(rows) do most = math.max(most, row[2]) end
  local out = { ("<h2>%s</h2><svg width=\"720\" height=\"%d\" role=\"img\">"):format(escape(title), #rows * 22) }
  for index, row in ipairs(rows) do
    local y = (index - 1) * 22
    out[#out + 1] = ("<text x=\"250\" y=\"%d\" text-anchor=\"end\">%s</text>"):format(y + 15, escape(row[1]:sub(1, 40)))
    out[#out + 1] = ("<rect x=\"260\" y=\"%d\" width=\"%.1f\" height=\"16\"/>"):format(y + 2, 380 * row[2] / most)
    out[#out + 1] = ("<text x=\"%.1f\" y=\"%d\">%d</text>"):format(266 + 380 * row[2] / most, y + 15, row[2])
  end
  out[#out + 1] = "</svg>"
  return table.concat(out, "\n")
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
    local columns = { "uri", "name", "created_time", "duration", "plays", "likes", "comments", "privacy" }
    local rows, months = {}, {}
    do
      local out <close> = vimeo.csv.writer{ filename = vimeo.fs.join(args.folder, "videos.csv"), header = columns }
      for video in vimeo.each("/me/videos", { query = args.query, sort = "date", direction = "asc" }) do
        local connections = video.metadata.connections
        local row = {
          uri = video.uri, name = video.name, created_time = video.created_time, duration = video.duration,
          plays = video.stats and video.stats.plays or 0, likes = connections.likes.total,
          comments = connections.comments.total, privacy = video.privacy.view,
        }
        out:write(row)
        table.insert(rows, { row.name, row.plays })
        local month = row.created_time:sub(1, 7)
        months[month] = (months[month] or 0) + 1
      end
    end
    table.sort(rows, function(a, b) return a[2] > b[2] end)
    local uploads = {}
    for month, count in pairs(months) do table.insert(uploads, { month, count }) end
    table.sort(uploads, function(a, b) return a[1] < b[1] end)
    local style = "body{font:14px sans-serif;margin:2em}rect{fill:#1ab7ea}text{font-size:13px}"
    local page = {
      "<!doctype html><meta charset=\"utf-8\"><title>Videos</title><style>" .. style .. "</style>",
      ("<h1>%d videos</h1>"):format(#rows),
      chart("Plays", table.move(rows, 1, math.min(#rows, args.top), 1, {})), chart("Uploads by month", uploads),
    }
    vimeo.fs.write(vimeo.fs.join(args.folder, "report.html"), table.concat(page, "\n") .. "\n")
    print(("%d videos"):format(#rows))
  end,

  tests = {
    {
      args = { "out" },
      check = function()
        assert(vimeo.fs.read("out/report.html"):find("<svg", 1, true))
        assert(vimeo.fs.stat("out/videos.csv").size > 100)
      end,
    },
  },
}
