internal import LuaKit
internal import Platform
internal import Vimeo

extension VimeoTable {
    fileprivate static let input = Parameter.optional("stdin", .bytes, "what it reads; nothing by default")
    fileprivate static let environment = Parameter.optional(
        "env",
        ParameterType(kind: .table) { try $0.variables() },
        "variables to set beside those of this process; false removes one"
    )
    fileprivate static let folder = Parameter.optional(
        "cwd",
        .path,
        "the folder it runs in; the current one by default"
    )
    fileprivate static let maximumOutput = Parameter.optional(
        "max_output",
        .count(atLeast: 1),
        default: 16 << 20,
        "the most bytes that it may write to standard output, and to standard error"
    )

    func addProcesses(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.run",
            permission: .none,
            taking(.required("argv", .table, "the program and its arguments, an array; no shell reads them")),
            options: [Self.input, Self.environment, Self.folder, Self.maximumOutput],
            results: "result",
            text:
                "Runs a program and waits for its end, while other tasks run: returns a table with status, stdout and "
                + "stderr. A status other than 0 raises nothing; signal is the number of the signal that ended it, and "
                + "status then 128 more. It ends with its script, and when its task is cancelled.",
            errors: ["cancelled", "file", "permission", "usage"],
            example: "print(vimeo.run{\"uname\", \"-s\"}.stdout)"
        ) { [self] arguments, words in
            let process = try restricted(try ChildProcess(words, arguments))
            return .wait(for: { try await process.run() }) { outcome, stack in
                stack.pushTable(fields: 4)
                stack.set("status", Int(outcome.status))
                stack.set("signal", outcome.signal.map(Int.init))
                stack.set("stdout", .string(outcome.output))
                stack.set("stderr", .string(outcome.error))
                return 1
            }
        }
    }
}

extension ChildProcess {
    fileprivate init(_ words: Argument, _ arguments: Arguments) throws {
        let stack = arguments.stack
        try stack.forEachEntry(at: words.index) {
            guard stack.integer(at: -2) == nil else { return }
            throw VimeoError(
                .usage,
                "argv of vimeo.run has the key \(stack.describeKey(at: -2))",
                hint: "options are a second table: vimeo.run({\"cat\"}, {stdin = \"text\"})"
            )
        }
        let all = try words.items { try $0.word() }
        guard let program = all.first.flatMap({ String(validating: $0, as: UTF8.self) }), !program.isEmpty else {
            throw VimeoError(.usage, "argv of vimeo.run has no program", hint: "give the name of a program first")
        }
        let maximum = try arguments.option(VimeoTable.maximumOutput)
        guard maximum <= InputFile.mostBytes else {
            throw VimeoError(.usage, "max_output is larger than \(InputFile.mostBytes)", hint: "let it write to a file")
        }
        self.init(
            program: program,
            arguments: Array(all.dropFirst()),
            environment: try arguments.option(VimeoTable.environment) ?? [:],
            folder: try arguments.option(VimeoTable.folder),
            input: try arguments.option(VimeoTable.input) ?? [],
            maximumOutput: maximum
        )
    }
}

extension Argument {
    /// The variables that a table has; nil removes one.
    fileprivate func variables() throws -> [String: String?] {
        var variables: [String: String?] = [:]
        try stack.forEachEntry(at: index) {
            guard let name = stack.string(at: -2), !name.isEmpty, !name.contains("="), !name.utf8.contains(0) else {
                throw VimeoError(.usage, "env of vimeo.run has the name \(stack.describeKey(at: -2))")
            }
            let value = Argument(name: "env.\(name)", index: stack.top, stack: stack)
            let isRemoved = stack.boolean(at: value.index) == false
            variables[name] = .some(isRemoved ? nil : String(decoding: try value.word(), as: UTF8.self))
        }
        return variables
    }

    /// A string or number without NUL bytes, as programs take them.
    fileprivate func word() throws -> [UInt8] {
        let bytes: [UInt8]
        switch stack.value(at: index) {
        case .string(let text): bytes = text
        case .integer(let number): bytes = Array("\(number)".utf8)
        case .number(let number): bytes = Array("\(number)".utf8)
        default: bytes = try requireString().bytes
        }
        guard !bytes.contains(0) else { throw VimeoError(.usage, "\(name) contains a NUL byte") }
        return bytes
    }
}
