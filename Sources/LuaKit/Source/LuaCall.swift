/// A call that is being typed.
public struct LuaCall: Equatable, Sendable {
    /// A table constructor among its arguments, around the cursor.
    public struct TableLevel: Equatable, Sendable {
        /// What is typed in it.
        public enum Position: Equatable, Sendable {
            case key
            /// The value of a key; of the empty key where the field has none.
            case value(of: String)
        }

        /// What is typed in it.
        public var position = Position.key
        /// The keys it has before the cursor.
        public var present: Set<String> = []
    }

    /// What is called.
    public var callee: LuaPath
    /// Whether the last name of the callee follows a colon.
    public var isMethod: Bool
    /// The argument at the cursor, from 0.
    public var argument = 0
    /// The arguments before that one which are strings alone.
    public var literals: [Int: String] = [:]
    /// The table constructors between the call and the cursor, from the outside in.
    public var tableKeys: [TableLevel] = []
}

/// Follows calls and table constructors from token to token, to find the call around a place.
struct LuaCallFinder {
    private enum Level {
        case call(LuaCall, firstToken: Int)
        /// `f{` opens a call and a table: both end with the brace.
        case table(LuaCall.TableLevel, firstToken: Int, isCall: Bool)
        case bracket
        case block
        case function
    }

    private let reader: LuaPathReader
    private var levels: [Level] = []
    private var blocks = LuaBlocks()

    init(_ reader: LuaPathReader) {
        self.reader = reader
    }

    /// Takes the token at `index`.
    mutating func take(_ index: Int) {
        let token = reader.code[index]
        let text = reader.text(index)
        if token.kind == .symbol {
            switch text {
            case ",", ";": endField(at: index)
            case "=": noteKey(before: index)
            default: break
            }
        }
        switch blocks.take(token, text) {
        case .opened: open(text, index)
        case .closed:
            let closed = levels.popLast()
            if case .table(_, _, isCall: true) = closed { levels.removeLast() }
        case .none, .unmatched: break
        }
    }

    private mutating func open(_ text: String, _ index: Int) {
        switch text {
        case "(":
            levels.append(call(at: index).map { .call($0, firstToken: index + 1) } ?? .bracket)
        case "{":
            let call = call(at: index)
            if let call { levels.append(.call(call, firstToken: index)) }
            levels.append(.table(LuaCall.TableLevel(), firstToken: index + 1, isCall: call != nil))
        case "[": levels.append(.bracket)
        case "function": levels.append(.function)
        default: levels.append(.block)
        }
    }

    /// The call whose arguments start at the token at `index`; nil if that is no call.
    func call(at index: Int) -> LuaCall? {
        guard reader.endsValue(at: index - 1), let (path, start) = reader.path(endingAt: index - 1) else { return nil }
        // The parameters of a function that is being defined.
        guard reader.text(start - 1) != "function" else { return nil }
        return LuaCall(callee: path, isMethod: reader.text(index - 2) == ":")
    }

    private mutating func endField(at index: Int) {
        switch levels.last {
        case .call(var call, let first):
            if index == first + 1, reader.code[first].kind == .string {
                call.literals[call.argument] = String(
                    decoding: reader.source.content(of: reader.code[first]),
                    as: UTF8.self
                )
            }
            call.argument += 1
            levels[levels.count - 1] = .call(call, firstToken: index + 1)
        case .table(var level, _, let isCall):
            level.position = .key
            levels[levels.count - 1] = .table(level, firstToken: index + 1, isCall: isCall)
        default: break
        }
    }

    private mutating func noteKey(before index: Int) {
        guard case .table(var level, let first, let isCall) = levels.last, level.position == .key else { return }
        var key = ""
        if index == first + 1, reader.code[first].kind == .name { key = reader.text(first) }
        if index == first + 3, reader.text(first) == "[", reader.code[first + 1].kind == .string {
            key = String(decoding: reader.source.content(of: reader.code[first + 1]), as: UTF8.self)
        }
        level.position = .value(of: key)
        level.present.insert(key)
        levels[levels.count - 1] = .table(level, firstToken: first, isCall: isCall)
    }

    /// The innermost call around the token at `index`, which is the next one to be taken.
    func innermost(at index: Int) -> LuaCall? {
        var tables: [LuaCall.TableLevel] = []
        for level in levels.reversed() {
            switch level {
            case .table(var table, let first, _):
                // Something stands there already that is no key.
                if table.position == .key, index > first { table.position = .value(of: "") }
                tables.append(table)
            case .call(var call, _):
                call.tableKeys = tables.reversed()
                return call
            case .bracket: continue
            case .block, .function: return nil
            }
        }
        return nil
    }
}
