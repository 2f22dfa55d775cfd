internal import Vimeo

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

extension Path {
    /// What the symbolic links at the end of the path lead to, whether it exists or not.
    func followingLinks() throws(VimeoError) -> Path {
        var path = self
        // As many as Linux itself follows.
        for _ in 0..<40 {
            var failure: Int32 = 0
            let name = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
                let result = buffer.withMemoryRebound(to: CChar.self) { buffer in
                    // Room was asked for, so there is an address.
                    buffer.baseAddress.map { readlink(path.cString, $0, buffer.count) } ?? 0
                }
                if result < 0 { failure = errno }
                count = max(result, 0)
            }
            // No link, or nothing there; any other trouble shows when the file is used.
            guard failure == 0 else { return path }
            path = name.first == UInt8(ascii: "/") ? Path(name) : path.folder.appending(name)
        }
        throw .file("write", self, ELOOP)
    }

    /// Makes a folder and those it is in, as far as they are missing.
    func makeFolder() throws(VimeoError) {
        if mkdir(cString, 0o777) == 0 { return }
        var reason = errno
        let parent = folder
        if reason == ENOENT, parent.bytes.count < bytes.count {
            try parent.makeFolder()
            if mkdir(cString, 0o777) == 0 { return }
            reason = errno
        }
        // Another program may have made it meanwhile; and a disk that cannot be written to may have it already.
        var status = stat()
        guard stat(cString, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .file("make the folder", self, reason)
        }
    }
}
