/// Progress for programs: an object in each line.
///
/// Unknown values are null, and there may be new fields. The types are `progress` (`file`, `bytes`, `total`, `confirmed`, `rate` in bytes per second, `eta` in seconds),
/// `retry` (`file`, `seconds`, `reason`), and last `done` (`file`, `bytes`, `seconds`) or `error` (`file`, `kind`,
/// `message`, `hint`, `status_code`); each with the transfer's `id`. `log` has somebody's `message`.
struct ProgressJSON: ProgressReport {
    /// Between two lines about a transfer's progress, in seconds.
    static let interval = 0.1

    private var board = ProgressBoard()
    /// When a transfer's progress was last said.
    private var lastTime: [Int: Double] = [:]
    /// Transfers that have moved since then.
    private var moved: Set<Int> = []

    var isRunning: Bool { board.isRunning }

    mutating func take(_ event: ProgressEvent, at time: Double) -> [String] {
        switch event {
        case .began(let id, _, _, _):
            board.take(event, at: time)
            lastTime[id] = nil
            return progress(id, at: time)
        case .moved(let id, _, _, _):
            board.take(event, at: time)
            if board.transfer(id) != nil { moved.insert(id) }
            return []
        case .waits(let id, let seconds, let reason):
            let lines = lastProgress(id, at: time)
            board.take(event, at: time)
            guard let transfer = board.transfer(id) else { return [] }
            var object = JSONLine("retry")
            object.add("file", transfer.rawName)
            object.add("seconds", seconds: seconds)
            object.add("reason", reason)
            object.add("id", Int64(id))
            return lines + [object.text]
        case .ended(let id, _):
            let lines = lastProgress(id, at: time)
            guard let outcome = board.take(event, at: time), let bytes = outcome.bytes else { return [] }
            forget(id)
            var object = JSONLine("done")
            object.add("file", outcome.transfer.rawName)
            object.add("bytes", bytes.whole)
            object.add("seconds", seconds: outcome.seconds)
            object.add("id", Int64(id))
            return lines + [object.text]
        case .failed(let id, let kind, let message, let hint, let statusCode):
            let lines = lastProgress(id, at: time)
            let outcome = board.take(event, at: time)
            forget(id)
            var object = JSONLine("error")
            // Also what fails before it begins is an error.
            object.add("file", outcome?.transfer.rawName)
            object.add("kind", kind)
            object.add("message", message)
            object.add("hint", hint)
            object.add("status_code", statusCode.map(Int64.init))
            object.add("id", Int64(id))
            return lines + [object.text]
        }
    }

    mutating func dueLines(at time: Double) -> [String] {
        var lines: [String] = []
        for transfer in board.running where moved.contains(transfer.id) {
            // Without what a sum of floating-point numbers is too small by.
            guard time - (lastTime[transfer.id] ?? -.infinity) >= Self.interval - 0.000_001 else { continue }
            lines += progress(transfer.id, at: time)
        }
        return lines
    }

    func note(_ line: String) -> String {
        var object = JSONLine("log")
        object.add("message", line)
        return object.text
    }

    private mutating func lastProgress(_ id: Int, at time: Double) -> [String] {
        moved.contains(id) ? progress(id, at: time) : []
    }

    private mutating func progress(_ id: Int, at time: Double) -> [String] {
        guard let transfer = board.transfer(id) else { return [] }
        lastTime[id] = time
        moved.remove(id)
        var object = JSONLine("progress")
        object.add("file", transfer.rawName)
        object.add("bytes", transfer.sent)
        object.add("total", transfer.total)
        object.add("confirmed", transfer.confirmed)
        object.add("rate", transfer.rate(at: time).map(ProgressFormat.whole))
        object.add("eta", transfer.timeLeft(at: time).map { ProgressFormat.whole($0.rounded(.up)) })
        object.add("id", Int64(id))
        return [object.text]
    }

    private mutating func forget(_ id: Int) {
        lastTime[id] = nil
        moved.remove(id)
    }
}
