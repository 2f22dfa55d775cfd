internal import Platform

/// The file of a history, which several programs append to at the same time.
struct HistoryFile {
    /// Why the file cannot be used.
    struct Failure: Error {
        let message: String
    }

    let path: String
    let limit: Int
    private var openFile: OpenFile?
    private var canShorten = true

    init(path: String, limit: Int) {
        self.path = path
        self.limit = limit
    }

    /// The entries that have come into the file since the last time.
    mutating func readNew() throws(Failure) -> [String] {
        guard let file = try lock() else { return [] }
        defer { file.unlock() }
        let entries = try file.readNew()
        return isTooLong(file) ? try shorten(file) : entries
    }

    /// Appends an entry; gives those of others that stand before it.
    mutating func append(_ entry: String) throws(Failure) -> [String] {
        guard let file = try lock() else { return [] }
        defer { file.unlock() }
        let others = try file.readNew()
        try file.append(HistoryLine.encode(entry))
        return isTooLong(file) ? try shorten(file) : others
    }

    /// The file that is at the path now, locked; nil if it is no regular file, which is left alone.
    private mutating func lock() throws(Failure) -> OpenFile? {
        while true {
            if openFile == nil { openFile = try OpenFile(path) }
            guard let file = openFile, file.isRegular else { return nil }
            file.lock()
            if file.isAt(path) { return file }
            // Another program has replaced it.
            file.unlock()
            openFile = nil
        }
    }

    private func isTooLong(_ file: OpenFile) -> Bool {
        canShorten && file.lineCount > limit + limit / 2
    }

    /// Writes the newest entries to a new file in the place of the old one; gives them all.
    ///
    /// Where that is not possible the old one just goes on growing.
    private mutating func shorten(_ file: OpenFile) throws(Failure) -> [String] {
        file.position = 0
        var entries = HistoryEntries(limit: limit)
        entries.append(contentsOf: try file.readNew())
        let bytes = entries.all.flatMap(HistoryLine.encode)
        canShorten = (try? FileReplacement.write(bytes, to: FilePath(path), permissions: .privateFile)) != nil
        return entries.all
    }
}
