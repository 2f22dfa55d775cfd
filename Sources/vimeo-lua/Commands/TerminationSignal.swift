internal import Dispatch
internal import Platform

/// SIGINT and SIGTERM for programs that have something to put away first.
enum TerminationSignal {
    /// Waits for the first of them; the second ends the process.
    static func first() async -> Int32 {
        let (signals, continuation) = AsyncStream.makeStream(of: Int32.self)
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            signal(SIGINT, SIG_DFL)
            signal(SIGTERM, SIG_DFL)
        }
        for await number in signals { return number }
        return SIGTERM
    }
}
