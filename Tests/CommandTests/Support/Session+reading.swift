#if os(Linux)
    import FoundationEssentials

    extension Session {
        /// Waits until a thread of the process is in the system call `read` of standard input.
        ///
        /// No output of the process can tell that; the kernel can.
        func waitUntilReading() async throws {
            let tasks = "/proc/\(processIdentifier)/task"
            while true {
                for task in try FileManager.default.contentsOfDirectory(atPath: tasks) {
                    // Number and first argument of the call: `read` is 0 on x86-64, 63 on arm64.
                    let call = FileManager.default.contents(atPath: "\(tasks)/\(task)/syscall") ?? Data()
                    let text = String(decoding: call, as: UTF8.self)
                    if text.hasPrefix("0 0x0 ") || text.hasPrefix("63 0x0 ") { return }
                }
                await Task.yield()
            }
        }
    }
#endif
