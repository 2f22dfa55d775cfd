internal import Platform
internal import Vimeo

/// A file that a script writes: it appears with all its bytes in ``commit()``, or not at all.
final class OutputFile {
    /// The name that was given, for messages.
    let path: Path
    private let replacement: FileReplacement

    init(_ path: Path) throws(VimeoError) {
        self.path = path
        do { replacement = try FileReplacement(of: path.filePath) } catch { throw .file("write", path, error) }
    }

    /// Appends bytes.
    func write(_ bytes: UnsafeRawBufferPointer) throws(VimeoError) {
        do { try replacement.write(bytes) } catch { throw .file("write", path, error) }
    }

    /// Puts the file in place, its bytes safely on the disk.
    func commit() throws(VimeoError) {
        do { try replacement.commit() } catch { throw .file("write", path, error) }
    }
}
