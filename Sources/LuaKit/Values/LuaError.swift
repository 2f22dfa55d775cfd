internal import CLuaBridge

/// Any error of this module: one that Lua code raised, or one with a code of its own.
///
/// ```swift
/// do {
///     try stack.run("error({reason = 'full'})")
/// } catch let error as LuaError where error.code == .raised {
///     print(error.message, error.value)
/// }
/// ```
///
/// Thrown to Lua, an error that Lua code raised is the original value again; others become error tables with the
/// fields `kind`, `code`, `message`, `hint` and `path`.
public struct LuaError: Error, CustomStringConvertible {
    /// What has happened.
    public let code: Code
    /// What has happened, as one line.
    public let message: String
    /// What to do about it, where there is something to say.
    public var hint: String?
    /// The error value, if Lua code raised it.
    public var value: LuaValue?
    /// What the stand-alone interpreter would print: after a call that reports.
    public var report: LuaReport?
    /// What `os.exit` was called with, for an error of code `exit`.
    public var exitStatus: Int32?
    /// The position of a wrong argument, from 1.
    public var argument: Int?
    /// The value that an error of JSON is about as a Lua expression, such as `data[3].user.name`; empty at the top level.
    public var path = ""
    /// The place in a JSON text; nil for errors of writing.
    public var position: Position?

    /// A place in a text.
    public struct Position: Equatable, Sendable {
        /// Bytes before it.
        public let offset: Int
        /// The line, from 1.
        public let line: Int
        /// The column in characters (Unicode scalars), from 1.
        public let column: Int
    }

    /// The same as `message`.
    public var description: String { message }

    /// An error with a code of its own.
    init(_ code: Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// An error with a message that Lua sees as a string.
    public init(_ message: String) {
        code = .raised
        self.message = message
        value = .string(message)
    }

    init(popping stack: LuaStack) {
        code = .raised
        value = stack.value(at: -1)
        let isString = stack.type(at: -1) == .string
        if !isString { _ = bridge_tostring(stack.pointer, -1) }
        message = stack.lossyString(at: -1) ?? "(error object is a \(stack.type(at: -2).name) value)"
        stack.pop(isString ? 1 : 2)
    }

    /// A wrong argument: Lua sees `bad argument #n to 'f' (message)`, with its own wording around the message.
    public static func argument(_ position: Int, _ message: String) -> LuaError {
        var error = LuaError(.argument, message)
        error.argument = position
        return error
    }

    /// A wrong argument of another type than expected.
    public static func expected(_ expected: String, at position: Int, on stack: LuaStack) -> LuaError {
        argument(position, "\(expected) expected, got \(stack.typeName(at: Int32(position)))")
    }

    /// The functions that ran, as the stand-alone interpreter shows them; nil where none is known.
    public var traceback: String? {
        guard let report else { return nil }
        let text = String(decoding: report.message, as: UTF8.self)
        guard let start = text.ranges(of: "\nstack traceback:").last?.lowerBound else { return nil }
        return String(text[text.index(after: start)...])
    }

    /// The Swift error that a function of the host, or of `vimeo`, has thrown; nil if Lua code raised the error.
    public var underlying: (any Error)? { report?.origin }

    /// Whether an interrupt, or its time limit, has ended what ran.
    public var isInterruption: Bool { code == .interrupted || code == .timedOut }
}

extension LuaError {
    /// What kind of error it is.
    public struct Code: Hashable, Sendable {
        /// The code as scripts see it.
        public let name: String

        /// Lua code raised it: a string or any other value.
        public static let raised = Code(name: "raised")
        /// A wrong argument.
        public static let argument = Code(name: "argument")
        /// An interrupt, such as that of Ctrl-C, ended a wait.
        public static let interrupted = Code(name: "interrupted")
        /// The time limit ended a wait.
        public static let timedOut = Code(name: "timed_out")
        /// The task of a wait was cancelled.
        public static let cancelled = Code(name: "cancelled")
        /// Nothing is left that could end a wait.
        public static let deadlock = Code(name: "deadlock")
        /// Too many tasks inside each other, or too many waits where Lua cannot yield.
        public static let nesting = Code(name: "nesting")
        /// A wait in a finalizer.
        public static let finalizer = Code(name: "finalizer")
        /// A wait in a forked child process, which has none of the program's threads.
        public static let forked = Code(name: "forked")
        /// Too many files are open to start asynchronous work.
        public static let tooManyOpen = Code(name: "too_many_open")
        /// No state or no thread could be created.
        public static let setup = Code(name: "setup")
        /// A hosted script has called `os.exit`.
        public static let exit = Code(name: "exit")
        /// A value does not fit the type that Swift wants, or that Lua has.
        public static let conversion = Code(name: "conversion")
        /// The host calls what is not there.
        public static let missing = Code(name: "missing")
        /// The memory limit is reached.
        public static let memory = Code(name: "memory")
        /// The Lua stack cannot grow any more.
        public static let stack = Code(name: "stack")
        /// The text breaks the grammar of RFC 8259.
        public static let jsonSyntax = Code(name: "json_syntax")
        /// Bytes that are not UTF-8, or a `\u` escape that is half a surrogate pair.
        public static let jsonEncoding = Code(name: "json_encoding")
        /// A number that has no JSON or no Lua form: too large, NaN or infinite.
        public static let jsonRange = Code(name: "json_range")
        /// More than 512 arrays and objects inside each other.
        public static let jsonDepth = Code(name: "json_depth")
        /// A table that contains itself.
        public static let jsonCycle = Code(name: "json_cycle")
        /// A table whose keys fit neither an array nor an object.
        public static let jsonKeys = Code(name: "json_keys")
        /// A value of a type that JSON does not have.
        public static let jsonType = Code(name: "json_type")

        var isJSON: Bool { name.hasPrefix("json_") }
    }

    static let interrupted = LuaError(.interrupted, "interrupted!")
    static let timedOut = LuaError(.timedOut, "timed out!")
    static let cancelled = LuaError(.cancelled, "the task was cancelled")
    static let deadlock = LuaError(.deadlock, "all tasks are waiting for each other")
    static let tooManyTasks = LuaError(
        .nesting,
        "too many tasks inside each other",
        hint: "a function that starts itself again as a task needs an end"
    )
    static let tooManyWaits = LuaError(
        .nesting,
        "too many waits inside each other where Lua cannot yield",
        hint: "functions called by table.sort, string.gsub, tostring and require cannot yield; wait outside of them"
    )
    static let inFinalizer = LuaError(
        .finalizer,
        "cannot wait in a finalizer (__gc)",
        hint: "close what you use with a <close> variable instead"
    )
    static let forked = LuaError(
        .forked,
        "cannot wait in a forked process: only the thread that called fork exists in it",
        hint: "start another program instead, or let the parent process do what waits"
    )
    static let tooManyOpen = LuaError(
        .tooManyOpen,
        "cannot start what runs beside the script: too many files are open",
        hint: "close files that are no longer needed, or raise the limit with ulimit -n"
    )
    /// What Lua raises itself.
    static var outOfMemory: LuaError {
        var error = LuaError(.memory, "not enough memory")
        error.value = .string(error.message)
        return error
    }

    static func json(
        _ code: Code,
        _ reason: String,
        path: String,
        position: Position? = nil,
        hint: String? = nil
    ) -> LuaError {
        if code == .memory { return outOfMemory }
        let at = path.isEmpty ? "" : " at \(path)"
        let place = position.map { " (line \($0.line), column \($0.column))" } ?? ""
        var error = LuaError(code, reason + at + place, hint: hint)
        error.path = path
        error.position = position
        return error
    }
}

extension LuaError: LuaErrorConvertible {
    /// Kind `cancelled` for what ended a wait early, `file` for too many open files, else `usage`.
    public func setFields(on stack: LuaStack) {
        let isCancelled = isInterruption || code == .cancelled
        let fields = [
            ("kind", isCancelled ? "cancelled" : code == .tooManyOpen ? "file" : "usage"), ("code", code.name),
            ("message", code.isJSON ? "JSON: \(message)" : message), ("hint", hint),
            ("path", path.isEmpty ? nil : path),
        ]
        for case (let name, let text?) in fields {
            stack.push(text)
            stack.setRaw(name, in: -2)
        }
    }
}

/// An error as the stand-alone interpreter reports it.
public struct LuaReport: Sendable {
    /// The message, with a traceback where the interpreter gives one.
    public let message: [UInt8]
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

    /// The chunk's name for people: a file, an input, or `a text`.
    public var name: String {
        guard source.hasPrefix("@") || source.hasPrefix("=") else { return "a text" }
        return String(source.dropFirst())
    }

    /// A line of the chunk with that name.
    public init(source: String, line: Int) {
        self.source = source
        self.line = line
    }
}
