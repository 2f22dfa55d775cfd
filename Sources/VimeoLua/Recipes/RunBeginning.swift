internal import JSONCore

/// The first record of a run's log: what was run, and how.
package struct RunBeginning: Equatable, Sendable {
    package var recipe: String
    /// That of the recipe's content.
    package var checksum: String
    /// The words behind the recipe's name, without the options of the runner.
    package var words: [String]
    /// The current folder, which relative names of files begin at.
    package var folder: String?
    /// Whose videos were changed, in words.
    package var account: String?
    package var shard: Shard?
    package var limit: Int?
    /// In seconds since 1970.
    package var time: Int

    package init(
        recipe: String,
        checksum: String,
        words: [String],
        folder: String? = nil,
        account: String? = nil,
        shard: Shard? = nil,
        limit: Int? = nil,
        time: Int
    ) {
        (self.recipe, self.checksum, self.words, self.folder) = (recipe, checksum, words, folder)
        (self.account, self.shard, self.limit, self.time) = (account, shard, limit, time)
    }

    var json: JSONObject {
        [
            "type": "run", "recipe": .string(recipe), "checksum": .string(checksum),
            "arguments": .array(words.map { .string($0) }), "folder": Self.value(folder),
            "account": Self.value(account), "shard": Self.value(shard?.text),
            "limit": limit.map { .integer(Int64($0)) } ?? .null, "time": .integer(Int64(time)),
        ]
    }

    init?(_ object: JSONObject) {
        guard let recipe = object["recipe"]?.string, let checksum = object["checksum"]?.string,
            let words = object["arguments"]?.array, let time = object["time"]?.integer
        else { return nil }
        self.init(
            recipe: recipe,
            checksum: checksum,
            words: words.compactMap(\.string),
            folder: object["folder"]?.string,
            account: object["account"]?.string,
            shard: object["shard"]?.string.flatMap { Shard($0) },
            limit: object["limit"]?.integer.map { Int(clamping: $0) },
            time: Int(clamping: time)
        )
    }

    private static func value(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
