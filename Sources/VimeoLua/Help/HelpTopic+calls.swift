extension HelpTopic {
    static let calls = [
        HelpTopic(
            "tasks",
            aliases: ["concurrency", "map", "spawn", "async", "parallel"],
            "several things at once with map, all and spawn",
            #"""
            A call that waits for the network looks like any other call. Inside map, all
            and spawn, other tasks run meanwhile.

            map calls a function for each item of a list or iterator, four at a time
            unless told otherwise, and gives the results in the items' order:

                uris = { "/videos/1001", "/videos/1002" }
                local function name(uri) return vimeo.get(uri):check().body.name end
                names = vimeo.map(uris, name, { concurrency = 8 })

            The first error cancels the rest and is raised. With on_error = "collect" all
            of them come as a second result, each with index, item and error:

                names, failures = vimeo.map(uris, name, { on_error = "collect" })

            all runs functions at the same time and gives the result of each:

                me, page = vimeo.all{
                  function() return vimeo.get("/me").body end,
                  function() return vimeo.get("/me/videos").body end,
                }

            spawn starts one beside the present function and gives its task:

                task = vimeo.spawn(vimeo.get, "/me")
                print(task.status)
                print(task:await().body.name)

            task:cancel() stops a task at its next wait, with an error of kind cancelled.
            No task outlives the map or all that made it. vimeo.sleep(seconds) waits
            while others go on. Where Lua cannot pause a function, as in the comparison
            of table.sort or in require, a request waits too, but alone.
            """#
        ),
        HelpTopic(
            "paging",
            aliases: ["pages", "each", "lists", "collections"],
            "whole collections: vimeo.each and vimeo.pages",
            #"""
            Vimeo gives lists in pages. vimeo.each walks every item of all of them:

                for video in vimeo.each("/me/videos", { sort = "date" }) do
                  print(video.uri, video.name)
                end

            Its arguments are those of vimeo.get. A page has 100 items unless the query
            says per_page; the next one is fetched while this one is used. Ask for few
            fields: answers are smaller, and the rate limit is higher.

                query = { fields = { "uri", "name", "stats.plays" } }
                for video in vimeo.each("/me/videos", query) do
                  print(video.name, video.stats.plays)
                end

            vimeo.pages gives the pages themselves:

                for page in vimeo.pages("/me/videos") do
                  print(page.page, #page.data, page.total)
                end

            Both raise on an error status. Leaving the loop with break is fine. To work on
            several items at once, give the iterator to vimeo.map:

                vimeo.map(vimeo.each("/me/videos"), function(video)
                  vimeo.patch(video.uri, { privacy = { comments = "nobody" } }):check()
                end)
            """#
        ),
        HelpTopic(
            "uploads",
            aliases: ["upload", "replace", "pictures", "thumbnails", "tus"],
            "sending videos and pictures",
            #"""
            vimeo.upload sends a video file and gives the new video's URI. The second
            argument has the video's own fields, the third says how to send:

                uri = vimeo.upload("talk.mp4", {
                  name = "My talk",
                  privacy = { view = "unlisted" },
                })

            vimeo.replace puts another file in place of a video's source:

                vimeo.replace{ video_uri = uri, filename = "talk-2.mp4" }

            vimeo.upload_picture sends an image for a video, user or showcase; true puts
            it in use:

                vimeo.upload_picture(uri, "cover.png", true)

            vimeo.grab_picture(uri, 12.5, true) takes a frame of the video itself, and
            vimeo.upload_texttrack(uri, "captions", "en", "talk.vtt") sends captions, from
            WebVTT or SubRip. vimeo.pull(link) has Vimeo fetch the file.

            Some keys of the options of upload and replace:

              chunk_size   bytes per request, 128 MiB unless given; at most 1024 requests
              limit        bytes per second at most; uploads that run at once share it
              on_progress  function(sent, total)
              resume       false begins anew instead of going on
              retries      failures in a row, without progress, that are put up with
              wait         true also waits until the video is transcoded

            An upload that is cut off, by an error, Ctrl-C or the end of the machine, goes
            on where Vimeo has got to when the same call is made again, as long as the file
            is unchanged; its video gets the fields of that call. vimeo-lua uploads lists
            what is unfinished; resume goes on with it, forget gives it up.

            In place of a file name a table may stand: its data is a string, a function
            that returns the next piece or nil, or a file that is open for reading.

                vimeo.upload({ data = next_piece, size = 1000000, name = "talk.mp4" })

            The file is streamed from the disk; memory does not grow with it. An empty
            file, a folder, or a file that changes while it is sent is an error. Progress is
            shown on standard error; --progress json does so for programs.

            A new video is not watchable at once: vimeo.wait(uri) waits for its transcode.
            """#
        ),
        HelpTopic(
            "downloads",
            aliases: ["download", "backup"],
            "fetching the files of videos",
            #"""
            vimeo.download fetches a video's file, or what any other link leads to. It gives
            the path and the size; into a folder the file goes by its title and number:

                path, size = vimeo.download("/videos/1001", "talks")
                vimeo.download(uri, "talk.mp4", { quality = "720p" })

            The best file is taken unless a quality is named: source, hd, sd, 1080p and so
            on. Vimeo gives links only to the video's owner, with the scope video_files and
            a plan that allows it.

            The bytes go to talk.mp4.part, which takes its place at the end. A download that
            is cut off goes on when the same call is made again, if Vimeo still has the same
            file. limit, on_progress, resume, retries and timeout are as for uploads.

            backup.lua among the example scripts downloads everything.
            """#
        ),
        HelpTopic(
            "files",
            aliases: ["vimeo.fs", "fs", "vimeo.csv", "csv", "folders", "glob"],
            "files and folders with vimeo.fs, tables of text with vimeo.csv",
            #"""
            vimeo.fs looks at files; all names are relative to the current folder unless
            they begin with a slash.

              list, glob, walk  names in a folder; paths of a pattern; all below
              stat, exists      size, modified, type and mode; whether it is there
              mkdir             makes a folder and those around it
              read, write       whole files; write replaces all or nothing
              join, basename, extension  work on the text of a path only

                for _, path in ipairs(vimeo.fs.glob("talks/**/*.{mp4,mov}")) do
                  print(path, vimeo.fs.stat(path).size)
                end
                for path, type in vimeo.fs.walk("talks") do print(type, path) end
                vimeo.fs.write("titles.json", vimeo.json.encode({ "Talk" }))
                print(vimeo.fs.join("talks", "2025", "intro.mp4"))

            vimeo.csv reads and writes comma-separated values by RFC 4180. With a header,
            rows are tables by name:

                for row, line in vimeo.csv.reader{ filename = "a.csv", header = true } do
                  print(line, row.uri, row.name)
                end

                do
                  local out <close> = vimeo.csv.writer{
                    filename = "titles.csv", header = { "uri", "name" },
                  }
                  for video in vimeo.each("/me/videos") do
                    out:write{ uri = video.uri, name = video.name }
                  end
                end

            The file appears when the writer is closed: by out:close(), or at the end of
            a <close> variable's block. Without filename it is standard output. Lua's own
            io functions work as ever.
            """#
        ),
    ]
}
