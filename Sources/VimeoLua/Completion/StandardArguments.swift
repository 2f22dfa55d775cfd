/// What prompts propose for the strings that functions of Lua, and `help`, take.
enum StandardArguments {
    /// What is known about an argument, counted from 0; nil where any string may stand.
    ///
    /// - Parameter isMethod: whether it is called as a method, so that the first argument is not written.
    static func parameter(of function: String, at argument: Int, isMethod: Bool) -> ParameterDescription? {
        // The entries of methods of files do not count the file.
        let place = isMethod && !function.hasPrefix("file:") ? argument + 1 : argument
        let known = table[function]?.first { $0.place == place }
        // `read` and `lines` take as many formats as one likes.
        return (known ?? table[function]?.first { $0.isRepeated && $0.place < place })?.parameter
    }

    private struct Entry {
        let place: Int
        let parameter: ParameterDescription
        var isRepeated = false
    }

    private static func one(
        _ place: Int,
        _ text: String,
        _ values: [String] = [],
        proposal: ParameterDescription.Proposal = .none,
        isRepeated: Bool = false
    ) -> Entry {
        let parameter = ParameterDescription(
            name: "",
            kind: .string,
            isOptional: true,
            text: text,
            values: values,
            proposal: proposal
        )
        return Entry(place: place, parameter: parameter, isRepeated: isRepeated)
    }

    private static let file = one(0, "a file", proposal: .file)
    private static let topic = one(0, "a topic, a name, or an operation", proposal: .topic)
    private static let formats = ["n", "a", "l", "L"]
    private static let chunkModes = ["b", "t", "bt"]

    private static let table: [String: [Entry]] = [
        "apropos": [topic],
        "collectgarbage": [
            one(
                0,
                "what the collector does",
                ["collect", "count", "step", "stop", "restart", "isrunning", "incremental", "generational"]
            )
        ],
        "debug.getinfo": [
            one(1, "which fields: name, source, line, upvalues, tail call, lines, function", ["nSlutLf"])
        ],
        "dofile": [file],
        "file:lines": [one(0, "what is read: number, all, line, line with its end", formats, isRepeated: true)],
        "file:read": [one(0, "what is read: number, all, line, line with its end", formats, isRepeated: true)],
        "file:seek": [one(0, "where the offset counts from", ["set", "cur", "end"])],
        "file:setvbuf": [one(0, "how output is buffered", ["no", "full", "line"])],
        "help": [topic],
        "io.input": [file],
        "io.lines": [file, one(1, "what is read: number, all, line, line with its end", formats, isRepeated: true)],
        "io.open": [
            file,
            one(
                1,
                "read, write or append, with + both; b changes nothing on Unix",
                ["r", "w", "a", "r+", "w+", "a+", "rb", "wb", "ab", "r+b", "w+b", "a+b"]
            ),
        ],
        "io.output": [file],
        "io.popen": [one(1, "whether its output is read or its input written", ["r", "w"])],
        "io.read": [one(0, "what is read: number, all, line, line with its end", formats, isRepeated: true)],
        "load": [one(2, "binary or text chunks, or both", chunkModes)],
        "loadfile": [file, one(1, "binary or text chunks, or both", chunkModes)],
        "os.date": [
            one(0, "a format; * gives a table, ! UTC", ["*t", "!*t", "%Y-%m-%d", "%H:%M:%S", "!%Y-%m-%dT%H:%M:%SZ"])
        ],
        "os.remove": [file],
        "os.rename": [file, one(1, "the new name", proposal: .file)],
        "os.setlocale": [one(1, "what it is for", ["all", "collate", "ctype", "monetary", "numeric", "time"])],
        "select": [one(0, "# is the number of the others", ["#"])],
    ]
}
