internal import LuaKit
internal import Vimeo

/// What a script sends: the name of a file, or a table with the bytes or with what generates them.
struct UploadSourceArgument {
    private static let data = Parameter.optional(
        "data",
        .any,
        "a string, a function that returns the next piece or nil, or a file open for reading"
    )
    private static let size = Parameter.optional(
        "size",
        .integer(atLeast: 1),
        "how many bytes a function generates; that of a file is found by seeking"
    )
    private static let title = Parameter.optional("name", .text, "its file name")
    static let keys: [any ParameterDeclaration] = [data, size, title]

    private enum Content {
        case path(String)
        case bytes([UInt8])
        /// A function that returns the next piece each time it is called.
        case generated(LuaReference, size: Int64)
    }

    /// Turns a file into a function that reads it, in pieces as large as those that are sent, and returns how much is left.
    private static let reader = """
        local file = ...
        local _, problem = file:read(0)
        if problem then return nil, problem end
        local start = file:seek("cur")
        local size = start and file:seek("end")
        if size then file:seek("set", start) end
        return function()
          local piece, problem = file:read(262144)
          if problem then error(problem, 0) end
          return piece
        end, size and size - start
        """

    private let content: Content
    private let name: String

    init(_ argument: Argument) throws {
        guard argument.stack.type(at: argument.index) == .table else {
            content = .path(try argument.fileName())
            name = ""
            return
        }
        name = try argument.value(of: Self.title) ?? "data"
        let size = try argument.value(of: Self.size)
        guard let content = try argument.withField(Self.data.description.name, { try Self.content($0, size: size) })
        else {
            throw VimeoError(
                .usage,
                "\(argument.name) has no data",
                hint: "give the name of a file, or a table with data = \(Self.data.description.text)"
            )
        }
        self.content = content
    }

    private static func content(_ data: Argument, size: Int64?) throws -> Content {
        let stack = data.stack
        var size = size
        let function: LuaReference
        switch stack.type(at: data.index) {
        case .string:
            let bytes = data.bytes
            if let size, size != Int64(bytes.count) {
                throw VimeoError(.usage, "data has \(bytes.count) bytes, not \(size)", hint: "leave the size out")
            }
            return .bytes(bytes)
        case .function:
            function = LuaReference(to: data.index, on: stack)
        case .userdata where stack.metatableName(at: data.index) == "FILE*":
            try stack.load(Array(reader.utf8), name: "=vimeo.upload")
            stack.pushCopy(of: data.index)
            try stack.call(arguments: 1, results: 2)
            guard stack.type(at: -2) == .function else {
                let problem = String(decoding: stack.bytes(at: -1) ?? [], as: UTF8.self)
                stack.pop(2)
                throw VimeoError(.usage, "data cannot be read: \(problem)", hint: "open the file for reading")
            }
            size = size ?? stack.integer(at: -1)
            stack.pop()
            function = LuaReference(popping: stack)
        default:
            throw VimeoError(
                .usage,
                "data must be a string, a function or a file, not a \(stack.typeName(at: data.index))"
            )
        }
        guard let size else {
            throw VimeoError(.usage, "the size of data is not known", hint: "add size, in bytes")
        }
        return .generated(function, size: size)
    }

    /// The source; `ask` gets a piece from the Lua thread.
    func source(_ ask: @escaping @Sendable (LuaTurn) -> Void) -> UploadSource {
        switch content {
        case .path(let path): .file(path)
        case .bytes(let bytes): .bytes(bytes, name: name)
        case .generated(_, let size): .chunks(size: size, name: name) { try await LuaTurn.take(ask) }
        }
    }

    /// The next piece; nil at the end.
    func nextPiece(on stack: LuaStack) throws -> [UInt8]? {
        guard case .generated(let function, _) = content else { return nil }
        function.push(on: stack)
        try stack.call(arguments: 0, results: 1)
        defer { stack.pop() }
        switch stack.type(at: -1) {
        case .nil: return nil
        case .string: return stack.bytes(at: -1)
        default:
            throw VimeoError(.usage, "data must return strings, then nil, not a \(stack.typeName(at: -1))")
        }
    }
}
