-- Replaces the sources of videos with the files of a list.
return {
  summary = "Replaces the sources of videos with the files of a list.",
  description = [[
The list is a CSV file whose columns video and file have the number, URI or address of each video, and its new source.
A video whose source has the size of the file already is left alone.]],
  examples = { "vimeo-lua recipe run replace-sources sources.csv --folder /mnt/masters" },
  api = "write",
  args = {
    { "list", type = "file", help = "the CSV file" },
    { "--folder", type = "folder", default = ".", help = "where the files are; names in the list are relative to it" },
  },

  items = function(args)
    local reader <close> = vimeo.csv.reader{ filename = args.list, header = true }
    local rows, lines = {}, {}
    for row, line in reader do
      if not row.video or not row.file then error(args.list .. " needs the columns video and file", 0) end
      local is_known, uri = pcall(vimeo.uri, row.video:match("^%s*(.-)%s*$"))
      -- The key of an unlisted video is not needed by its owner.
      row.uri, row.name = is_known and uri:match("^/videos/%d+"), row.file
      row.twin, lines[row.uri or line] = row.uri and lines[row.uri], lines[row.uri] or line
      row.path = row.file:sub(1, 1) == "/" and row.file or vimeo.fs.join(args.folder, row.file)
      table.insert(rows, row)
    end
    return rows
  end,

  plan = function(row)
    if not row.uri then error(("'%s' is not a video"):format(row.video), 0) end
    if row.twin then error(("it is in line %d already"):format(row.twin), 0) end
    local status = row.file ~= "" and vimeo.fs.stat(row.path)
    if not status then error(row.file == "" and "no file is named" or row.path .. " does not exist", 0) end
    if status.type ~= "file" then error(row.path .. " is not a file", 0) end
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
