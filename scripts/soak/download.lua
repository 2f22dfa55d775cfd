-- Fetches the source of a video once it is transcoded.
local uri, file = ...
vimeo.wait(uri)
vimeo.download(uri, file, {timeout = 2})
