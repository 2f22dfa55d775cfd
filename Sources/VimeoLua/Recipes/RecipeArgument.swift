/// An argument that a recipe declares.
package struct RecipeArgument: Equatable, Sendable {
    /// What its text becomes in Lua.
    package enum Kind: String, CaseIterable, Sendable {
        case string
        case integer
        case number
        /// A flag: `--name` or `--no-name`.
        case boolean
        /// `2026-01-31` or RFC 3339; seconds since 1970.
        case date
        /// `90d`, `12h30m`; seconds.
        case duration
        /// Bytes, or with K, M, G or T (powers of 1024).
        case size
        /// Anything that names a video; its URI.
        case video
        case file
        case folder
        /// Words separated by commas; an array.
        case list
    }

    /// Without dashes.
    package var name: String
    package var isOption: Bool
    package var kind = Kind.string
    package var choices: [String] = []
    /// The text that stands for a missing one.
    package var standard: String?
    package var isRequired = false
    /// The last positional argument takes the rest.
    package var isMany = false
    /// Whether a file or folder is written.
    package var isWritten = false
    package var help = ""

    /// Whether it names a file or folder.
    var isFile: Bool { kind == .file || kind == .folder }

    /// Its key in `args`.
    package var key: String { String(name.map { $0 == "-" ? "_" : $0 }) }

    /// As the usage line shows it: `VIEW`, `[--query TEXT]`.
    var usage: String {
        let value = name.uppercased()
        guard isOption else {
            let shown = isMany ? "\(value)…" : value
            return isRequired ? shown : "[\(shown)]"
        }
        let shown = kind == .boolean ? "--\(name)" : "--\(name) \(placeholder)"
        return isRequired ? shown : "[\(shown)]"
    }

    /// What stands for the value of an option.
    private var placeholder: String {
        if !choices.isEmpty { return choices.joined(separator: "|") }
        return kind == .string ? "TEXT" : kind.rawValue.uppercased()
    }

    /// Its row in the help: how it is written, and what it is.
    var row: (String, String) {
        let notes = [
            help.isEmpty ? nil : help,
            choices.isEmpty ? nil : "one of \(choices.joined(separator: ", "))",
            standard.flatMap { $0.isEmpty ? nil : "default \($0)" },
        ]
        let head = isOption ? (kind == .boolean ? "--\(name)" : "--\(name) \(placeholder)") : name.uppercased()
        return (head, notes.compactMap { $0 }.joined(separator: "; "))
    }
}
