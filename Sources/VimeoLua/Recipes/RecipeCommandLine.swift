package import LuaKit
internal import Platform
internal import Vimeo

/// The words behind a recipe's name.
package struct RecipeCommandLine: Sendable {
    package var options = RunOptions()
    /// In the order of the recipe's arguments.
    package private(set) var values: [(key: String, value: RecipeValue)] = []
    /// The words without the options of the runner, and without secrets.
    package private(set) var words: [String] = []
    /// Those with secrets, which a run that completes this one needs again.
    package private(set) var secretWords: [String] = []
    /// The files and folders that the user has named, not those that are defaults of the recipe.
    package private(set) var namedFiles: [(path: String, isWritten: Bool)] = []
    private var missing: RecipeUsage?
    /// What stands for a secret in ``words``.
    private static let mask = "***"

    /// What was given so far.
    private struct Given {
        /// By the keys of the arguments.
        var values: [String: [LuaValue]] = [:]
        /// The positional arguments that are to come.
        var positional: ArraySlice<RecipeArgument>
        /// The keys of secrets that are masked.
        var masked: Set<String> = []
    }

    /// - Parameter earlier: the words of an earlier run, which come before.
    /// - Throws: ``RecipeUsage``; not yet for missing arguments, see ``checkComplete()``.
    package init(_ words: [String], after earlier: [String] = [], for recipe: Recipe) throws(RecipeUsage) {
        var given = Given(positional: recipe.arguments.filter { !$0.isOption }[...])
        try take(earlier, recipe, &given)
        try take(words, recipe, &given)
        for argument in recipe.arguments {
            if given.masked.contains(argument.key) {
                missing = RecipeUsage("\(argument.shownName) is not in the log; give it again")
                continue
            }
            try set(argument, given.values[argument.key])
            guard argument.isFile else { continue }
            for case .string(let path) in given.values[argument.key] ?? [] {
                namedFiles.append((String(decoding: path, as: UTF8.self), argument.isWritten))
            }
        }
    }

    private mutating func take(_ words: [String], _ recipe: Recipe, _ given: inout Given) throws(RecipeUsage) {
        var index = 0
        var isOnlyPositional = false
        while index < words.count {
            let word = words[index]
            index += 1
            if !isOnlyPositional, word == "--" {
                isOnlyPositional = true
                self.words.append(word)
            } else if !isOnlyPositional, word.hasPrefix("-"), word.count > 1 {
                let next = index < words.count ? words[index] : nil
                let (name, value) = Self.split(word)
                if let used = try options.take(name, value: value, next: next, isPlanned: recipe.isPlanned) {
                    index += used
                } else {
                    let used = try takeOption(word, next: next, recipe, &given)
                    let own = words[(index - 1)..<(index + used)]
                    if Redaction.isSecretName(name), used > 0 || value != nil {
                        self.words.append("--\(name)=\(Self.mask)")
                        secretWords += own
                    } else {
                        self.words += own
                    }
                    index += used
                }
            } else {
                guard let argument = given.positional.first else { throw RecipeUsage("unexpected argument '\(word)'") }
                self.words.append(word)
                given.values[argument.key, default: []] += try argument.values(of: word)
                if !argument.isMany { given.positional.removeFirst() }
            }
        }
    }

    /// - Throws: ``RecipeUsage`` if a required argument is missing.
    package func checkComplete() throws(RecipeUsage) {
        if let missing { throw missing }
    }

    /// The name of an option, empty if the word begins with one dash, and its value.
    private static func split(_ word: String) -> (name: String, value: String?) {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard word.hasPrefix("--"), let name = parts.first else { return ("", nil) }
        return (String(name), parts.count == 2 ? String(parts[1]) : nil)
    }

    /// Takes an option of the recipe; returns how many words after it it has used.
    private func takeOption(
        _ word: String,
        next: String?,
        _ recipe: Recipe,
        _ given: inout Given
    ) throws(RecipeUsage) -> Int {
        let (name, value) = Self.split(word)
        let declared = recipe.arguments.filter(\.isOption)
        let negated = name.hasPrefix("no-") ? String(name.dropFirst(3)) : nil
        if let flag = declared.first(where: { $0.kind == .boolean && $0.name == negated }) {
            guard value == nil else { throw RecipeUsage("\(word) takes no value") }
            given.values[flag.key] = [.boolean(false)]
            return 0
        }
        guard let argument = declared.first(where: { $0.name == name }) else {
            let nearest = NearestName.find(name, in: declared.map(\.name) + RunOptions.names)
            throw RecipeUsage(
                "unknown option \(word)" + (nearest.map { "; did you mean --\($0)?" } ?? ""),
                unknownOption: name
            )
        }
        if argument.kind == .boolean {
            given.values[argument.key] =
                try value.map { text throws(RecipeUsage) in try argument.values(of: text) }
                ?? [.boolean(true)]
            return 0
        }
        guard let text = value ?? next else { throw RecipeUsage("--\(name) needs a value") }
        let used = value == nil ? 1 : 0
        guard text != Self.mask || !Redaction.isSecretName(name) else {
            given.masked.insert(argument.key)
            return used
        }
        given.masked.remove(argument.key)
        let values = try argument.values(of: text)
        // Of anything else the last one counts, which is how --retry is given other words than the log has.
        given.values[argument.key] = argument.kind == .list ? (given.values[argument.key] ?? []) + values : values
        return used
    }

    private mutating func set(_ argument: RecipeArgument, _ given: [LuaValue]?) throws(RecipeUsage) {
        var given = given
        if given == nil, let standard = argument.standard { given = try argument.values(of: standard) }
        let isList = argument.isMany || argument.kind == .list
        if let given {
            values.append((argument.key, isList ? .many(given) : .one(given.first ?? .nil)))
        } else if argument.isRequired {
            missing = missing ?? RecipeUsage("\(argument.shownName) is missing")
        } else if isList {
            values.append((argument.key, .many([])))
        } else if argument.kind == .boolean {
            values.append((argument.key, .one(.boolean(false))))
        }
    }

    /// Pushes the table `args`.
    package func push(on stack: LuaStack) {
        stack.pushTable(fields: values.count)
        for (key, value) in values {
            value.push(on: stack)
            stack.setRaw(key, in: -2)
        }
    }
}
