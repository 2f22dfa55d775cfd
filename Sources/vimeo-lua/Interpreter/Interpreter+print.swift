internal import LuaKit
internal import Platform
internal import Terminal
internal import VimeoLua

extension Interpreter {
    /// `--print`: evaluates an expression and prints its values, laid out on a terminal, as JSON in a pipe.
    func print(_ expression: [UInt8]) throws {
        let bottom = stack.top
        try stack.load(Array("return ".utf8) + expression, name: "=(command line)")
        try call(arguments: 0, results: nil)
        defer { stack.pop(stack.top - bottom) }
        for index in stride(from: bottom + 1, through: stack.top, by: 1) {
            LuaStreams.write(try ValuePrinter.print(index, on: stack, as: layout))
        }
        guard LuaStreams.flush() else {
            throw LuaError("cannot write to standard output: \(Errno.last)")
        }
    }

    private var layout: ValuePrinter.Layout {
        let isColored = options.long.color.isOn(descriptor: STDOUT_FILENO, environment: Environment.variable)
        let paint = { (piece: ValuePrinter.Piece, text: String) in piece.color?.paint(text) ?? text }
        guard isatty(STDOUT_FILENO) != 0 else { return .json(paint: isColored ? paint : nil) }
        return .text(columns: WindowSize.current.columns, paint: isColored ? paint : { $1 })
    }
}
