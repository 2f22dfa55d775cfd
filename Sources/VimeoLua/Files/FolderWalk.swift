internal import LuaKit
internal import Platform
internal import Vimeo

/// Everything below a folder, one entry at a time: depth first, each folder's names in the order of their bytes.
///
/// Symbolic links are returned, but not followed. Memory holds only the names of the folders on the path to the entry.
///
/// For Lua, calling it returns the next path and its type, nil at the end.
final class FolderWalk: LuaObject {
    static let luaName = "walk"
    static let luaCall: (@Sendable (FolderWalk, LuaStack) throws -> LuaReply)? = { walk, stack in
        guard let entry = try walk.next() else { return .results(0) }
        stack.push(entry.path.bytes)
        stack.push(entry.kind.rawValue)
        return .results(2)
    }

    private struct Level {
        let folder: Path
        /// The remaining entries, the next one last.
        var entries: [FolderEntry]
    }

    private var levels: [Level] = []
    /// The folder that was returned last, to be opened next.
    private var pending: Path?
    private let skipsUnreadable: Bool
    private let files: FileAccess

    /// A walk that opens the folder itself at once.
    init(_ folder: Path, _ files: FileAccess, skipsUnreadable: Bool) throws(VimeoError) {
        self.skipsUnreadable = skipsUnreadable
        self.files = files
        levels.append(Level(folder: folder, entries: try FolderEntry.all(of: folder, files).reversed()))
    }

    /// The next entry; nil at the end.
    ///
    /// A folder that no longer exists is skipped. One that cannot be read is an error, unless these are skipped; the next
    /// call continues after it.
    private func next() throws(VimeoError) -> (path: Path, kind: FileStatus.Kind)? {
        if let folder = pending {
            pending = nil
            try open(folder)
        }
        while var level = levels.popLast() {
            guard let entry = level.entries.popLast() else { continue }
            let path = level.folder.appending(entry.name)
            levels.append(level)
            guard let kind = try entry.kind(at: path, files) else { continue }
            if kind == .directory { pending = path }
            return (path, kind)
        }
        return nil
    }

    private func open(_ folder: Path) throws(VimeoError) {
        do throws(VimeoError) {
            levels.append(Level(folder: folder, entries: try FolderEntry.all(of: folder, files).reversed()))
        } catch {
            let isGone = error.code == .noFile || error.code == .notDirectory
            // With no descriptors left, every folder would be skipped.
            guard isGone || skipsUnreadable && error.code != .tooManyOpen else { throw error }
        }
    }
}
