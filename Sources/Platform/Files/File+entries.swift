extension File {
    /// What an open folder contains, without `.` and `..`, in no order; the type is nil where the folder does not know it.
    func entries() throws(Errno) -> [(name: [UInt8], type: FileType?)] {
        // The stream closes what it is given.
        let own = try duplicate()
        guard let stream = fdopendir(own) else {
            let problem = Errno.last
            close(own)
            throw problem
        }
        defer { closedir(stream) }
        var entries: [(name: [UInt8], type: FileType?)] = []
        while true {
            // Both the end and a failure give no entry; only a failure sets the number.
            errno = 0
            guard let entry = readdir(stream) else { break }
            // The field is an array in C, which always has an offset.
            let start = UnsafeRawPointer(entry) + (MemoryLayout<dirent>.offset(of: \.d_name) ?? 0)
            let name = start.assumingMemoryBound(to: UInt8.self)
            let bytes = Array(
                UnsafeBufferPointer(start: name, count: strlen(start.assumingMemoryBound(to: CChar.self)))
            )
            if bytes == Array(".".utf8) || bytes == Array("..".utf8) { continue }
            let type = mode_t(entry.pointee.d_type) << 12
            entries.append((bytes, type == 0 ? nil : FileType(rawValue: type)))
        }
        guard errno == 0 else { throw .last }
        return entries
    }
}
