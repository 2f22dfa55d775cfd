import JSONCore

extension Store {
    /// The videos that are made up: the same seed gives the same ones.
    mutating func addSeeded(_ count: Int) {
        seed(count)
        let videos = resources.seededVideos
        let last = videos.map(\.created).max() ?? now
        apply(.list("\(Self.owner)/videos", videos.map { ($0.uri, nil) }, modified: last))
        var left = Set(SeededVideo.tags)
        for video in videos {
            for tag in video.tags where left.remove(tag) != nil { insert(Self.tag(tag, at: video.created)) }
            if left.isEmpty { return }
        }
    }

    /// Folders in folders, showcases, captions and comments: enough of each to try everything on.
    mutating func addExtras(at created: Instant) {
        let owner = Self.owner
        let videos = members("\(owner)/videos")
        var folders: [String] = []
        for (index, name) in ["Clients", "Archive", "Workshops"].enumerated() {
            var folder = Self.resource("\(owner)/projects/\(4101 + index)", Kind("project"), at: created)
            folder.hidden["owner"] = .string(owner)
            folder.fields.merge(["name": .string(name), "privacy": ["view": "nobody"]])
            if index == 1 { folder.hidden["parent"] = folders.first.map { .string($0) } }
            insert(folder)
            folders.append(folder.uri)
        }
        for number in 1...2 {
            let part = stride(from: number, to: videos.count, by: 3).map { videos[$0] }
            put(part, into: "\(folders[number])/videos", now: created)
        }
        for (index, name) in ["Showreel", "Machines", "For schools"].enumerated() {
            var album = Self.resource("\(owner)/albums/\(4201 + index)", Kind("album"), at: created)
            album.hidden["owner"] = .string(owner)
            album.fields.merge(["name": .string(name)])
            insert(album)
            put(Array(videos.dropFirst(index).prefix(6 + index)), into: "\(album.uri)/videos", now: created)
        }
        for (index, video) in videos.prefix(4).enumerated() {
            for (offset, language) in ["en-US", "de"].enumerated() {
                let body: JSONObject = [
                    "type": "captions", "language": .string(language), "name": .string("\(language).vtt"),
                    "active": true,
                ]
                var track = Self.textTrack("\(video)/texttracks/\(4300 + index * 2 + offset)", body, at: created)
                track.hidden["isSample"] = true
                insert(track)
            }
            var comment = Self.resource("\(video)/comments/\(4400 + index)", Kind("comment"), at: created)
            comment.hidden["owner"] = "/users/2"
            comment.fields.merge(["text": "The light in the second half is wonderful.", "type": "video"])
            insert(comment)
        }
    }
}
