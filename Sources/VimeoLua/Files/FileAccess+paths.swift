internal import Platform
internal import Vimeo

extension FileAccess {
    /// The place of a path; an error says what was tried.
    func place(
        _ path: Path,
        for use: Use,
        to action: String,
        followingLinks: Bool = true
    ) throws(VimeoError) -> FilePlace {
        do throws(Problem) { return try place(path.filePath, for: use, followingLinks: followingLinks) } catch {
            throw FileProblem.noPlace(path.text, for: use, in: self, error) { .file(action, path, $1) }
        }
    }

    /// Creates a folder and those it is in, as far as they are missing.
    func createFolder(_ path: Path) throws(VimeoError) {
        do throws(Problem) { try createFolder(path.filePath) } catch {
            throw FileProblem.noPlace(path.text, for: .write, in: self, error) { .file("create the folder", path, $1) }
        }
    }

    /// Creates something of a new name, which `start` begins, in TMPDIR or /tmp.
    ///
    /// Errors name that folder: it is what can be granted, the new name is another one each time.
    func temporary(
        _ start: String,
        _ action: String,
        _ create: (FilePlace) throws(Errno) -> Void
    ) throws(VimeoError) -> Path {
        let folder = Path((Environment.variable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp").utf8)
        _ = try place(folder, for: .write, to: action)
        while true {
            let path = Path(folder.bytes + "/\(start)\(String(hex: .random(in: .min ... .max)))".utf8)
            let place = try place(path, for: .write, to: action)
            do throws(Errno) { try create(place) } catch {
                guard error == .fileExists else { throw .file(action, folder, error) }
                continue
            }
            return path
        }
    }
}
