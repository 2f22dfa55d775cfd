internal import Platform

/// The options of every recipe, which are the runner's.
package struct RunOptions: Equatable, Sendable {
    package var isDryRun = false
    /// Whether the plan is applied without a question.
    package var isConfirmed = false
    /// How many changes are made at most.
    package var limit: Int?
    package var concurrency = 4
    package var shard: Shard?
    /// The log of the run to complete.
    package var retry: String?
    package var isJSON = false
    package var showsHelp = false

    package init() {}

    /// The only items that are taken; nil for all.
    package private(set) var items: Set<String>?

    /// Takes what a run that is to be completed was limited to, as far as it is not given anew.
    package mutating func complete(_ history: RunHistory) {
        shard = shard ?? history.began.shard
        guard limit == nil, let first = history.began.limit else { return }
        limit = first - history.done.count
        // All changes were made; what failed beside them is still to be done.
        if limit ?? 0 <= 0 { (limit, items) = (nil, history.unfinished) }
    }

    private struct Option: Sendable {
        let name: String
        /// How the value is shown; nil for a flag.
        let value: String?
        let help: String
        /// What the value can be.
        var valid = ""
        /// Only for a recipe with a plan.
        var needsPlan = true
        let set: @Sendable (inout RunOptions, String) -> Bool
    }

    private static let all = [
        Option(name: "dry-run", value: nil, help: "show what would change, and change nothing") { options, _ in
            options.isDryRun = true
            return true
        },
        Option(name: "yes", value: nil, help: "answer yes to each question", needsPlan: false) { options, _ in
            options.isConfirmed = true
            return true
        },
        Option(name: "limit", value: "N", help: "make at most N changes", valid: "a number of at least 1") {
            options,
            text in
            options.limit = Int(text)
            return options.limit.map { $0 >= 1 } ?? false
        },
        Option(
            name: "concurrency",
            value: "N",
            help: "how many items at the same time; default 4",
            valid: "a number from 1 to 1000"
        ) {
            options,
            text in
            options.concurrency = Int(text) ?? 0
            return 1...1000 ~= options.concurrency
        },
        Option(
            name: "shard",
            value: "I/N",
            help: "only the Ith of N parts of the items, for several machines",
            valid: "a part and how many there are, as 2/3"
        ) {
            options,
            text in
            options.shard = Shard(text)
            return options.shard != nil
        },
        Option(
            name: "retry",
            value: "LOG",
            help: "do what failed or was not reached in the run of that log",
            valid: "the path of a log"
        ) {
            options,
            text in
            options.retry = text
            return !text.isEmpty
        },
        Option(name: "json", value: nil, help: "write each change as a JSON object") { options, _ in
            options.isJSON = true
            return true
        },
        Option(name: "help", value: nil, help: "show this help", needsPlan: false) { options, _ in
            options.showsHelp = true
            return true
        },
    ]

    static func isOwn(_ name: String) -> Bool { all.contains { $0.name == name } }

    /// How each is written, and what it does.
    package static func rows(isPlanned: Bool) -> [(String, String)] {
        all.filter { isPlanned || !$0.needsPlan }
            .map { ("--\($0.name)\($0.value.map { " \($0)" } ?? "")", $0.help) }
    }

    static var names: [String] { all.map(\.name) }

    /// Takes an option; nil if it is not one of these, otherwise how many words after it it has used.
    mutating func take(
        _ name: String,
        value: String?,
        next: String?,
        isPlanned: Bool
    ) throws(RecipeUsage) -> Int? {
        guard let option = Self.all.first(where: { $0.name == name }) else { return nil }
        if option.needsPlan, !isPlanned {
            throw RecipeUsage("--\(name) needs a recipe with items and plan; this one only has the function run")
        }
        guard option.value != nil else {
            guard value == nil else { throw RecipeUsage("--\(name) takes no value") }
            _ = option.set(&self, "")
            return 0
        }
        guard let text = value ?? next else { throw RecipeUsage("--\(name) needs a value") }
        guard option.set(&self, text) else {
            throw RecipeUsage("--\(name) cannot be '\(text)': give \(option.valid)")
        }
        return value == nil ? 1 : 0
    }
}
