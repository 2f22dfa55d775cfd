import JSONCore

/// The pages for those who would rather look: they show everything, as only somebody at this machine gets them.
extension Store {
    private static let shownVideos = 50

    /// The videos, the newest first, and the last requests.
    func frontPage(requests: [String], playable: (Upload) -> Bool) -> HTML {
        let videos = newestFirst([Self.owner, Self.other].flatMap { members("\($0)/videos") })
        let rows = videos.prefix(Self.shownVideos).compactMap { resources[$0] }.map { row($0, playable) }
        let left: HTML = videos.count > rows.count ? "<p>and \(videos.count - rows.count) more</p>" : ""
        let lines: [HTML] = requests.map { "<li><code>\($0)</code></li>" }
        let redirects = (["https://example.com", "any address of this machine"] + options.redirects)
            .joined(separator: ", ")
        return HTML(
            title: "vimeo-lua sandbox",
            """
            <h1>vimeo-lua sandbox</h1>
            <p>The API is at <code>\(apiRoot)</code>. Sign-in may return to: \(redirects).
            <a href="/activate">Activate a device</a></p>
            <h2>\(videos.count) videos</h2><table>\(rows)</table>\(left)
            <h2>Last requests</h2><ol>\(lines)</ol>
            """
        )
    }

    private func row(_ video: Resource, _ playable: (Upload) -> Bool) -> HTML {
        let plays = film(of: video, playable) == nil ? "" : ", plays here"
        let facts = [video.fields["status"], video.fields["privacy"]?["view"]].compactMap { $0?.string }
            .joined(separator: ", ")
        return """
            <tr><td>\(image(of: video.uri))</td><td><a href="/watch\(video.uri)"><bdi>\(video.title)</bdi></a><br>
            <small>\(video.uri): \(facts)\(plays); \(user(of: video)); \(video.created.iso8601)</small></td></tr>
            """
    }

    private func user(of thing: Resource) -> String { resources[owner(of: thing)]?.title ?? "" }

    private func image(of uri: String) -> HTML {
        let sizes = picture(of: uri)["sizes"]?.array ?? []
        guard let link = (sizes.dropFirst().first ?? sizes.first)?["link"]?.string else { return "" }
        return "<img src=\"\(link)\" alt=\"\">"
    }

    /// The link to the file of a video, if a browser can play it.
    private func film(of video: Resource, _ playable: (Upload) -> Bool) -> String? {
        guard video.fields["is_playable"] == true, let version = currentVersion(of: video.uri),
            let upload = uploads.values.first(where: { $0.target == version.uri }), playable(upload)
        else { return nil }
        return downloadLink("downloads/\(video.id)/\(version.id)/source", on: downloadRoot).text
    }

    /// The page of a thing; nil if there is none.
    func thingPage(_ uri: String, playable: (Upload) -> Bool) -> HTML? {
        guard let thing = resources[uri] else { return nil }
        let name = thing.title.isEmpty ? uri : thing.title
        var body: HTML = "<p><a href=\"/\">All videos</a></p><h1><bdi>\(name)</bdi></h1>"
        if thing.kind == .video {
            body = "\(body)\(player(thing, playable))<p><bdi>\(thing.fields["description"]?.string ?? "")</bdi></p>"
        }
        let facts: [HTML] = thing.fields.members.compactMap { member in
            guard let text = member.value.string ?? member.value.integer.map({ String($0) }), !text.isEmpty else {
                return nil
            }
            return "<tr><td class=\"dim\">\(member.key)</td><td><bdi>\(text)</bdi></td></tr>"
        }
        return HTML(title: name, "\(body)<table>\(facts)</table>")
    }

    /// A video alone, as it is embedded elsewhere.
    func playerPage(_ uri: String, playable: (Upload) -> Bool) -> HTML? {
        guard let video = resources[uri], video.kind == .video else { return nil }
        return HTML(title: video.title, player(video, playable))
    }

    private func player(_ video: Resource, _ playable: (Upload) -> Bool) -> HTML {
        guard let link = film(of: video, playable) else {
            return "\(image(of: video.uri))<p>\(video.fields["status"]?.string ?? ""): there is nothing to play.</p>"
        }
        return "<video controls preload=\"metadata\" src=\"\(link)\"></video>"
    }
}
