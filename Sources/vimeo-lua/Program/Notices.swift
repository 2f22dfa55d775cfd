internal import Logging
internal import LuaKit
internal import Terminal

/// Messages to the user on standard error that are not errors; in JSON mode they are objects.
enum Notices {
    static func show(_ message: String, _ progress: Progress) {
        write(progress.mode == .json ? message : "vimeo-lua: \(message)", progress)
    }

    static func write(_ line: String, _ progress: Progress) {
        if progress.mode == .json {
            progress.note(line)
        } else {
            LuaStreams.writeError(Array("\(line)\n".utf8))
        }
    }
}

/// Writes log lines to standard error.
///
/// The client masks secrets before it logs.
struct StandardErrorLog: LogHandler {
    let progress: Progress
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var logLevel = Logger.Level.warning

    init(progress: Progress, level: Logger.Level) {
        self.progress = progress
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line = "\(event.level): \(event.message)"
        for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { _, new in new })
            .sorted(by: { $0.key < $1.key })
        {
            line += " \(key)=\(value)"
        }
        // What a script logs may come from anybody.
        Notices.write(TerminalText.escaped(line), progress)
    }
}
