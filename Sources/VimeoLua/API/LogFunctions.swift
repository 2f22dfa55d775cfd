internal import Logging
internal import LuaKit

extension VimeoTable {
    var logFunctions: [FunctionDescription] {
        [
            function(.debug, "Logs details for debugging.", "vimeo.log.debug(\"page\", 3)"),
            function(.info, "Logs what the script does.", "vimeo.log.info(\"uploading\", \"talk.mp4\")"),
            function(.warning, "Logs a possible problem.", "vimeo.log.warn(\"no title in line\", 12)"),
            function(.error, "Logs an error; it does not raise one.", "vimeo.log.error(\"talk.mp4 failed\")"),
        ]
    }

    private func function(_ level: Logger.Level, _ text: String, _ example: String) -> FunctionDescription {
        FunctionDescription(
            name: "vimeo.log.\(level == .warning ? "warn" : level.rawValue)",
            parameters: [
                Parameter.optional("message", .any, "any value, written as tostring shows it; more may follow")
            ],
            text:
                "\(text) The line goes to standard error if --log-level shows \(level); the default level is warning.",
            example: example,
            permission: .none
        ) { [logger] arguments in
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
