import Platform
import Synchronization

/// The things of a store by their URIs: those that were made or changed, and the seeded videos with their versions and
/// pictures, which are made up whenever they are asked for.
struct Resources: Sendable {
    /// What was made or changed.
    private(set) var kept: [String: Resource] = [:]
    /// The seeded things that were removed.
    private(set) var gone: Set<String> = []
    /// How many videos are made up.
    private(set) var seededCount = 0
    private var seed: UInt64 = 0
    /// The seeded videos, by their places, of which something was changed or removed.
    private var isTouched: [Bool] = []
    private var recent = RecentResources()

    /// Makes up so many videos.
    ///
    /// - Parameter gone: the seeded things that were removed.
    mutating func seed(_ count: Int, _ seed: UInt64, without gone: Set<String>) {
        seededCount = count
        self.seed = seed
        self.gone = gone
        isTouched = Array(repeating: false, count: count)
        for uri in gone { touch(uri) }
        recent = RecentResources()
    }

    subscript(uri: String) -> Resource? {
        if let resource = kept[uri] { return resource }
        guard let video = seeded(uri) else { return nil }
        return recent.find(uri) { Film(video.film, number: video.number).things }
    }

    mutating func set(_ resource: Resource) {
        kept[resource.uri] = resource
        touch(resource.uri)
    }

    /// Notes that a seeded video, or what is below it, is no longer as it was made up.
    mutating func touch(_ uri: String) {
        if let place = seededPlace(uri.utf8, to: UInt8(ascii: "/")) { isTouched[place] = true }
    }

    mutating func remove(_ uri: String) -> Resource? {
        let resource = self[uri]
        if seeded(uri) != nil {
            gone.insert(uri)
            touch(uri)
        }
        kept[uri] = nil
        return resource
    }

    /// Every thing there is.
    var all: [Resource] {
        kept.values
            + seededVideos.flatMap { video in
                Film(video.film, number: video.number).things.filter { kept[$0.uri] == nil && !gone.contains($0.uri) }
            }
    }

    /// The seeded videos that are not gone, as they were made up.
    var seededVideos: some Sequence<SeededVideo> {
        (0..<seededCount).lazy.map { SeededVideo(place: $0, seed: seed) }
            .filter { gone.isEmpty || !gone.contains($0.uri) }
    }

    /// The seeded video of this URI if it is still as it was made up, with all that is below it.
    func untouchedVideo(_ uri: String) -> SeededVideo? {
        guard let place = seededPlace(uri.utf8), !isTouched[place] else { return nil }
        return SeededVideo(place: place, seed: seed)
    }

    /// The seeded video of this URI as it was made up, unless it is gone.
    func seededVideo(_ uri: String) -> SeededVideo? {
        guard uri.utf8.count < 20, let video = seeded(uri), video.uri == uri else { return nil }
        return video
    }

    /// Whether a thing is seeded, changed or not.
    func isSeeded(_ uri: String) -> Bool { seeded(uri) != nil }

    /// What the seeded video had in this list at first.
    func seededList(_ list: String) -> Members? {
        guard seededCount > 0, let place = list.utf8.lastIndex(of: UInt8(ascii: "/")),
            let video = seededVideo(String(list[..<place]))
        else { return nil }
        let uris: [String]
        switch list[place...] {
        case "/versions", "/pictures": uris = ["\(list)/\(video.number)"].filter { !gone.contains($0) }
        case "/tags": uris = video.tags.map { "/tags/\($0)" }
        default: return nil
        }
        return Members(uris: uris, modified: video.created)
    }

    /// The lists that a seeded video has.
    static let seededLists = ["versions", "pictures", "tags"]

    /// The seeded video that a URI is of, or that it is the version or the picture of; nil if there is none.
    private func seeded(_ uri: String) -> SeededVideo? {
        guard let place = seededPlace(uri.utf8, to: UInt8(ascii: "/")) else { return nil }
        let number = SeededVideo.firstNumber + place
        let video = "/videos/\(number)"
        let rest = uri.utf8.dropFirst(video.utf8.count)
        if !rest.isEmpty, uri != "\(video)/versions/\(number)", uri != "\(video)/pictures/\(number)" { return nil }
        if !gone.isEmpty, gone.contains(uri) || gone.contains(video) { return nil }
        return SeededVideo(place: place, seed: seed)
    }

    /// The place of the seeded video whose URI this is, or which it begins with before `end`.
    private func seededPlace(_ uri: String.UTF8View, to end: UInt8? = nil) -> Int? {
        guard seededCount > 0, uri.starts(with: "/videos/".utf8) else { return nil }
        var number = 0
        for byte in uri.dropFirst(8) {
            if byte == end { break }
            // No number begins with 0, so that each has one name.
            guard byte.isASCIIDigit, number > 0 || byte != UInt8(ascii: "0"), number <= lastNumber else { return nil }
            number = number * 10 + Int(byte & 0xF)
        }
        return SeededVideo.firstNumber...lastNumber ~= number ? number - SeededVideo.firstNumber : nil
    }

    private var lastNumber: Int { SeededVideo.firstNumber + seededCount - 1 }
}

/// The seeded things that were asked for last: a request looks at the same ones several times.
private final class RecentResources: Sendable {
    private static let limit = 1000
    private let known = Mutex<[String: Resource]>([:])

    func find(_ uri: String, otherwise make: () -> [Resource]) -> Resource? {
        if let resource = known.withLock({ $0[uri] }) { return resource }
        let made = make()
        known.withLock { known in
            if known.count > Self.limit { known = [:] }
            for resource in made { known[resource.uri] = resource }
        }
        return made.first { $0.uri == uri }
    }
}
