-- Uploads a video, replaces its source, gives it a picture and a new name, and reads it back.
--
--   vimeo-lua --sandbox first-upload.lua VIDEO [PICTURE]

local video, picture = ...
if not video then
  io.stderr:write("usage: vimeo-lua first-upload.lua VIDEO [PICTURE]\n")
  os.exit(64)
end

local function size(bytes)
  if bytes < 2 ^ 20 then return ("%.1f KiB"):format(bytes / 2 ^ 10) end
  return ("%.1f MiB"):format(bytes / 2 ^ 20)
end

local function progress(what)
  return function(sent, total)
    io.stderr:write(("  %s: %s of %s\n"):format(what, size(sent), size(total)))
  end
end

local name = video:match("[^/]+$")

print("uploading " .. video)
local uri = vimeo.upload(video, { name = name, privacy = { view = "nobody" } }, { on_progress = progress("sent") })
print("  it is " .. uri)

print("replacing its source")
vimeo.replace(uri, video, nil, { on_progress = progress("sent") })

if picture then
  print("setting its picture to " .. picture)
  local set = vimeo.upload_picture(uri, picture, true)
  print("  it is " .. set.uri .. (set.active and ", in use" or ""))
end

print("renaming it")
vimeo.patch(uri, { name = "My first upload" }):check()

local fields = { "uri", "name", "status", "link", "privacy.view", "pictures.uri" }
local read = vimeo.get(uri, { fields = fields }):check().body
print("read back:")
print(vimeo.inspect(read))
