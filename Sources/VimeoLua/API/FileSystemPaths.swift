internal import LuaKit

extension VimeoTable {
    /// The functions that only look at the text of a path.
    var pathFunctions: [FunctionDescription] {
        [
            join,
            part("basename", "Gives the last part of a path.", of: "talks/intro.mp4", \.name),
            part(
                "extension",
                "Gives what follows the last dot of a name, or an empty string.",
                of: "talks/intro.mp4",
                \.fileExtension
            ),
        ]
    }

    private var join: FunctionDescription {
        FunctionDescription(
            name: "vimeo.fs.join",
            parameters: [Parameter.required("part", .bytes, "the first part; more follow")],
            results: "path",
            text: "Joins parts of a path with slashes. Empty parts are left out; one that begins with a slash does not "
                + "start anew.",
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

    private static let path = Parameter.required("path", .bytes, "a path; it need not exist")

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
