internal import CLua
internal import CLuaBridge

extension LuaStack {
    /// Pops a function and its arguments, calls it, and pushes its results; nil keeps all of them.
    ///
    /// - Throws: the Swift error that was raised, or a ``LuaError``.
    public func call(arguments: Int, results: Int?) throws {
        state.checkThread()
        let status = bridge_pcall(pointer, Int32(arguments), results.map(Int32.init) ?? LUA_MULTRET, 0)
        guard status == LUA_OK else { throw popError() }
    }

    /// Like ``call(arguments:results:)``, with the message handler of the stand-alone interpreter.
    ///
    /// - Throws: a ``LuaReport`` with the message, the traceback, and the Swift error behind it, if any.
    public func callReporting(arguments: Int, results: Int?) throws {
        state.checkThread()
        let handler = top - Int32(arguments)
        lua_pushcclosure(pointer, bridge_message_handler(), 0)
        insert(at: handler)
        let status = bridge_pcall(pointer, Int32(arguments), results.map(Int32.init) ?? LUA_MULTRET, handler)
        remove(at: handler)
        guard status == LUA_OK else {
            defer { pop() }
            bridge_push_last_error(pointer)
            defer { pop() }
            // Only after an ordinary error has the handler run.
            let isKnown = status == LUA_ERRRUN
            throw LuaReport(
                message: bytes(at: -2) ?? [],
                value: isKnown ? value(at: -1) : .string(bytes(at: -2) ?? []),
                origin: isKnown ? swiftError(at: -1) : nil,
                place: isKnown ? lastPlace : nil
            )
        }
    }

    private var lastPlace: LuaPlace? {
        bridge_push_last_place(pointer)
        defer { pop() }
        guard let text = mendedString(at: -1), let colon = text.firstIndex(of: ":"), let line = Int(text[..<colon])
        else { return nil }
        return LuaPlace(source: String(text[text.index(after: colon)...]), line: line)
    }

    /// Compiles a chunk and pushes it as a function.
    ///
    /// - Parameters:
    ///   - name: `@file`, `=name`, or the code itself, as for Lua's `load`.
    ///   - mode: `t` for text, `b` for bytecode, `bt` for both.
    /// - Throws: a ``LuaError`` with Lua's message.
    public func load(_ code: [UInt8], name: String, mode: String = "t") throws {
        let status = code.withUnsafeBytes { bytes in
            // An empty array has no address; with a size of 0 it is not read.
            bridge_load(pointer, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, name, mode)
        }
        guard status == LUA_OK else { throw popError() }
    }

    /// Compiles a file, text or bytecode, and pushes it as a function; nil reads standard input.
    ///
    /// - Throws: a ``LuaError`` with Lua's message.
    public func loadFile(_ path: [UInt8]?) throws {
        let status: Int32
        if let path {
            status = (path + [0]).withUnsafeBytes { bytes in
                bridge_loadfile(pointer, bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
            }
        } else {
            status = bridge_loadfile(pointer, nil)
        }
        guard status == LUA_OK else { throw popError() }
    }

    /// Compiles and runs a chunk, and pushes its results; nil keeps all of them.
    public func run(_ code: String, name: String = "=(swift)", results: Int? = 0) throws {
        try load(Array(code.utf8), name: name)
        try call(arguments: 0, results: results)
    }
}

/// An error as the stand-alone interpreter reports it.
public struct LuaReport: Error {
    /// The message, with a traceback where the interpreter gives one.
    public let message: [UInt8]
    /// The error value itself.
    public let value: LuaValue
    /// The Swift error that was raised, if it was one.
    public let origin: (any Error)?
    /// Where it was raised: the innermost Lua function.
    public let place: LuaPlace?
}

/// A line of a chunk.
public struct LuaPlace: Sendable, Equatable {
    /// The chunk's name, as given when it was loaded: `@file`, `=name`, or the code itself.
    public let source: String
    /// The line, from 1.
    public let line: Int

    /// A line of the chunk with that name.
    public init(source: String, line: Int) {
        self.source = source
        self.line = line
    }
}
