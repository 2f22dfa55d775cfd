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
        do throws(Errno) {
            path = try Self.present.withLock { present throws(Errno) in
                let path = try FilePath.makeTemporaryFolder(prefix: "vimeo-lua-test").string
                present = path
                return path
            }
        } catch {
            throw RecipeProblem.folder(error)
        }
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
        Self.present.withLock { present in
            Self.removeTree(present)
            present = nil
        }
    }

    /// Removes the one that there is at the moment, from any thread, and ends the process before there can be another.
    static func removePresent(exitingWith status: Int32) -> Never {
        present.withLock { present in
            // What runs may write something meanwhile.
            for _ in 0..<3 { removeTree(present) }
            _exit(status)
        }
    }

    private static func removeTree(_ path: String?) {
        if let path { try? FilePath(path).removeTree() }
    }
}

extension RecipeProblem {
    fileprivate static func folder(_ error: Errno) -> RecipeProblem {
        RecipeProblem("cannot make a folder to test in: \(error)", hint: "set TMPDIR to a folder that can be written")
    }
}
