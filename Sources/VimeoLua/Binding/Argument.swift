internal import LuaKit
internal import Vimeo

/// One value of a call, already of the right type.
struct Argument {
    /// What messages call it.
    let name: String
    let index: Int32
    let stack: LuaStack

    /// Text in UTF-8.
    func text() throws -> String {
        guard let text = stack.string(at: index) else {
            throw VimeoError(.usage, "\(name) is not valid UTF-8", hint: "give it as UTF-8 text")
        }
        return text
    }

    /// The name of a file, in UTF-8.
    func fileName() throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw VimeoError(
                .usage,
                "\(name) is not valid UTF-8",
                hint: "rename the file; to send it under its name, open it: {data = io.open(name)}"
            )
        }
        guard !text.utf8.contains(0) else { throw containsNUL }
        return text
    }

    /// The name of a file, in any bytes.
    func path() throws -> Path {
        let bytes = bytes
        guard !bytes.isEmpty else { throw VimeoError(.usage, "\(name) is empty", hint: "give the name of a file") }
        guard !bytes.contains(0) else { throw containsNUL }
        return Path(bytes)
    }

    private var containsNUL: VimeoError {
        VimeoError(.usage, "\(name) contains a NUL byte", hint: "give the name of a file")
    }

    var bytes: [UInt8] { stack.bytes(at: index) ?? [] }
    var number: Double { stack.number(at: index) ?? 0 }
    var flag: Bool { stack.isTruthy(index) }

    /// A whole number of at least `minimum`.
    func integer(atLeast minimum: Int64) throws -> Int64 {
        guard let number = stack.integer(at: index), number >= minimum else {
            throw VimeoError(.usage, "\(name) must be a whole number of at least \(minimum)")
        }
        return number
    }

    /// A finite number of seconds above 0.
    func seconds() throws -> Double {
        guard number > 0, number.isFinite else {
            throw VimeoError(.usage, "\(name) must be a number of seconds above 0")
        }
        return number
    }

    /// One string, or a list of them; a string is split at blanks.
    func strings() throws -> [String] {
        if stack.type(at: index) == .string {
            return try text().split(separator: " ").map(String.init)
        }
        return try items { try $0.requireString().text() }
    }

    /// What `body` makes of each item of a list, which is on top of the stack meanwhile.
    func items<Result>(_ body: (Argument) throws -> Result) rethrows -> [Result] {
        try (0..<stack.rawLength(at: index)).map { offset in
            stack.getRaw(Int64(offset + 1), in: index)
            defer { stack.pop() }
            return try body(Argument(name: "\(name)[\(offset + 1)]", index: stack.top, stack: stack))
        }
    }

    func requireString() throws -> Argument {
        if stack.type(at: index) == .string { return self }
        throw VimeoError(.usage, "\(name) must be a string, not a \(stack.typeName(at: index))")
    }

    /// A URI, a number, or an object that has a URI.
    func uri() throws -> String {
        if stack.type(at: index) == .number { return "\(try integer(atLeast: 1))" }
        guard stack.type(at: index) == .table else { return try text() }
        let uri = try withField("uri") { uri in
            stack.type(at: uri.index) == .string
                ? try Argument(name: "\(name).uri", index: uri.index, stack: stack).text() : nil
        }
        guard let uri else {
            throw VimeoError(
                .usage,
                "\(name) has no uri",
                hint: "give a URI such as /videos/1, or an object of the API"
            )
        }
        return uri
    }

    /// The value of a key of this table.
    func value<Value>(of key: Parameter<Value>) throws -> Value {
        guard let field = field(key.description.name) else { return try key.read(nil) }
        defer { stack.pop() }
        return try key.read(field)
    }

    /// Calls `body` with the field of a table of data, if it is there.
    func withField<Result>(_ name: String, _ body: (Argument) throws -> Result?) rethrows -> Result? {
        guard let field = field(name) else { return nil }
        defer { stack.pop() }
        return try body(field)
    }

    /// Pushes the field of a table; nil, and nothing pushed, where it is absent.
    private func field(_ name: String) -> Argument? {
        guard stack.type(at: index) == .table else { return nil }
        if stack.getRaw(name, in: index) == .nil {
            stack.pop()
            return nil
        }
        return Argument(name: name, index: stack.top, stack: stack)
    }
}
