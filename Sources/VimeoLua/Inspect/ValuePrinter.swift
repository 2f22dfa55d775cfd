public import LuaKit

/// Prints the results of `--print`.
public enum ValuePrinter {
    /// The text of the value at `index` with a newline. Of a response it is the body.
    ///
    /// - Throws: the API's error if it is a response with an error status; `JSONError` for what has no JSON form.
    public static func print(_ index: Int32, on stack: LuaStack, asJSON: Bool) throws -> [UInt8] {
        guard stack.metatableName(at: index) == "response", stack.type(at: index) == .table else {
            return try text(index, on: stack, asJSON: asJSON)
        }
        if stack.getRaw("error", in: index) != .nil, let error = stack.swiftError(at: -1) { throw error }
        stack.pop()
        stack.getRaw("body", in: index)
        defer { stack.pop() }
        return try text(stack.top, on: stack, asJSON: asJSON)
    }

    private static func text(_ index: Int32, on stack: LuaStack, asJSON: Bool) throws -> [UInt8] {
        let newline = [UInt8(ascii: "\n")]
        guard asJSON else { return Array(Inspector.describe(index, on: stack).utf8) + newline }
        return try JSONWriter.write(index, of: stack.pointer) + newline
    }
}
