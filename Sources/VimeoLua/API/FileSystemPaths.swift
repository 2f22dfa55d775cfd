internal import LuaKit

extension VimeoTable {
    private static let path = Parameter.required("path", .bytes, "a path; it does not have to exist")

    /// The functions that only look at the text of a path.
    func addPaths(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.fs.join",
            taking(.required("part", .bytes, "the first part; more follow")),
            results: "path",
            text:
                "Joins parts of a path with slashes. Empty parts are skipped; a part that begins with a slash does not "
                + "start at the root.",
            example: "vimeo.fs.join(\"talks\", \"2025\", \"intro.mp4\")"
        ) { arguments, _ in
            let stack = arguments.stack
            let parts = try (1...stack.top).map { index in
                guard let part = stack.bytes(at: index) else {
                    throw LuaError.expected("string", at: Int(index), on: stack)
                }
                return part
            }
            return stack.result(.string(Path.joining(parts).bytes))
        }

        functions.add(
            "vimeo.fs.basename",
            taking(Self.path),
            results: "basename",
            text: "Returns the last part of a path.",
            example: "vimeo.fs.basename(\"talks/intro.mp4\")"
        ) { arguments, path in
            arguments.stack.result(.string(Path(path).name))
        }

        functions.add(
            "vimeo.fs.extension",
            taking(Self.path),
            results: "extension",
            text: "Returns what follows the last dot of a name, or an empty string.",
            example: "vimeo.fs.extension(\"talks/intro.mp4\")"
        ) { arguments, path in
            arguments.stack.result(.string(Path(path).fileExtension))
        }

        functions.add(
            "vimeo.fs.same_name",
            taking(.required("name", .bytes, "a name"), .required("other", .bytes, "a name")),
            results: "boolean",
            text:
                "Tells whether two names are the same text, also where one has an accented letter as one character (NFC) "
                + "and the other as two (NFD).",
            example: "vimeo.fs.same_name(\"Caf\\u{e9}\", \"Cafe\\u{301}\")"
        ) { arguments, name, other in
            // Strings are equal where they are canonically equivalent; bytes that are not text only where they are the same.
            let texts = [name, other].compactMap { String(validating: $0, as: UTF8.self) }
            return arguments.stack.result(.boolean(texts.count == 2 ? texts[0] == texts[1] : name == other))
        }
    }
}
