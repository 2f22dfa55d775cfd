public import LuaKit

/// Prints the results of `--print`.
public enum ValuePrinter {
    /// How values are written.
    public enum Layout {
        case json
        /// For people, in so many columns. `paint` colours a piece of the text.
        case text(columns: Int, paint: (Piece, String) -> String)
    }

    /// What a piece of the text is.
    public enum Piece {
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
    /// - Throws: the API's error if it is a response with an error status; `JSONError` for what has no JSON form.
    public static func print(_ index: Int32, on stack: LuaStack, as layout: Layout) throws -> [UInt8] {
        guard stack.metatableName(at: index) == "response", stack.type(at: index) == .table else {
            return try text(index, on: stack, as: layout)
        }
        let top = stack.top
        defer { stack.pop(stack.top - top) }
        if stack.getRaw("error", in: index) != .nil, let error = stack.swiftError(at: -1) { throw error }
        stack.getRaw("body", in: index)
        return try text(stack.top, on: stack, as: layout)
    }

    private static func text(_ index: Int32, on stack: LuaStack, as layout: Layout) throws -> [UInt8] {
        let newline = [UInt8(ascii: "\n")]
        switch layout {
        case .json:
            return try JSONWriter.write(index, of: stack.pointer) + newline
        case .text(let columns, let paint):
            let limits = Inspector.Limits(width: columns)
            return Array(Inspector.describe(index, on: stack, limits: limits, paint: paint).utf8) + newline
        }
    }
}
