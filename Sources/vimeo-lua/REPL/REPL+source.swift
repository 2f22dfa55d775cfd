internal import LuaKit
internal import Platform
internal import Terminal
internal import VimeoLua

extension REPL {
    /// Shows the source lines of the function that `name` refers to; its help if they are not available.
    func showSource(of name: String) {
        let bottom = stack.top
        defer { stack.pop(stack.top - bottom) }
        do {
            _ = try scope.load(Array(name.utf8), name: "=prompt", on: stack)
            try call(arguments: 0)
        } catch {
            return fail(error)
        }
        guard stack.top > bottom, let (place, last) = stack.definition(at: bottom + 1),
            let lines = lines(of: place.source)
        else {
            let isFunction = stack.top > bottom && stack.type(at: bottom + 1) == .function
            let reason = isFunction ? "its source is not available" : "only functions have a source"
            say("\(name) is a \(stack.top > bottom ? stack.typeName(at: bottom + 1) : "nil"); \(reason)", .gray)
            evaluate("help(\(name))", isRecorded: false)
            return
        }
        guard last <= lines.count, place.line <= lines.count else {
            return say("\(place.source.dropFirst()) has changed since it was loaded; load it again", .yellow)
        }
        // A whole chunk begins at line 0.
        let range = (max(1, place.line) - 1)..<(last > 0 ? last : lines.count)
        settings.reader.show { output in
            for line in lines[range] {
                output.write("\(TerminalText.escaped(line.replacing("\t", with: "    ")))\n")
            }
        }
        say("\(place.source.dropFirst()), lines \(range.lowerBound + 1) to \(range.upperBound)", .gray)
    }

    /// Shows where a script has opened the prompt, with the lines around, and how to resume it.
    func showPlace() {
        if let place = frame?.place {
            say("\(place.name):\(place.line)", .cyan)
            let lines = lines(of: place.source) ?? []
            let numbers = (place.line - 1...place.line + 1).filter { (1...max(1, lines.count)).contains($0) }
            let width = "\(numbers.last ?? 0)".count
            for number in numbers where number <= lines.count {
                let margin = String(repeating: " ", count: width - "\(number)".count)
                let text = "\(margin)\(number) | \(lines[number - 1].replacing("\t", with: "  "))"
                say(number == place.line ? "> \(text)" : "  \(text)", number == place.line ? nil : .gray)
            }
        }
        say("The script is paused; Ctrl-D resumes it.", .gray)
    }

    /// The text of a chunk, if it is an input or a file.
    func lines(of source: String) -> [String]? {
        let text: String?
        if source.hasPrefix("=input "), let number = Int(source.dropFirst(7)) {
            text = transcript.text(number)
        } else if source.hasPrefix("@") {
            text = try? TextFile.read(String(source.dropFirst()))
        } else {
            text = nil
        }
        return text?.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}

/// Text files that fit into memory.
enum TextFile {
    private static let limit = 16 << 20

    /// The text of a file of at most 16 MiB, invalid UTF-8 replaced.
    static func read(_ path: String) throws(Errno) -> String {
        String(decoding: try FilePath(path).contents(upTo: limit), as: UTF8.self)
    }
}
