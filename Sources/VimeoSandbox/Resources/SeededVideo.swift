import JSONCore

/// A video that is made up from a seed and its place in the account: the same each time.
///
/// Folders that keep a sandbox rely on that: what is made up must stay as it is.
struct SeededVideo: Sendable {
    /// The number of the first one; the first films have smaller ones.
    static let firstNumber = 10_001

    private static let subjects = [
        "harbour", "glass workshop", "night train", "orchard", "clock tower", "ferry", "observatory", "quarry",
        "bakery", "weather station", "boat builder", "print shop", "tram depot", "greenhouse", "choir", "foundry",
    ]
    private static let forms = [
        "A day at the", "Portrait of the", "Last summer at the", "Inside the", "Sounds of the", "Notes from the",
        "Rebuilding the", "Winter at the",
    ]
    static let tags = [
        "documentary", "sea", "machines", "winter", "portrait", "music", "craft", "city", "interview", "archive",
    ]
    /// How the views are spread: most videos are public.
    private static let views = ["anybody", "anybody", "anybody", "anybody", "anybody", "unlisted", "nobody"]

    let place: Int
    let duration: Int64
    let plays: Int64
    private let subject: Int
    private let form: Int
    private let viewNumber: Int
    private let firstTag: Int
    private let secondTag: Int

    init(place: Int, seed: UInt64) {
        var dice = Dice(seed: seed &+ UInt64(place) &* 0x9E37)
        func pick(_ elements: [String]) -> Int { Int(dice.next() % UInt64(elements.count)) }
        self.place = place
        subject = pick(Self.subjects)
        duration = Int64(15 + dice.next() % 5400)
        form = pick(Self.forms)
        plays = Int64(dice.next() % 20_000)
        viewNumber = pick(Self.views)
        firstTag = pick(Self.tags)
        secondTag = pick(Self.tags)
    }

    var number: Int { Self.firstNumber + place }
    var uri: String { "/videos/\(number)" }
    var view: String { Self.views[viewNumber] }
    var isPublic: Bool { viewNumber < 5 }
    var filesize: Int64 { duration * 1000 }
    var created: Instant { Instant(milliseconds: (1_530_000_000 + Int64(place % 2_000) * 64_000) * 1000) }

    /// The words of its tags, in the order of the letters.
    var tags: [String] { Self.pairs[firstTag][secondTag] }

    private static let pairs = tags.map { first in
        tags.map { second in first == second ? [first] : [first, second].sorted() }
    }

    /// The same as `films.json` has it.
    var film: JSONValue {
        let subject = Self.subjects[subject]
        let slug = String(subject.map { $0 == " " ? "-" : $0 })
        return [
            "name": .string("\(Self.forms[form]) \(subject), part \(place + 1)"),
            "filename": .string("\(slug)-\(place + 1).mp4"),
            "description": .string("What was seen and heard at the \(subject)."),
            "filesize": .integer(filesize), "duration": .integer(duration), "plays": .integer(plays),
            "created": .integer(created.seconds), "view": .string(view),
            "tags": .array(tags.map { .string($0) }),
        ]
    }

    // In small letters, as texts are searched and sorted.

    private static let smallTitles = forms.map { form in
        subjects.map { Array("\(form) \($0), part ".lowercased().utf8) }
    }
    private static let smallDescriptions = subjects.map { Array("what was seen and heard at the \($0).".utf8) }

    func addTitle(to text: inout [UInt8]) {
        text += Self.smallTitles[form][subject]
        text += String(place + 1).utf8
    }

    func addDescription(to text: inout [UInt8]) { text += Self.smallDescriptions[subject] }
}
