internal import CLuaBridge
package import Platform

extension LuaStack {
    /// Pushes an open file as one of Lua's `io`, which closes it.
    ///
    /// - Parameter mode: as for `fopen`.
    package func push(file: File, mode: String) throws(Errno) {
        checkRoom(for: 3)
        let descriptor = try file.duplicate()
        guard bridge_push_file(pointer, descriptor, mode) else {
            let problem = Errno.last
            try? FileDescriptor(rawValue: descriptor).close()
            throw problem
        }
    }
}
