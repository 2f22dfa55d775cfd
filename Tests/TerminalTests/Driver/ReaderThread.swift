import Synchronization

@testable import Terminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads one line in a thread of its own, so that the test can type meanwhile.
final class ReaderThread: @unchecked Sendable {
    private let body: () throws -> LineEditor.Line
    private var thread: pthread_t?
    private var result: Result<LineEditor.Line, any Error>?

    init(_ body: @escaping () throws -> LineEditor.Line) {
        self.body = body
        let context = Unmanaged.passRetained(self).toOpaque()
        #if canImport(Glibc)
            var thread = pthread_t()
            pthread_create(&thread, nil, { ReaderThread.run($0) }, context)
            self.thread = thread
        #else
            pthread_create(&thread, nil, { ReaderThread.run($0) }, context)
        #endif
    }

    /// The line, when the thread has ended.
    var line: LineEditor.Line? {
        get throws {
            if let thread { pthread_join(thread, nil) }
            thread = nil
            return try result?.get()
        }
    }

    /// Waits for descriptors as a program without other work does.
    static func wait(_ descriptors: [Int32], _ milliseconds: Int?) -> [Int32] {
        var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        poll(&entries, nfds_t(entries.count), Int32(milliseconds ?? -1))
        return entries.filter { $0.revents != 0 }.map(\.fd)
    }

    private static func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { return nil }
        let reader = Unmanaged<ReaderThread>.fromOpaque(context).takeRetainedValue()
        reader.result = Result { try reader.body() }
        return nil
    }
}
