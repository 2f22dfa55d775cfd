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
}
