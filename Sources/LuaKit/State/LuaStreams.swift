internal import CLuaBridge
internal import Platform

/// The C streams of the process, which Lua's `print` and `io` share: writing elsewhere would break the order.
package enum LuaStreams {
    /// Writes to standard output, which is buffered.
    package static func write(_ bytes: some Collection<UInt8>) {
        bridge_write_output(Array(bytes), bytes.count)
    }

    package static func writeError(_ bytes: some Collection<UInt8>) {
        bridge_write_error(Array(bytes), bytes.count)
    }

    /// Flushes standard output.
    ///
    /// - Returns: whether all of it has been written.
    @discardableResult
    package static func flush() -> Bool {
        bridge_flush_output()
    }

    package enum Line {
        /// The line without its newline.
        case text([UInt8])
        /// Ctrl-C came first.
        case interrupted
        case end
    }

    /// Reads a line of standard input; Ctrl-C ends it where ``LuaState/handleSignals(reach:terminating:)`` is in force.
    package static func readLine() -> Line {
        var size = 0
        guard let line = bridge_read_line(&size) else { return errno == EINTR ? .interrupted : .end }
        defer { free(line) }
        return .text(Array(UnsafeRawBufferPointer(start: line, count: size)))
    }
}
