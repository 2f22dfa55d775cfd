internal import Platform
internal import Synchronization
internal import VimeoLua

/// A folder that the process works in for a while.
struct WorkFolder {
    let path: String
    private let former: String
    /// The one that there is at the moment.
    private static let present = Mutex<String?>(nil)

    init() throws {
        do throws(Errno) { path = try FilePath.makeTemporaryFolder(prefix: "vimeo-lua-test").string } catch {
            throw RecipeProblem.folder(error)
        }
        Self.present.withLock { [path] in $0 = path }
        guard let current = getcwd(nil, 0) else { throw RecipeProblem.folder(Errno.last) }
        defer { free(current) }
        former = String(cString: current)
        guard chdir(path) == 0 else { throw RecipeProblem.folder(Errno.last) }
    }

    func write(_ files: [(name: String, content: [UInt8])]) throws {
        for (name, content) in files {
            let target = FilePath("\(path)/\(name)")
            do throws(Errno) {
                try target.removingLastComponent().createFolder()
                try FileReplacement.write(content, to: target)
            } catch {
                throw RecipeProblem.folder(error)
            }
        }
    }

    /// Goes back to the former folder, and removes this one with all that is in it.
    func remove() {
        _ = chdir(former)
        Self.removePresent()
    }

    /// Removes the one that there is at the moment, from any thread.
    static func removePresent() {
        guard let path = present.withLock({ $0.take() }) else { return }
        try? FilePath(path).removeTree()
    }
}

extension RecipeProblem {
    fileprivate static func folder(_ error: Errno) -> RecipeProblem {
        RecipeProblem("cannot make a folder to test in: \(error)", hint: "set TMPDIR to a folder that can be written")
    }
}
