#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Whole reads and writes of descriptors.
enum DescriptorIO {
    /// Writes all bytes; false if they cannot be written.
    @discardableResult
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                #if canImport(Glibc)
                let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                #else
                let count = Darwin.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                #endif
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if errno == EAGAIN {
                    waitUntilReady(descriptor, Int16(POLLOUT), milliseconds: -1)
                } else if errno != EINTR {
                    return false
                }
            }
            return true
        }
    }

    /// Reads what there is; nil when there is nothing now, empty at the end or after an error.
    static func read(_ descriptor: Int32, upTo limit: Int = 1 << 16) -> [UInt8]? {
        while true {
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, initializedCount in
                #if canImport(Glibc)
                count = Glibc.read(descriptor, buffer.baseAddress, limit)
                #else
                count = Darwin.read(descriptor, buffer.baseAddress, limit)
                #endif
                initializedCount = max(0, count)
            }
            if count >= 0 { return bytes }
            if errno == EAGAIN { return nil }
            if errno != EINTR { return [] }
        }
    }

    /// Whether a descriptor can be read now, or within some time.
    static func isReadable(_ descriptor: Int32, milliseconds: Int32 = 0) -> Bool {
        waitUntilReady(descriptor, Int16(POLLIN), milliseconds: milliseconds)
    }

    /// A pipe that no other program inherits.
    static func makePipe() -> (reading: Int32, writing: Int32)? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    @discardableResult
    private static func waitUntilReady(_ descriptor: Int32, _ events: Int16, milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: events, revents: 0)
        return poll(&entry, 1, milliseconds) > 0
    }
}
