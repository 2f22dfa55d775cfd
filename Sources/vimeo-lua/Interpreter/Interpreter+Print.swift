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
        guard isatty(STDOUT_FILENO) != 0 else { return .json }
        let isColored = options.long.color.isOn(descriptor: STDOUT_FILENO, environment: Environment.variable)
        return .text(columns: WindowSize.current.columns) { piece, text in
            isColored ? piece.color?.paint(text) ?? text : text
        }
    }
}

extension ValuePrinter.Piece {
    var color: Color? {
        switch self {
        case .string: .green
        case .number: .cyan
        case .constant: .magenta
        case .key: nil
        case .opaque: .gray
        }
    }
}
