internal import LuaKit
package import Vimeo

/// What a script and its user say to each other.
extension VimeoTable {
    private static let helpColumns = 80

    func addDialogue(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.confirm",
            permission: .none,
            taking(.required("question", .text, "what is asked, in one line")),
            results: "boolean",
            text:
                "Asks the user on the terminal, and returns whether the answer was y or yes. What was typed before the "
                + "question is not an answer. No other task runs meanwhile. Without a terminal it raises an error.",
            errors: ["usage"],
            example: "if count and not vimeo.confirm(\"Delete \" .. count .. \" videos?\") then return end"
        ) { [self] arguments, question in
            guard let confirm = parts.host.confirm else {
                throw VimeoError.noTerminal(toAsk: question)
            }
            return arguments.stack.result(.boolean(try confirm("\(question) [y/N] ")))
        }

        functions.add(
            "vimeo.progress",
            permission: .none,
            taking(
                .optional("total", .count(atLeast: 0), "how many items there are, if that is known"),
                .optional("label", .text, default: "items", "what they are called")
            ),
            results: "progress",
            text:
                "Shows on standard error how many items are done, how fast, and the time left. progress:add([n]) counts n "
                + "more, 1 by default; progress.done is their number. It ends with progress:close(), or as a "
                + "to-be-closed value.",
            errors: ["usage"],
            example: "local progress <close> = vimeo.progress(2, \"rows\") progress:add() progress:add()"
        ) { [self] arguments, total, label in
            arguments.stack.result(ItemCount(label, total: total, report: parts.host.onCount))
        }

        functions.add(
            "vimeo.help",
            permission: .none,
            taking(.optional("subject", .any, "a function, a table, or the name of a topic or an operation")),
            text:
                "Prints what is known about a function, a topic, or an operation such as \"GET /me/videos\"; without an "
                + "argument, where to begin.",
            example: "vimeo.help(vimeo.get)"
        ) { [self] arguments, subject in
            let stack = arguments.stack
            let manual = Manual(for: self, on: stack)
            let page =
                subject.map { manual.page(at: $0.index, on: stack, width: Self.helpColumns) }
                ?? manual.page(about: "", width: Self.helpColumns)
            // As Lua's print: what the page quotes may be bytes of anybody's table.
            for line in page {
                let text = line.map(\.text).joined()
                let shown = String(
                    text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) }
                )
                stack.writeOutput(Array("\(shown)\n".utf8))
            }
            return .results(0)
        }

        functions.add(
            "vimeo.repl",
            permission: .none,
            taking(.optional("env", .table, "the globals at the prompt; those of the script by default")),
            text: "Opens a prompt in the middle of a script. It sees the locals of the function that called it, and "
                + "can assign to them. The script continues after Ctrl-D or :quit.",
            errors: ["usage"],
            example: "if problem then vimeo.repl() end"
        ) { [self] arguments, _ in
            guard let prompt = parts.host.prompt else {
                let hint = "scripts that vimeo-lua runs have one, recipes do not"
                throw VimeoError(.usage, "there is no prompt here", hint: hint)
            }
            try prompt(arguments.stack)
            return .results(0)
        }
    }
}

extension VimeoError {
    /// Nobody can answer a question of a script.
    package static func noTerminal(toAsk question: String) -> VimeoError {
        VimeoError(
            .usage,
            code: .noTerminal,
            "there is no terminal to ask on: \(question)",
            hint: "run the script on a terminal, or let an argument answer"
        )
    }
}
