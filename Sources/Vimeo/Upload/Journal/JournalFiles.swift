import Platform

/// The files of a journal's folder.
struct JournalFiles: Sendable {
    static let ending = ".json"

    let folder: String

    func entry(_ name: String) -> String { "\(folder)/\(name)\(Self.ending)" }
    func lock(_ name: String) -> String { "\(folder)/\(name).lock" }
    private func creation(_ name: String) -> String { "\(folder)/\(name).creating" }

    /// Creates the folder and those above it, for the user alone.
    func createFolder() throws(Errno) {
        try FilePath(folder).createFolder(permissions: .privateFolder)
        // A folder of another user keeps its mode; the files themselves are private.
        try? File(FilePath(folder), .readOnly, .directory).setPermissions(.privateFolder)
    }

    /// The bytes of an entry; nil if there is none, empty if the file is too large to be one.
    func read(_ name: String) throws(Errno) -> [UInt8]? {
        do {
            return try FilePath(entry(name)).contents(upTo: JournalEntry.largest, [.noFollow, .nonBlocking])
        } catch {
            switch error {
            case .noSuchFileOrDirectory: return nil
            case .fileTooLarge: return []
            default: throw error
            }
        }
    }

    /// Puts an entry in place: after a crash or a power cut at any moment there is the old one or the new one, whole.
    func write(_ bytes: [UInt8], _ name: String) throws(Errno) {
        try FileReplacement.write(bytes, to: FilePath(entry(name)), permissions: .privateFile)
    }

    /// Renames an entry that cannot be used, so that it is not read again; returns the path that it has now.
    func setAside(_ name: String) throws(Errno) -> String {
        let path = "\(entry(name)).damaged"
        try FilePath(entry(name)).move(to: FilePath(path))
        FilePath(folder).syncFolder()
        return path
    }

    /// The time in seconds since 1970 that ``intend(_:_:)`` wrote; nil if it is not a time up to the year 9999.
    func intention(_ name: String) throws(Errno) -> Int? {
        let bytes = try FilePath(creation(name)).contents(upTo: 32, [.noFollow, .nonBlocking])
        return Int(String(decoding: bytes, as: UTF8.self)).flatMap { 0...253_402_300_799 ~= $0 ? $0 : nil }
    }

    /// Writes when the request that creates an upload began; nil removes that.
    func intend(_ time: Int?, _ name: String) throws(Errno) {
        let path = FilePath(creation(name))
        guard let time else { return try path.removeFile() }
        try FileReplacement.write(Array(String(time).utf8), to: path, permissions: .privateFile)
    }

    /// Removes an entry.
    func remove(_ name: String) throws(Errno) {
        try FilePath(entry(name)).removeFile()
        FilePath(folder).syncFolder()
    }

    /// The names of all entries, sorted.
    func names() throws(Errno) -> [String] {
        let entries: [(name: [UInt8], type: FileType?)]
        do {
            entries = try FilePath(folder).entries()
        } catch {
            guard error == .noSuchFileOrDirectory else { throw error }
            return []
        }
        return entries.map { String(decoding: $0.name, as: UTF8.self) }
            .filter { $0.hasSuffix(Self.ending) && !$0.hasPrefix(".") }
            .map { String($0.dropLast(Self.ending.count)) }.sorted()
    }
}
