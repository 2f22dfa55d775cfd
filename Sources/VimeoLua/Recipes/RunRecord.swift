internal import JSONCore

/// A line of a run's log.
package enum RunRecord: Equatable, Sendable {
    case began(RunBeginning)
    /// A change that will be made if all goes well; its text has the old value.
    case planned(key: String, label: String, text: String)
    /// A change is being made.
    case started(key: String)
    case done(key: String)
    case failed(key: String, label: String, message: String)
    case ended(time: Int)

    var line: [UInt8] {
        let object: JSONObject =
            switch self {
            case .began(let beginning): beginning.json
            case .planned(let key, let label, let text):
                ["type": "planned", "item": .string(key), "label": .string(label), "change": .string(text)]
            case .started(let key): ["type": "started", "item": .string(key)]
            case .done(let key): ["type": "done", "item": .string(key)]
            case .failed(let key, let label, let message):
                ["type": "failed", "item": .string(key), "label": .string(label), "error": .string(message)]
            case .ended(let time): ["type": "end", "time": .integer(Int64(time))]
            }
        return JSONValue.object(object).bytes() + [0x0A]
    }

    /// The record of a line; nil if it is none.
    package init?(line: some Collection<UInt8>) {
        guard let object = JSONValue(json: Array(line))?.object, let type = object["type"]?.string else { return nil }
        func text(_ key: String) -> String? { object[key]?.string }
        let key = text("item")
        switch (type, key) {
        case ("run", _):
            guard let beginning = RunBeginning(object) else { return nil }
            self = .began(beginning)
        case ("planned", let key?):
            self = .planned(key: key, label: text("label") ?? key, text: text("change") ?? "")
        case ("started", let key?): self = .started(key: key)
        case ("done", let key?): self = .done(key: key)
        case ("failed", let key?): self = .failed(key: key, label: text("label") ?? key, message: text("error") ?? "")
        case ("end", _): self = .ended(time: Int(clamping: object["time"]?.integer ?? 0))
        default: return nil
        }
    }
}

/// What a log says about a run that is to be completed.
package struct RunHistory: Equatable, Sendable {
    package let began: RunBeginning
    /// The keys of the items that were changed.
    package private(set) var done: Set<String> = []
    /// Those of the other items that the run planned or tried to.
    package private(set) var unfinished: Set<String> = []
    /// The bytes of its whole lines: after `kill -9` the last one may be incomplete.
    package let size: Int

    /// - Throws: ``RecipeUsage`` if it is no log, or damaged.
    package init(_ bytes: [UInt8]) throws(RecipeUsage) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let isWhole = lines.last?.isEmpty == true
        size = bytes.count - (lines.last?.count ?? 0)
        if isWhole { lines.removeLast() }
        guard let first = lines.first,
            case .began(let beginning)? = RunRecord(line: first)
        else { throw RecipeUsage("the file is not the log of a run") }
        began = beginning
        for (index, line) in lines.enumerated().dropFirst() {
            switch RunRecord(line: line) {
            case .done(let key)?: done.insert(key)
            case .planned(let key, _, _)?, .failed(let key, _, _)?: unfinished.insert(key)
            case .began?, .started?, .ended?: break
            case nil where index == lines.count - 1 && !isWhole: break
            case nil: throw RecipeUsage("line \(index + 1) of the log is damaged")
            }
        }
        unfinished.subtract(done)
    }
}
