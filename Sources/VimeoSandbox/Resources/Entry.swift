import JSONCore

/// A thing as far as lists look at it: of a seeded video that is less than the whole.
enum Entry {
    /// One of which nothing was changed, its tags and versions included.
    case seeded(SeededVideo)
    case kept(Resource)

    var created: Instant {
        switch self {
        case .seeded(let video): video.created
        case .kept(let resource): resource.created
        }
    }

    var modified: Instant {
        switch self {
        case .seeded(let video): video.created
        case .kept(let resource): resource.modified
        }
    }

    var duration: Int64 {
        switch self {
        case .seeded(let video): video.duration
        case .kept(let resource): resource.fields["duration"]?.integer ?? 0
        }
    }

    var plays: Int64 {
        switch self {
        case .seeded(let video): video.plays
        case .kept(let resource): resource.fields["stats"]?["plays"]?.integer ?? 0
        }
    }

    var isVideo: Bool {
        switch self {
        case .seeded: true
        case .kept(let resource): resource.kind == .video
        }
    }

    var isPlayable: Bool {
        switch self {
        case .seeded: true
        case .kept(let resource): resource.fields["is_playable"] == true
        }
    }

    var isEmbeddable: Bool {
        switch self {
        case .seeded: true
        case .kept(let resource): resource.fields["privacy"]?["embed"] != "private"
        }
    }

    /// Adds the title in small letters.
    func addTitle(to text: inout [UInt8]) {
        switch self {
        case .seeded(let video): video.addTitle(to: &text)
        case .kept(let resource): text += resource.title.lowercased().utf8
        }
    }

    /// Adds the description in small letters.
    func addDescription(to text: inout [UInt8]) {
        switch self {
        case .seeded(let video): video.addDescription(to: &text)
        case .kept(let resource): text += (resource.fields["description"]?.string ?? "").lowercased().utf8
        }
    }
}

extension Resources {
    /// A thing as lists look at it; nil if there is none.
    func entry(_ uri: String) -> Entry? {
        untouchedVideo(uri).map { .seeded($0) } ?? self[uri].map { .kept($0) }
    }
}
