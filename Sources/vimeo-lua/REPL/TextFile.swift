internal import FoundationEssentials

/// Text files that fit into memory.
enum TextFile {
    /// Why a file cannot be read or written, in words.
    struct Failure: Error, CustomStringConvertible {
        let description: String

        fileprivate init(_ error: any Error) {
            description =
                switch (error as? CocoaError)?.code {
                case .fileNoSuchFile, .fileReadNoSuchFile: "no such file or folder"
                case .fileReadNoPermission, .fileWriteNoPermission: "permission denied"
                case .fileReadTooLarge: "larger than 16 MiB"
                case .fileWriteOutOfSpace: "no space left on the disk"
                case .fileWriteVolumeReadOnly: "the disk is read-only"
                case nil: "\(error)"
                default: "not a usable file"
                }
        }
    }

    private static let limit = 16 << 20

    /// The text of a file, invalid UTF-8 replaced.
    static func read(_ path: String) throws(Failure) -> String {
        do {
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            guard size <= limit else { throw CocoaError(.fileReadTooLarge) }
            return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        } catch {
            throw Failure(error)
        }
    }

    /// Puts a file in place, all of it or nothing.
    static func write(_ text: String, to path: String) throws(Failure) {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw Failure(error)
        }
    }
}
