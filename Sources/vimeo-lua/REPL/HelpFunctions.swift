internal import LuaKit
internal import Terminal
internal import VimeoLua

/// The globals `help` and `apropos` of a prompt.
final class HelpFunctions {
    let manual: Manual
    private let reader: LineReader
    private let isColored: Bool

    init(_ manual: Manual, reader: LineReader, isColored: Bool) {
        self.manual = manual
        self.reader = reader
        self.isColored = isColored
    }

    /// Sets the globals, except those that are already set.
    func install(on stack: LuaStack) {
        define("help", on: stack) { [self] stack in
            if stack.top == 0 { show(about: "") } else { show(manual.page(at: 1, on: stack, width: width)) }
            return .results(0)
        }
        define("apropos", on: stack) { [self] stack in
            guard let text = stack.lossyString(at: 1) else {
                throw LuaError.expected("string", at: 1, on: stack)
            }
            show(manual.search(text, width: width))
            return .results(0)
        }
    }

    /// Shows what is known about a topic, a name or an operation.
    func show(about text: String) {
        show(manual.page(about: text, width: width))
    }

    /// Shows names with texts.
    func show(list rows: [(name: String, text: String)]) {
        show(Manual.list(rows, width: width))
    }

    // Longer lines are hard to read.
    private var width: Int { min(reader.columns, 100) }

    private func define(_ name: String, on stack: LuaStack, _ body: @escaping LuaFunction) {
        guard !RawKeys.pushGlobal(name, on: stack) else { return stack.pop() }
        stack.pushGlobals()
        stack.push(function: body)
        manual.note(name, on: stack)
        stack.setRaw(name, in: -2)
        stack.pop()
    }

    private func show(_ page: [HelpLine]) {
        reader.show { output in
            for line in page {
                output.write(line.text(isColored: isColored))
            }
        }
    }
}
