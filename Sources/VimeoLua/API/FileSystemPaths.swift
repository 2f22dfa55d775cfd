internal import LuaKit

extension VimeoTable {
    /// The functions that only look at the text of a path.
    var pathFunctions: [FunctionDescription] {
        [
            join,
            part("basename", "Returns the last part of a path.", of: "talks/intro.mp4", \.name),
            part(
                "extension",
                "Returns what follows the last dot of a name, or an empty string.",
                of: "talks/intro.mp4",
                \.fileExtension
            ),
            sameName,
        ]
    }

    private var join: FunctionDescription {
        FunctionDescription(
            name: "vimeo.fs.join",
            parameters: [Parameter.required("part", .bytes, "the first part; more follow")],
            results: "path",
            text:
                "Joins parts of a path with slashes. Empty parts are skipped; a part that begins with a slash does not "
                + "start at the root.",
            errors: [],
            example: "vimeo.fs.join(\"talks\", \"2025\", \"intro.mp4\")",
            permission: .none
        ) { arguments in
            let stack = arguments.stack
            let parts = try (1...stack.top).map { index in
                guard let part = stack.bytes(at: index) else {
                    throw LuaError.expected("string", at: Int(index), on: stack)
                }
                return part
            }
            stack.push(Path.joining(parts).bytes)
            return .results(1)
        }
    }

    private static let names = ["name", "other"].map { Parameter.required($0, .bytes, "a name") }

    private var sameName: FunctionDescription {
        FunctionDescription(
            name: "vimeo.fs.same_name",
            parameters: Self.names,
            results: "boolean",
            text:
                "Tells whether two names are the same text, also where one has an accented letter as one character (NFC) "
                + "and the other as two (NFD).",
            example: "vimeo.fs.same_name(\"Caf\\u{e9}\", \"Cafe\\u{301}\")",
            permission: .none
        ) { arguments in
            let names = try Self.names.map { try arguments[$0] }
            // Strings are equal where they are canonically equivalent; bytes that are not text only where they are the same.
            let texts = names.compactMap { String(validating: $0, as: UTF8.self) }
            arguments.stack.push(texts.count == 2 ? texts[0] == texts[1] : names[0] == names[1])
            return .results(1)
        }
    }

    private static let path = Parameter.required("path", .bytes, "a path; it does not have to exist")

    private func part(
        _ name: String,
        _ text: String,
        of example: String,
        _ part: @escaping (Path) -> [UInt8]
    ) -> FunctionDescription {
        FunctionDescription(
            name: "vimeo.fs.\(name)",
            parameters: [Self.path],
            results: name,
            text: text,
            errors: [],
            example: "vimeo.fs.\(name)(\"\(example)\")",
            permission: .none
        ) { arguments in
            arguments.stack.push(part(Path(try arguments[Self.path])))
            return .results(1)
        }
    }
}
