import LuaKit
import Testing

@testable import VimeoLua

@Suite("The words behind a recipe's name")
struct RecipeCommandLineTests {
    private static let recipe = Recipe(
        summary: "A test.",
        arguments: [
            RecipeArgument(name: "view", isOption: false, choices: ["anybody", "nobody"], isRequired: true),
            RecipeArgument(name: "rest", isOption: false, kind: .integer, isMany: true),
            RecipeArgument(name: "query", isOption: true),
            RecipeArgument(name: "dry-clean", isOption: true, kind: .boolean),
            RecipeArgument(name: "older", isOption: true, kind: .duration, standard: "1d"),
            RecipeArgument(name: "after", isOption: true, kind: .date),
            RecipeArgument(name: "size", isOption: true, kind: .size),
            RecipeArgument(name: "video", isOption: true, kind: .video),
            RecipeArgument(name: "tags", isOption: true, kind: .list),
            RecipeArgument(name: "height", isOption: true, kind: .integer, choices: ["720", "1080"]),
        ]
    )

    private func shown(_ words: [String]) throws -> String {
        let line = try RecipeCommandLine(words, for: Self.recipe)
        try line.checkComplete()
        return line.values.map { key, value in
            switch value {
            case .one(let value): "\(key)=\(Self.text(value))"
            case .many(let values): "\(key)=[\(values.map(Self.text).joined(separator: " "))]"
            }
        }.joined(separator: " ")
    }

    private static func text(_ value: LuaValue) -> String {
        switch value {
        case .nil, .table, .reference: "?"
        case .boolean(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let bytes): String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test(
        "Values are read by their types, in all forms of options",
        arguments: [
            ("nobody", "view=nobody rest=[] dry_clean=false older=86400 tags=[]"),
            ("nobody 1 2", "view=nobody rest=[1 2] dry_clean=false older=86400 tags=[]"),
            ("--query=a=b nobody", "view=nobody rest=[] query=a=b dry_clean=false older=86400 tags=[]"),
            ("nobody --query --yes", "view=nobody rest=[] query=--yes dry_clean=false older=86400 tags=[]"),
            ("nobody --dry-clean --older 1h30m", "view=nobody rest=[] dry_clean=true older=5400 tags=[]"),
            ("--dry-clean --no-dry-clean nobody", "view=nobody rest=[] dry_clean=false older=86400 tags=[]"),
            (
                "nobody --after 2026-01-31 --size 2K",
                "view=nobody rest=[] dry_clean=false older=86400 after=1769817600 size=2048 tags=[]"
            ),
            (
                "nobody --video https://vimeo.com/12 --tags a,b,,c",
                "view=nobody rest=[] dry_clean=false older=86400 video=/videos/12 tags=[a b c]"
            ),
            ("-- nobody -1", "view=nobody rest=[-1] dry_clean=false older=86400 tags=[]"),
        ]
    )
    func values(words: String, expected: String) throws {
        #expect(try shown(words.split(separator: " ").map(String.init)) == expected)
    }

    @Test(
        "What is wrong is said, with the nearest name",
        arguments: [
            ("", "VIEW is missing"),
            ("nobdy", "VIEW is one of anybody, nobody, not 'nobdy'; did you mean nobody?"),
            ("nobody x", "REST takes a whole number, not 'x'"),
            ("nobody --qery a", "unknown option --qery; did you mean --query?"),
            ("nobody --yse", "unknown option --yse; did you mean --yes?"),
            ("nobody -q", "unknown option -q"),
            ("nobody --query", "--query needs a value"),
            ("nobody --yes=1", "--yes takes no value"),
            ("nobody --no-dry-clean=1", "--no-dry-clean=1 takes no value"),
            ("nobody --limit 0", "--limit cannot be '0': give a number of at least 1"),
            ("nobody --shard 4/3", "--shard cannot be '4/3': give a part and how many there are, as 2/3"),
            (
                "nobody --after tomorrow",
                "--after takes a date such as 2026-01-31 or 2026-01-31T12:00:00Z, not 'tomorrow'"
            ),
            (
                "nobody --after 2026-02-30",
                "--after takes a date such as 2026-01-31 or 2026-01-31T12:00:00Z, not '2026-02-30'"
            ),
            ("nobody --size -1K", "--size takes a size such as 500M or 2G, not '-1K'"),
            ("nobody --size 9999999999999999T", "--size takes a size such as 500M or 2G, not '9999999999999999T'"),
            ("nobody --height 5", "--height is one of 720, 1080, not '5'"),
            ("nobody --video x", "--video takes a video: a number, a URI such as /videos/1, or its address, not 'x'"),
        ]
    )
    func problems(words: String, message: String) {
        #expect {
            try shown(words.split(separator: " ").map(String.init))
        } throws: {
            ($0 as? RecipeUsage)?.message == message
        }
    }

    @Test("The words of the recipe are kept for a retry, those of the runner are not")
    func ownWords() throws {
        let words = ["--yes", "nobody", "--query=a", "--limit", "3", "--older", "2d", "--", "7"]
        let line = try RecipeCommandLine(words, for: Self.recipe)
        #expect(line.words == ["nobody", "--query=a", "--older", "2d", "--", "7"])
        #expect(line.options.isConfirmed && line.options.limit == 3)
    }

    @Test(
        "Durations add up; what is no duration is none",
        arguments: [
            ("90d", 7_776_000), ("1w1s", 604_801), ("", nil), ("5", nil), ("d", nil), ("1x", nil),
            ("99999999999999999w", nil),
        ]
    )
    func durations(text: String, seconds: Int?) {
        #expect(TimeText.duration(text) == seconds)
    }

    @Test(
        "Each item belongs to exactly one of the shards, and they are of about the same size",
        arguments: [1, 2, 3, 7]
    )
    func shards(count: Int) throws {
        let shards = try (1...count).map { try #require(Shard("\($0)/\(count)")) }
        var sizes = [Int](repeating: 0, count: count)
        for number in 0..<2000 {
            let owners = shards.indices.filter { shards[$0].contains("/videos/\(1000 + number)") }
            #expect(owners.count == 1)
            for owner in owners { sizes[owner] += 1 }
        }
        #expect(sizes.allSatisfy { $0 > 2000 / count * 3 / 4 })
    }

    @Test("What is no shard", arguments: ["", "1", "0/3", "4/3", "1/0", "-1/3", "1/2/3", "a/b", "1/9999999"])
    func noShards(text: String) {
        #expect(Shard(text) == nil)
    }
}
