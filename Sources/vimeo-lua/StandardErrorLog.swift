internal import Logging
internal import LuaKit

/// Writes log lines to standard error.
///
/// The client masks secrets before it logs.
struct StandardErrorLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var logLevel = Logger.Level.warning

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
        LuaStreams.writeError(Array("\(line)\n".utf8))
    }
}
