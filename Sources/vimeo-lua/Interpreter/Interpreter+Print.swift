internal import LuaKit
internal import VimeoLua

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

extension Interpreter {
    /// `--print`: evaluates an expression and prints its values, laid out on a terminal, as JSON in a pipe.
    func print(_ expression: [UInt8]) throws {
        let bottom = stack.top
        try stack.load(Array("return ".utf8) + expression, name: "=(command line)")
        try call(arguments: 0, results: nil)
        defer { stack.pop(stack.top - bottom) }
        for index in stride(from: bottom + 1, through: stack.top, by: 1) {
            LuaStreams.write(try ValuePrinter.print(index, on: stack, asJSON: isatty(STDOUT_FILENO) == 0))
        }
        LuaStreams.flush()
    }
}
