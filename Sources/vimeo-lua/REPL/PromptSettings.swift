internal import LuaKit
internal import Platform
internal import Terminal
internal import VimeoLua

/// What users set with `:set` and, in `init.lua` or at the prompt, with `repl.set{…}`.
final class PromptSettings {
    var keys = KeyStyle.emacs
    /// A command; empty for none, nil for the one of `PAGER` or else `less`.
    var pager: String?
    /// Whether the cost of every input is shown.
    var isTiming = false

    struct Invalid: Error, CustomStringConvertible {
        let description: String
    }

    private struct Setting: Sendable {
        let name: String
        /// The valid values, for messages.
        let values: String
        /// The values that can be listed.
        let words: [String]
        let text: String
        let get: @Sendable (PromptSettings) -> String
        /// Whether the value is valid.
        let set: @Sendable (PromptSettings, String) -> Bool
    }

    private static let all = [
        Setting(
            name: "keys",
            values: "emacs or vi",
            words: KeyStyle.allCases.map(\.rawValue),
            text: "the keys of the editor",
            get: { $0.keys.rawValue },
            set: { settings, value in
                guard let keys = KeyStyle(rawValue: value) else { return false }
                settings.keys = keys
                return true
            }
        ),
        Setting(
            name: "pager",
            values: "on, off or a command",
            words: ["on", "off"],
            text: "what :more runs; on: $PAGER or less",
            get: { $0.pager.map { $0.isEmpty ? "off" : $0 } ?? "on" },
            set: { settings, value in
                settings.pager = value == "on" ? nil : value == "off" ? "" : value
                return !value.isEmpty && !value.utf8.contains(0)
            }
        ),
        Setting(
            name: "time",
            values: "on or off",
            words: ["on", "off"],
            text: "whether the cost of every input is shown",
            get: { $0.isTiming ? "on" : "off" },
            set: { settings, value in
                settings.isTiming = value == "on"
                return value == "on" || value == "off"
            }
        ),
    ]

    static var names: [String] { all.map(\.name) }

    /// Each setting with its value, and what it is for.
    var rows: [(name: String, text: String)] {
        Self.all.map { ("\($0.name) \($0.get(self))", "\($0.text): \($0.values)") }
    }

    /// The words that can follow what was typed: names, or the values of the setting that is named.
    static func words(after typed: String) -> [Completer.Candidate] {
        let words = typed.split(separator: " ", omittingEmptySubsequences: false)
        if words.count < 2 {
            return all.filter { $0.name.hasPrefix(typed) }.map { Completer.Candidate("\($0.name) ", detail: $0.text) }
        }
        guard let setting = all.first(where: { $0.name == words[0] }),
            words[1..<(words.count - 1)].allSatisfy(\.isEmpty)
        else { return [] }
        return setting.words.filter { $0.hasPrefix(words[words.count - 1]) }.map { Completer.Candidate($0) }
    }

    /// What a line such as `keys vi` asks for: a setting, or a change of it.
    ///
    /// - Returns: the line to show.
    func take(line: String) throws(Invalid) -> String? {
        let name = line.prefix { !$0.isWhitespace && $0 != "=" }
        let value = String(line.dropFirst(name.count).drop { $0.isWhitespace || $0 == "=" })
        if !value.isEmpty {
            try set(String(name), to: value)
            return nil
        }
        let setting = try setting(String(name))
        return "\(setting.name) is \(TerminalText.escaped(setting.get(self))); it takes \(setting.values)"
    }

    func set(_ name: String, to value: String) throws(Invalid) {
        let setting = try setting(name)
        let before = setting.get(self)
        guard setting.set(self, value) else {
            _ = setting.set(self, before)
            throw Invalid(
                description: "\(name) takes \(setting.values), not \(TerminalText.escaped(String(value.prefix(40))))"
            )
        }
    }

    private func setting(_ name: String) throws(Invalid) -> Setting {
        if let setting = Self.all.first(where: { $0.name == name }) { return setting }
        let nearest = NearestName.find(name, in: Self.names)
        let hint = nearest.map { "did you mean \($0)?" } ?? "the settings are \(Self.names.joined(separator: ", "))"
        throw Invalid(description: "unknown setting \(TerminalText.escaped(String(name.prefix(40)))); \(hint)")
    }
}

extension PromptSettings {
    /// Sets the global `repl`, unless it is already set.
    func install(on stack: LuaStack) {
        guard !RawKeys.pushGlobal("repl", on: stack) else { return stack.pop() }
        stack.pushGlobals()
        stack.pushTable(fields: 1)
        stack.push { [self] stack in
            guard stack.type(at: 1) == .table else {
                throw LuaError("repl.set takes a table of settings, such as repl.set{ keys = \"vi\" }")
            }
            try setAll(from: 1, on: stack)
            return .results(0)
        }
        stack.setRaw("set", in: -2)
        stack.setRaw("repl", in: -2)
        stack.pop()
    }

    private func setAll(from index: Int32, on stack: LuaStack) throws {
        var changes: [(name: String, value: String)] = []
        try stack.forEachEntry(at: index) {
            guard stack.type(at: -2) == .string, let name = stack.lossyString(at: -2) else {
                throw LuaError("repl.set takes names of settings: \(Self.names.joined(separator: ", "))")
            }
            let value = stack.boolean(at: -1).map { $0 ? "on" : "off" }
            guard let value = value ?? (stack.type(at: -1) == .string ? stack.lossyString(at: -1) : nil) else {
                _ = try setting(name)
                throw LuaError("the setting \(name) takes a string or a boolean")
            }
            changes.append((name, value))
        }
        for (name, value) in changes.sorted(by: { $0.name < $1.name }) {
            do throws(Invalid) { try set(name, to: value) } catch { throw LuaError(error.description) }
        }
    }
}
