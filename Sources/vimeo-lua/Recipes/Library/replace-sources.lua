-- Replaces the sources of videos with the files of a list.
return {
  summary = "Replaces the sources of videos with the files of a list.",
  description = [[
The list is a CSV file whose columns video and file have the number, URI or address of each video, and its new source.
File names are relative to the list. A video whose source has the size of the file already is left alone.]],
  examples = { "vimeo-lua recipe run replace-sources sources.csv" },
  api = "write",
  args = { { "list", type = "file", help = "the CSV file" } },
  read = ".",

  items = function(args)
    local reader <close> = vimeo.csv.reader{ filename = args.list, header = true }
    local rows, seen = {}, {}
    for row, line in reader do
      if not row.video or not row.file then error(args.list .. " needs the columns video and file", 0) end
      local number = row.video:match("^%s*(%d+)%s*$") or row.video:match("/videos/(%d+)")
        or row.video:match("vimeo%.com/(%d+)")
      if not number then error(("line %d: '%s' is not a video"):format(line, row.video), 0) end
      if seen[number] then
        error(("line %d: /videos/%s is in line %d already"):format(line, number, seen[number]), 0)
      end
      seen[number] = line
      local folder = row.file:sub(1, 1) ~= "/" and args.list:match("^(.*/)") or ""
      table.insert(rows, { uri = "/videos/" .. number, name = row.file, path = folder .. row.file })
    end
    return rows
  end,

  plan = function(row)
    local status = vimeo.fs.stat(row.path)
    if not status then error(row.path .. " does not exist", 0) end
    if status.size == 0 then error(row.path .. " is empty", 0) end
    -- The newest version comes first; it is active once it is transcoded.
    local versions = vimeo.get(row.uri .. "/versions", { per_page = 1, fields = "filesize" }):check().body.data
    if versions[1] and versions[1].filesize == status.size then return end
    return "replace with " .. row.path, function() vimeo.replace(row.uri, row.path) end
  end,

  tests = {
    {
      args = { "list.csv" },
      files = { ["list.csv"] = "video,file\n1001,new.mp4\n", ["new.mp4"] = "a new source" },
      check = function()
        local version = vimeo.get("/videos/1001/versions").body.data[1]
        assert(version.filesize == #"a new source", version.filesize)
      end,
    },
  },
}
