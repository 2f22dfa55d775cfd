internal import Logging
internal import LuaKit
internal import Vimeo

extension VimeoTable {
    func addLog(to functions: inout [FunctionDescription]) {
        let levels: [(level: Logger.Level, name: String, text: String, example: String)] = [
            (.debug, "debug", "Logs details for debugging.", "(\"page\", 3)"),
            (.info, "info", "Logs what the script does.", "(\"uploading\", \"talk.mp4\")"),
            (.warning, "warn", "Logs a possible problem.", "(\"no title in line\", 12)"),
            (.error, "error", "Logs an error; it does not raise one.", "(\"talk.mp4 failed\")"),
        ]
        for (level, name, text, example) in levels {
            functions.add(
                "vimeo.log.\(name)",
                permission: .none,
                taking(.optional("message", .any, "any value, written as tostring shows it; more may follow")),
                takesMore: true,
                text:
                    "\(text) The line goes to standard error if --log-level shows \(level); the default level is warning.",
                example: "vimeo.log.\(name)\(example)"
            ) { [logger] arguments, _ in
                guard logger.logLevel <= level else { return .results(0) }
                let stack = arguments.stack
                let words = try (0..<stack.top).map { place in
                    try stack.pushString(of: place + 1)
                    defer { stack.pop() }
                    return stack.lossyString(at: -1) ?? ""
                }
                logger.log(level: level, "\(words.joined(separator: " "))")
                return .results(0)
            }
        }
    }
}
