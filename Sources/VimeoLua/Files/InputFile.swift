internal import Platform
internal import Vimeo

/// A file open for reading; closed when nobody holds it any more.
final class InputFile {
    static let chunk = 256 * 1024
    /// More than this is not read into memory at once.
    static let mostBytes = 1 << 30

    private let path: Path
    private let file: File

    /// Opens a file, a device or a pipe; a folder is an error.
    init(_ path: Path, _ files: FileAccess) throws(VimeoError) {
        self.path = path
        let place = try files.place(path, for: .read, to: "read")
        do throws(Errno) {
            file = try place.open()
            guard try file.status().type != .directory else { throw Errno.isDirectory }
        } catch {
            throw .file("read", path, error)
        }
    }

    /// The bytes that it has, as far as the system knows: 0 for a pipe.
    var size: Int { Int(clamping: (try? file.status().size) ?? 0) }

    /// The next bytes, at most ``chunk``; empty at the end.
    func readChunk() throws(VimeoError) -> [UInt8] {
        do { return try file.read(upTo: Self.chunk) } catch { throw .file("read", path, error) }
    }

    /// All bytes from here to the end.
    func readAll(atMost limit: Int) throws(VimeoError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let chunk = try readChunk()
            if chunk.isEmpty { return bytes }
            guard bytes.count + chunk.count <= limit else {
                throw VimeoError(
                    .file,
                    code: .tooLarge,
                    "cannot read \(path.text): it is larger than \(limit) bytes",
                    hint: "read it in parts, with io.open"
                )
            }
            bytes += chunk
        }
    }
}

extension InputFile {
    /// The digest of a file's bytes; a device or a pipe, which may never end, is an error.
    ///
    /// - Throws: `CancellationError` when its task is cancelled.
    static func digest(of path: Path, _ algorithm: DigestAlgorithm, _ files: FileAccess) throws -> String {
        let file: File
        let place = try files.place(path, for: .read, to: "read")
        do throws(Errno) {
            file = try place.open(.readOnly, .nonBlocking)
            let type = try file.status().type
            guard type == .regular else { throw type == .directory ? .isDirectory : .invalidArgument }
        } catch {
            throw VimeoError.file("read", path, error)
        }
        var digest = Digest(algorithm)
        while true {
            try Task.checkCancellation()
            let piece: [UInt8]
            do throws(Errno) { piece = try file.read(upTo: chunk) } catch { throw VimeoError.file("read", path, error) }
            if piece.isEmpty { return digest.text }
            digest.add(piece)
        }
    }
}

/// A file that a script writes: it appears with all its bytes in ``commit()``, or not at all.
final class OutputFile {
    /// The name that was given, for messages.
    let path: Path
    private let replacement: FileReplacement

    init(_ path: Path, _ files: FileAccess) throws(VimeoError) {
        self.path = path
        let place = try files.place(path, for: .write, to: "write")
        do { replacement = try FileReplacement(of: place) } catch { throw .file("write", path, error) }
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
