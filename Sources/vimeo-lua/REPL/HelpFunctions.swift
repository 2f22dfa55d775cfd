internal import LuaKit
internal import Terminal
internal import VimeoLua

/// The globals `help` and `apropos` of a prompt.
final class HelpFunctions {
    private let help: Manual

    init(table: VimeoTable) {
        help = Manual(for: table)
    }

    /// Makes the globals, but for names that are taken.
    func install(on stack: LuaStack) {
        define("help", on: stack) { [help] stack in
            Self.show(stack.top == 0 ? help.overview : help.lines(at: 1, on: stack))
            return .results(0)
        }
        define("apropos", on: stack) { [help] stack in
            guard let text = stack.mendedString(at: 1) else {
                throw LuaArgumentError.expected("string", at: 1, on: stack)
            }
            Self.show(help.search(text))
            return .results(0)
        }
    }

    /// How a function of ours is called; nil for other values.
    func signature(at index: Int32, on stack: LuaStack) -> String? {
        help.signature(at: index, on: stack)
    }

    /// Shows what is known about a name or an operation.
    func show(about text: String) {
        Self.show(help.lines(about: text))
    }

    private func define(_ name: String, on stack: LuaStack, _ body: @escaping LuaFunction) {
        guard !RawKeys.pushGlobal(name, on: stack) else { return stack.pop() }
        stack.pushGlobals()
        stack.push(function: body)
        stack.setRaw(name, in: -2)
        stack.pop()
    }

    private static func show(_ lines: [String]) {
        let text = TerminalText.escaped(lines.joined(separator: "\n"), keepingLines: true)
        LuaStreams.write(Array("\(text)\n".utf8))
        LuaStreams.flush()
    }
}
