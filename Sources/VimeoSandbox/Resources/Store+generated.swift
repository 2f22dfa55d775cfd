import JSONCore

/// More of the account, made up from a seed: the same seed gives the same account.
extension Store {
    private static let subjects = [
        "harbour", "glass workshop", "night train", "orchard", "clock tower", "ferry", "observatory", "quarry",
        "bakery", "weather station", "boat builder", "print shop", "tram depot", "greenhouse", "choir", "foundry",
    ]
    private static let forms = [
        "A day at the", "Portrait of the", "Last summer at the", "Inside the", "Sounds of the", "Notes from the",
        "Rebuilding the", "Winter at the",
    ]
    private static let tags = [
        "documentary", "sea", "machines", "winter", "portrait", "music", "craft", "city", "interview", "archive",
    ]
    /// How the views are spread: most videos are public.
    private static let views = ["anybody", "anybody", "anybody", "anybody", "anybody", "unlisted", "nobody"]

    /// The video with this place in the account, as `films.json` has one.
    func generatedFilm(_ place: Int) -> JSONValue {
        var dice = Dice(seed: options.seed &+ UInt64(place) &* 0x9E37)
        func pick<Element>(_ elements: [Element]) -> Element { elements[Int(dice.next() % UInt64(elements.count))] }
        let subject = pick(Self.subjects)
        let duration = 15 + dice.next() % 5400
        let slug = String(subject.map { $0 == " " ? "-" : $0 })
        return [
            "name": .string("\(pick(Self.forms)) \(subject), part \(place + 1)"),
            "filename": .string("\(slug)-\(place + 1).mp4"),
            "description": .string("What was seen and heard at the \(subject)."),
            "filesize": .integer(Int64(duration) * 1000),
            "duration": .integer(Int64(duration)),
            "plays": .integer(Int64(dice.next() % 20_000)),
            "created": .integer(1_530_000_000 + Int64(place % 2_000) * 64_000),
            "view": .string(pick(Self.views)),
            "tags": .array(Array(Set([pick(Self.tags), pick(Self.tags)])).sorted().map { .string($0) }),
        ]
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
        for (index, video) in videos.enumerated() where !index.isMultiple(of: 3) {
            put([video], into: "\(folders[index % folders.count])/videos", now: created)
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
