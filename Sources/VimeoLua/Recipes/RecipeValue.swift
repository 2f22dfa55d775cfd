package import LuaKit
internal import Platform
internal import Vimeo

/// The value of a recipe's argument.
package enum RecipeValue: Sendable {
    case one(LuaValue)
    case many([LuaValue])

    /// Pushes it on a stack.
    func push(on stack: LuaStack) {
        switch self {
        case .one(let value): stack.push(value)
        case .many(let values):
            stack.pushTable(items: values.count)
            for (index, value) in values.enumerated() {
                stack.push(value)
                stack.setRaw(Int64(index + 1), in: -2)
            }
        }
    }
}

extension RecipeArgument {
    /// The values of a text; a list has any number, everything else one.
    func values(of text: String) throws(RecipeUsage) -> [LuaValue] {
        guard kind == .list else { return [try value(of: choice(text))] }
        var values: [LuaValue] = []
        for word in text.split(separator: ",") {
            let word = word.trimmed()
            if !word.isEmpty { values.append(.string(try choice(String(word)))) }
        }
        return values
    }

    private func value(of text: String) throws(RecipeUsage) -> LuaValue {
        switch kind {
        case .string, .list: return .string(text)
        case .integer: return try read(text, "a whole number", Int64.init).map { .integer($0) }
        case .number:
            return try read(text, "a number") { Double($0).flatMap { $0.isFinite ? $0 : nil } }.map { .number($0) }
        case .boolean:
            return try read(text, "true or false") { ["true": true, "false": false][$0] }.map { .boolean($0) }
        case .date:
            return try read(text, "a date such as 2026-01-31 or 2026-01-31T12:00:00Z", TimeText.date)
                .map { .integer(Int64($0)) }
        case .duration:
            return try read(text, "a duration such as 90d, 12h or 1h30m", TimeText.duration).map { .integer(Int64($0)) }
        case .size:
            return try read(text, "a size such as 500M or 2G", { ByteCount.parse($0).flatMap { $0 >= 0 ? $0 : nil } })
                .map { .integer(Int64($0)) }
        case .video:
            return try read(text, "a video: a number, a URI such as /videos/1, or its address") {
                ResourceURI.named($0)
            }.map { .string($0) }
        case .file, .folder: return .string(try path(text))
        }
    }

    private func choice(_ text: String) throws(RecipeUsage) -> String {
        guard choices.isEmpty || choices.contains(text) else {
            let nearest = NearestName.find(text, in: choices).map { "; did you mean \($0)?" } ?? ""
            throw RecipeUsage("\(shownName) is one of \(choices.joined(separator: ", ")), not '\(text)'\(nearest)")
        }
        return text
    }

    /// A path that is there, unless it is to be written.
    private func path(_ text: String) throws(RecipeUsage) -> String {
        guard !text.isEmpty, !text.utf8.contains(0) else { throw RecipeUsage("\(shownName) is not a path") }
        let isFolder = (try? Stat(FilePath(text)).type).map { $0 == .directory }
        switch isFolder {
        case nil where isWritten: break
        case nil: throw RecipeUsage("\(shownName): there is no \(kind.rawValue) \(text)")
        case true? where kind == .file: throw RecipeUsage("\(shownName): \(text) is a folder")
        case false? where kind == .folder: throw RecipeUsage("\(shownName): \(text) is not a folder")
        default: break
        }
        return text
    }

    private func read<Value>(
        _ text: String,
        _ expected: String,
        _ parse: (String) -> Value?
    ) throws(RecipeUsage) -> One<Value> {
        guard let value = parse(text) else { throw RecipeUsage("\(shownName) takes \(expected), not '\(text)'") }
        return One(value: value)
    }

    private struct One<Value> {
        let value: Value
        func map(_ make: (Value) -> LuaValue) -> LuaValue { make(value) }
    }

    /// As users write it.
    package var shownName: String { isOption ? "--\(name)" : name.uppercased() }
}

/// Wrong usage of a recipe by the one who runs it.
package struct RecipeUsage: Error, Equatable, CustomStringConvertible {
    package let message: String
    /// The name of an option that the recipe does not have.
    package let unknownOption: String?
    package var description: String { message }

    package init(_ message: String, unknownOption: String? = nil) {
        (self.message, self.unknownOption) = (message, unknownOption)
    }
}
