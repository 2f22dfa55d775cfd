package import LuaKit

/// Prints values: the results of `--print`, and of inputs at the prompt.
package enum ValuePrinter {
    /// How values are written.
    package enum Layout {
        /// For programs; with `paint`, its values are coloured.
        case json(paint: ((Piece, String) -> String)? = nil)
        /// For people, in so many columns. `paint` colours a piece of the text.
        case text(columns: Int, paint: (Piece, String) -> String)
    }

    /// What a piece of the text is.
    package enum Piece {
        case string
        case number
        case constant
        case key
        case opaque
    }

    /// The text of the value at `index` with a newline.
    ///
    /// Of a response it is the body.
    ///
    /// - Throws: the API's error if it is a response with an error status; a `LuaError` for what has no JSON form.
    package static func print(_ index: Int32, on stack: LuaStack, as layout: Layout) throws -> [UInt8] {
        guard stack.metatableName(at: index) == "response", stack.type(at: index) == .table else {
            return try text(index, on: stack, as: layout)
        }
        let top = stack.top
        defer { stack.pop(stack.top - top) }
        if stack.getRaw("error", in: index) != .nil, let error = stack.swiftError(at: -1) { throw error }
        stack.getRaw("body", in: index)
        return try text(stack.top, on: stack, as: layout)
    }

    /// Hands the text of a value for people to `write`, in pieces, without a newline at the end.
    ///
    /// Of a response it is a line with status, request and a low rate limit, then the body.
    ///
    /// - Parameters:
    ///   - signature: how the native function at an index is called, if that is known.
    ///   - isStopped: asked now and then; once it is true the rest is left out.
    package static func write(
        _ index: Int32,
        on stack: LuaStack,
        columns: Int,
        paint: @escaping (Piece, String) -> String,
        signature: @escaping (Int32) -> String? = { _ in nil },
        isStopped: @escaping () -> Bool = { false },
        to write: @escaping (String) -> Void
    ) {
        let limits = Inspector.Limits(width: columns)
        let top = stack.top
        defer { stack.pop(stack.top - top) }
        var shown = index
        if stack.type(at: index) == .table, stack.metatableName(at: index) == "response" {
            write(paint(.opaque, summary(ofResponseAt: index, on: stack)))
            if stack.getRaw("body", in: index) == .string, stack.rawLength(at: -1) == 0 { return }
            write("\n")
            shown = stack.top
        }
        Inspector.write(
            shown,
            on: stack,
            limits: limits,
            paint: paint,
            signature: signature,
            isStopped: isStopped,
            to: write
        )
    }

    /// A value on one line, its tables and strings cut.
    package static func line(_ index: Int32, on stack: LuaStack) -> String {
        let limits = Inspector.Limits(depth: 2, items: 10, width: 10_000, length: 200, entries: 100)
        let text = Inspector.describe(index, on: stack, limits: limits)
        return text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
    }

    /// `200 GET https://…`, and if less than a quarter is left ` · rate limit 18 of 100 left`.
    private static func summary(ofResponseAt index: Int32, on stack: LuaStack) -> String {
        let response = Argument(name: "response", index: stack.absolute(index), stack: stack)
        let status = response.withField("status_code") { "\($0.number)".split(separator: ".").first } ?? ""
        let method = response.withField("method") { stack.lossyString(at: $0.index) } ?? ""
        let url = response.withField("url") { stack.lossyString(at: $0.index) } ?? ""
        let rate = response.withField("rate_limit") { limit -> String? in
            let remaining = limit.withField("remaining") { stack.integer(at: $0.index) }
            let allowed = limit.withField("limit") { stack.integer(at: $0.index) }
            if let remaining, let allowed, remaining > allowed / 4 { return nil }
            return remaining.map { " · rate limit \($0)\(allowed.map { " of \($0)" } ?? "") left" }
        }
        return "\(status) \(method) \(url.prefix { $0 != "?" })\(rate ?? "")"
    }

    private static func text(_ index: Int32, on stack: LuaStack, as layout: Layout) throws -> [UInt8] {
        let newline = [UInt8(ascii: "\n")]
        switch layout {
        case .json(let paint):
            let json = try stack.json(at: index)
            return (paint.map { JSONColors.paint(json, $0) } ?? json) + newline
        case .text(let columns, let paint):
            let limits = Inspector.Limits(width: columns)
            return Array(Inspector.describe(index, on: stack, limits: limits, paint: paint).utf8) + newline
        }
    }
}
