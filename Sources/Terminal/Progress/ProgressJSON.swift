internal import JSONCore

/// Progress for programs: an object in each line.
///
/// Unknown values are null, and there may be new fields. The types are `progress` (`file`, `bytes`, `total`,
/// `confirmed`, `rate` in bytes per second, `eta` in seconds), `retry` (`file`, `seconds`, `reason`), and last `done`
/// (`file`, `bytes`, `seconds`) or `error` (`file`, `kind`, `message`, `hint`, `status_code`); each has the `id` of its
/// transfer. `count` (`label`, `done`, `total`, `rate` per second, `eta`) and last `counted` (`label`, `done`, `total`,
/// `seconds`) are about items. `log` has the `message` of a note.
struct ProgressJSON: ProgressReport {
    /// Between two lines about a transfer's progress, in seconds.
    static let interval = 0.1

    private var board = ProgressBoard()
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
            let line: JSONValue = [
                "type": "retry", "file": .string(transfer.rawName), "seconds": Self.milliseconds(seconds),
                "reason": .string(reason), "id": .integer(Int64(id)),
            ]
            return lines + [line.text]
        case .ended(let id, _):
            let lines = lastProgress(id, at: time)
            guard let outcome = board.take(event, at: time), let bytes = outcome.bytes else { return [] }
            forget(id)
            let line: JSONValue = [
                "type": "done", "file": .string(outcome.transfer.rawName), "bytes": .integer(bytes.whole),
                "seconds": Self.milliseconds(outcome.seconds), "id": .integer(Int64(id)),
            ]
            return lines + [line.text]
        case .failed(let id, let kind, let message, let hint, let statusCode):
            let lines = lastProgress(id, at: time)
            let outcome = board.take(event, at: time)
            forget(id)
            // What fails before it begins is an error too, of no file.
            let line: JSONValue = [
                "type": "error", "file": JSONValue(outcome?.transfer.rawName), "kind": .string(kind),
                "message": .string(message), "hint": JSONValue(hint),
                "status_code": JSONValue(statusCode.map(Int64.init)), "id": .integer(Int64(id)),
            ]
            return lines + [line.text]
        case .counting(let id, _, _):
            board.take(event, at: time)
            lastTime[id] = nil
            return []
        case .counted(let id, _, _):
            board.take(event, at: time)
            if board.transfer(id) != nil { moved.insert(id) }
            return []
        case .countEnded(let id, _):
            forget(id)
            guard let outcome = board.take(event, at: time) else { return [] }
            let line: JSONValue = [
                "type": "counted", "label": .string(outcome.transfer.rawName), "done": .integer(outcome.transfer.sent),
                "total": JSONValue(outcome.transfer.total), "seconds": Self.milliseconds(outcome.seconds),
            ]
            return [line.text]
        }
    }

    mutating func dueLines(at time: Double) -> [String] {
        var lines: [String] = []
        for transfer in board.running where moved.contains(transfer.id) {
            // A sum of floating-point numbers may be slightly too small.
            guard time - (lastTime[transfer.id] ?? -.infinity) >= Self.interval - 0.000_001 else { continue }
            lines += progress(transfer.id, at: time)
        }
        return lines
    }

    func note(_ line: String) -> String {
        let line: JSONValue = ["type": "log", "message": .string(line)]
        return line.text
    }

    private mutating func lastProgress(_ id: Int, at time: Double) -> [String] {
        moved.contains(id) ? progress(id, at: time) : []
    }

    private mutating func progress(_ id: Int, at time: Double) -> [String] {
        guard let transfer = board.transfer(id) else { return [] }
        lastTime[id] = time
        moved.remove(id)
        guard transfer.unit == .bytes else {
            let line: JSONValue = [
                "type": "count", "label": .string(transfer.rawName), "done": .integer(transfer.sent),
                "total": JSONValue(transfer.total),
                "rate": transfer.rate(at: time).map { .number(($0 * 1000).rounded() / 1000) } ?? .null,
                "eta": JSONValue(transfer.timeLeft(at: time).map { ProgressFormat.whole($0.rounded(.up)) }),
            ]
            return [line.text]
        }
        let line: JSONValue = [
            "type": "progress", "file": .string(transfer.rawName), "bytes": .integer(transfer.sent),
            "total": JSONValue(transfer.total), "confirmed": .integer(transfer.confirmed),
            "rate": JSONValue(transfer.rate(at: time).map(ProgressFormat.whole)),
            "eta": JSONValue(transfer.timeLeft(at: time).map { ProgressFormat.whole($0.rounded(.up)) }),
            "id": .integer(Int64(id)),
        ]
        return [line.text]
    }

    private static func milliseconds(_ seconds: Double) -> JSONValue {
        .number((seconds * 1000).rounded() / 1000)
    }

    private mutating func forget(_ id: Int) {
        lastTime[id] = nil
        moved.remove(id)
    }
}

extension JSONValue {
    /// The value in one line, without a line end.
    fileprivate var text: String { String(decoding: bytes(), as: UTF8.self) }
}
