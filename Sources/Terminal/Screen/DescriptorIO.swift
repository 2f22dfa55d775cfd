internal import Platform

/// Whole reads and writes of descriptors.
enum DescriptorIO {
    /// Writes all bytes; false if they cannot be written.
    @discardableResult
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                do {
                    let part = UnsafeRawBufferPointer(rebasing: rest)
                    rest = rest.dropFirst(try FileDescriptor(rawValue: descriptor).write(part))
                } catch {
                    guard error as? Errno == .wouldBlock else { return false }
                    waitUntilReady(descriptor, Int16(POLLOUT), milliseconds: -1)
                }
            }
            return true
        }
    }

    /// Reads what there is; nil when there is nothing now, empty at the end or after an error.
    static func read(_ descriptor: Int32, upTo limit: Int = 1 << 16) -> [UInt8]? {
        do {
            return try [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
                count = try FileDescriptor(rawValue: descriptor).read(into: UnsafeMutableRawBufferPointer(buffer))
            }
        } catch {
            return error as? Errno == .wouldBlock ? nil : []
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

package struct WindowSize: Equatable, Sendable {
    package var columns: Int
    package var rows: Int

    /// The size of the window of a descriptor; 80 × 24 if it is unknown.
    init(descriptor: Int32) {
        var size = winsize()
        let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
        columns = isKnown && size.ws_col > 0 ? Int(size.ws_col) : 80
        rows = isKnown && size.ws_row > 0 ? Int(size.ws_row) : 24
    }

    /// The window that the program runs in.
    package static var current: WindowSize {
        // While a prompt shows output above itself, standard output is a pipe to it.
        let terminal = [STDOUT_FILENO, STDIN_FILENO].first { isatty($0) != 0 }
        return WindowSize(descriptor: terminal ?? STDOUT_FILENO)
    }
}
