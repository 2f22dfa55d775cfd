-- Uploads a file; the same call again goes on where the one before was cut off.
local file, name, chunk, limit = ...
local options = {chunk_size = tonumber(chunk), limit = tonumber(limit), timeout = 2}
print(vimeo.upload(file, {name = name}, options))
