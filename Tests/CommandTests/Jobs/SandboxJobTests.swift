import Testing

/// What people write scripts for, each done on the sandbox and checked afterwards.
@Suite("Jobs on the sandbox")
struct SandboxJobTests {
    struct Job: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var files: [String: Text] = [:]
        let script: Text
    }

    static let jobs = [
        Job(
            testDescription: "rename videos from a list",
            files: ["names.csv": "uri,name\n/videos/1001,\"Radio, at night\"\n/videos/1003,Plough\n"],
            script: """
                for row in vimeo.csv.reader{filename = "names.csv", header = true} do
                  vimeo.patch(row.uri, {name = row.name}):check()
                end
                assert(vimeo.get("/videos/1001").body.name == "Radio, at night")
                assert(vimeo.get("/videos/1003").body.name == "Plough")
                assert(vimeo.get("/videos/1002").body.name == "Workshop: cutting dialogue")
                """
        ),
        Job(
            testDescription: "move videos into folders by a rule",
            script: """
                local long = vimeo.post("/me/projects", {name = "Long"}):check().body.uri
                local count = 0
                for video in vimeo.each("/me/videos", {fields = "uri,duration"}) do
                  if video.duration > 600 then
                    vimeo.put(long .. "/videos/" .. video.uri:match("%d+$")):check()
                    count = count + 1
                  end
                end
                assert(count > 3)
                local moved = vimeo.get(long .. "/videos", {per_page = 100}).body
                assert(moved.total == count and vimeo.get(long).body.metadata.connections.videos.total == count)
                for _, video in ipairs(moved.data) do
                  assert(video.duration > 600 and video.parent_folder.uri == long)
                end
                for folder in vimeo.each("/me/projects") do
                  for video in vimeo.each(folder.uri .. "/videos") do
                    assert(folder.uri == long or video.duration <= 600, video.uri)
                  end
                end
                """
        ),
        Job(
            testDescription: "keep a showcase in step with a tag",
            script: """
                local showcase = vimeo.get("/me/albums", {query = "Machines"}).body.data[1].uri
                local function sync(tag)
                  local uris = {}
                  for video in vimeo.each("/me/videos", {filter_tag = tag, fields = "uri"}) do
                    uris[#uris + 1] = video.uri
                  end
                  vimeo.put(showcase .. "/videos", {videos = table.concat(uris, ",")}):check()
                  return uris
                end
                local function shown()
                  local uris = {}
                  for video in vimeo.each(showcase .. "/videos", {fields = "uri"}) do uris[#uris + 1] = video.uri end
                  table.sort(uris)
                  return table.concat(uris, " ")
                end
                local uris = sync("sea")
                table.sort(uris)
                assert(#uris > 2 and shown() == table.concat(uris, " "))
                vimeo.delete(uris[1] .. "/tags/sea"):check()
                sync("sea")
                table.remove(uris, 1)
                assert(shown() == table.concat(uris, " "))
                """
        ),
        Job(
            testDescription: "set the domains of all videos of a folder",
            script: """
                local folder = vimeo.get("/me/projects", {query = "Workshops"}).body.data[1].uri
                local count = 0
                for video in vimeo.each(folder .. "/videos") do
                  vimeo.patch(video.uri, {privacy = {embed = "whitelist"}, embed_domains = {"example.com"}}):check()
                  vimeo.put(video.uri .. "/privacy/domains/learn.example.org"):check()
                  count = count + 1
                end
                assert(count > 0)
                for video in vimeo.each(folder .. "/videos") do
                  assert(video.privacy.embed == "whitelist")
                  local names = {}
                  for domain in vimeo.each(video.uri .. "/privacy/domains") do names[#names + 1] = domain.domain end
                  assert(table.concat(names, " ") == "example.com learn.example.org", table.concat(names, " "))
                end
                """
        ),
        Job(
            testDescription: "add captions that are matched by the names of files",
            files: [
                "captions/plough7_v3.en.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nSnow.\n",
                "captions/plough7_v3.de.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nSchnee.\n",
                "captions/nobody.en.vtt": "WEBVTT\n",
            ],
            script: """
                local byName, left = {}, {}
                for video in vimeo.each("/me/videos", {fields = "uri"}) do
                  local version = vimeo.get(video.uri .. "/versions", {fields = "filename"}):check().body.data[1]
                  byName[version.filename:match("^(.*)%.%w+$")] = video.uri
                end
                for _, path in ipairs(vimeo.fs.glob("captions/*.vtt")) do
                  local name, language = vimeo.fs.basename(path):match("^(.*)%.(%w+)%.vtt$")
                  local uri = byName[name]
                  if uri then
                    vimeo.upload_texttrack(uri, "captions", language, path, {active = true})
                  else
                    left[#left + 1] = name
                  end
                end
                assert(#left == 1 and left[1] == "nobody")
                local tracks = vimeo.get("/videos/1003/texttracks").body.data
                local texts = {}
                for _, track in ipairs(tracks) do
                  if not track.language:find("-") and track.active then
                    texts[track.language] = vimeo.get(track.link):check().body
                  end
                end
                assert(texts.en and texts.en:find("Snow.", 1, true))
                """
        ),
        Job(
            testDescription: "set chapters from a list",
            files: ["chapters.csv": "uri,timecode,title\n/videos/1001,0,Start\n/videos/1001,90,Night\n"],
            script: """
                for row in vimeo.csv.reader{filename = "chapters.csv", header = true} do
                  local body = {timecode = tonumber(row.timecode), title = row.title}
                  vimeo.post(row.uri .. "/chapters", body):check()
                end
                local chapters = vimeo.get("/videos/1001/chapters"):check().body
                assert(chapters.total == 2 and chapters.data[2].title == "Night" and chapters.data[2].timecode == 90)
                vimeo.patch(chapters.data[1].uri, {title = "Opening"}):check()
                vimeo.delete(chapters.data[2].uri):check()
                chapters = vimeo.get("/videos/1001/chapters").body
                assert(chapters.total == 1 and chapters.data[1].title == "Opening")
                """
        ),
        Job(
            testDescription: "give all public videos an embed preset",
            script: """
                local preset = vimeo.post("/me/presets", {name = "House", embed = {buttons = {like = false}}}):check().body
                local count = 0
                for video in vimeo.each("/me/videos", {fields = "uri,privacy.view"}) do
                  if video.privacy.view == "anybody" then
                    vimeo.put(video.uri .. "/presets/" .. preset.uri:match("%d+$")):check()
                    count = count + 1
                  end
                end
                assert(count > 5 and vimeo.get(preset.uri .. "/videos").body.total == count)
                assert(vimeo.get(preset.uri).body.metadata.connections.videos.total == count)
                for video in vimeo.each(preset.uri .. "/videos") do assert(video.privacy.view == "anybody") end
                """
        ),
        Job(
            testDescription: "move a video with captions, tags and folder from one account to another",
            script: """
                local box <close> = vimeo.sandbox{transcode = 0.01}
                local old, new = box, vimeo.client{api_root = box.api_root, token = box.second_token}
                local uri = old.upload({data = "the bytes of a film", name = "film.mp4"}, {name = "Film"})
                old.wait(uri)
                old.put(uri .. "/tags", {{name = "sea"}, {name = "night"}}):check()
                old.upload_texttrack(uri, "captions", "en", {data = "WEBVTT\\n", name = "film.vtt"}, {active = true})
                local video = old.get(uri):check().body
                old.download(uri, "film.mp4", {quality = "source"})
                local folder = new.post("/me/projects", {name = "From the old account"}):check().body.uri
                local fields = {name = video.name, folder_uri = folder, privacy = {view = video.privacy.view}}
                local copy = new.upload("film.mp4", fields)
                new.wait(copy)
                local tags = {}
                for _, tag in ipairs(video.tags) do tags[#tags + 1] = {name = tag.name} end
                new.put(copy .. "/tags", tags):check()
                for track in old.each(uri .. "/texttracks") do
                  local source = {data = old.get(track.link):check().body, name = track.name}
                  new.upload_texttrack(copy, track.type, track.language, source, {active = track.active})
                end
                old.delete(uri):check()
                assert(old.get(uri).status_code == 404)
                local moved = new.get(copy):check().body
                assert(moved.name == "Film" and moved.user.uri == "/users/2" and #moved.tags == 2)
                assert(moved.parent_folder.uri == folder)
                assert(moved.metadata.connections.texttracks.total == 1)
                new.download(copy, "copy.mp4", {quality = "source"})
                assert(vimeo.fs.read("copy.mp4") == "the bytes of a film")
                """
        ),
        Job(
            testDescription: "report what is public and has no captions",
            script: """
                local out <close> = vimeo.csv.writer{filename = "audit.csv", header = {"uri", "name", "views"}}
                local open, captioned = 0, 0
                for video in vimeo.each("/me/videos", {fields = "uri,name,privacy.view,stats.plays,metadata"}) do
                  if video.privacy.view == "anybody" then
                    if video.metadata.connections.texttracks.total == 0 then
                      out:write{uri = video.uri, name = video.name, views = video.stats.plays}
                      open = open + 1
                    else
                      captioned = captioned + 1
                    end
                  end
                end
                out:close()
                local rows = 0
                for row in vimeo.csv.reader{filename = "audit.csv", header = true} do
                  rows = rows + 1
                  assert(tonumber(row.views) and vimeo.get(row.uri .. "/texttracks").body.total == 0)
                end
                assert(rows == open and open > 5 and captioned > 0)
                """
        ),
        Job(
            testDescription: "delete what is old",
            script: """
                local old = {}
                for video in vimeo.each("/me/videos", {sort = "date", direction = "asc", fields = "uri,created_time"}) do
                  if video.created_time >= "2018-07-01" then break end
                  old[#old + 1] = video.uri
                end
                local before = vimeo.get("/me/videos").body.total
                assert(#old > 3 and #old < before)
                vimeo.map(old, function(uri) vimeo.delete(uri):check() end)
                assert(vimeo.get("/me/videos").body.total == before - #old)
                for _, uri in ipairs(old) do assert(vimeo.get(uri).status_code == 404) end
                for showcase in vimeo.each("/me/albums") do
                  local total = 0
                  for video in vimeo.each(showcase.uri .. "/videos") do
                    assert(video.created_time >= "2018-07-01")
                    total = total + 1
                  end
                  assert(total == showcase.metadata.connections.videos.total)
                end
                """
        ),
        Job(
            testDescription: "set thumbnails from files and from the film itself",
            files: ["thumbnails/1001.png": "an image", "thumbnails/1003.png": "another image"],
            script: """
                for _, path in ipairs(vimeo.fs.glob("thumbnails/*.png")) do
                  vimeo.upload_picture("/videos/" .. vimeo.fs.basename(path):match("^%d+"), path, {activate = true})
                end
                vimeo.grab_picture("/videos/1006", 10, {activate = true})
                for _, id in ipairs{1001, 1003, 1006} do
                  local pictures = vimeo.get("/videos/" .. id .. "/pictures").body
                  assert(pictures.total == 2)
                  local shown = vimeo.get("/videos/" .. id).body.pictures.uri
                  local active = 0
                  for _, picture in ipairs(pictures.data) do
                    if picture.active then
                      active = active + 1
                      assert(picture.uri == shown)
                    end
                  end
                  assert(active == 1)
                end
                """
        ),
        Job(
            testDescription: "upload all files of a folder into a folder",
            files: ["talks/one.mp4": "first", "talks/two.mp4": "second"],
            script: """
                local folder = vimeo.post("/me/projects", {name = "Talks"}):check().body.uri
                local uris = vimeo.map(vimeo.fs.glob("talks/*.mp4"), function(path)
                  return vimeo.upload(path, {name = vimeo.fs.basename(path), folder_uri = folder})
                end)
                local names = {}
                for video in vimeo.each(folder .. "/videos") do
                  names[#names + 1] = video.name
                  assert(video.parent_folder.uri == folder)
                end
                table.sort(names)
                assert(#uris == 2 and table.concat(names, " ") == "one.mp4 two.mp4")
                assert(vimeo.get("/me/videos").body.total == 42)
                local body = {upload = {approach = "tus", size = 1}, folder_uri = "/users/1/projects/9"}
                local refused = vimeo.post("/me/videos", body)
                assert(refused.status_code == 400 and refused.body.invalid_parameters[1].field == "folder_uri")
                """
        ),
    ]

    @Test("A script does it, and the account is then as it should be", arguments: jobs)
    func job(_ job: Job) async throws {
        var files = job.files
        files["job.lua"] = job.script
        let outcome = try await Command("--sandbox", "--progress", "none", "job.lua", files: files).run()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.error == "", "\(outcome)")
    }
}
