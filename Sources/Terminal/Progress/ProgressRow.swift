/// The texts of a row, before it is known how much room there is.
struct ProgressRow {
    /// What follows the percentage, in this order.
    enum Field: CaseIterable {
        case bytes
        case speed
        case timeLeft
        case retries
    }

    var name: String
    var nameStyle = Style.plain
    /// What is sent and what is confirmed, from 0 to 1; nil if the total is unknown.
    var fractions: (sent: Double, confirmed: Double)?
    var bytes = ""
    var speed = ""
    var timeLeft = ""
    var retries = ""
    /// Instead of all that follows the percentage.
    var wait: String?

    var percent: String { fractions.map { ProgressFormat.percent($0.sent) } ?? "" }

    func text(of field: Field) -> String {
        switch field {
        case .bytes: bytes
        case .speed: speed
        case .timeLeft: timeLeft
        case .retries: retries
        }
    }

    init(_ transfer: ProgressTransfer, at time: Double) {
        name = transfer.name
        if let sent = transfer.fraction, let confirmed = transfer.confirmedFraction { fractions = (sent, confirmed) }
        wait = transfer.wait?.text(at: time)
        bytes = Self.bytes(transfer.sent, of: transfer.total)
        speed = transfer.rate(at: time).map(ProgressFormat.speed) ?? ""
        timeLeft = Self.timeLeft(transfer.timeLeft(at: time), isTotalKnown: transfer.total != nil)
        switch transfer.retries {
        case 0: break
        case 1: retries = "1 retry"
        default: retries = "\(transfer.retries) retries"
        }
    }

    /// The sum of all transfers.
    init(totalOf board: ProgressBoard, at time: Double) {
        let running = board.running
        name = "\(running.count) transfers" + (board.done.count > 0 ? ", \(board.done.count) done" : "")
        nameStyle = Style(isBold: true)
        var (sent, confirmed, total) = (board.done.bytes, board.done.bytes, Optional(board.done.bytes))
        for transfer in running {
            sent = ProgressBoard.sum(sent, transfer.sent)
            confirmed = ProgressBoard.sum(confirmed, transfer.confirmed)
            total = total.flatMap { sum in transfer.total.map { ProgressBoard.sum(sum, $0) } }
        }
        let rates = running.compactMap { $0.rate(at: time) }
        let rate = rates.isEmpty ? nil : rates.reduce(0, +)
        if let total {
            fractions = (
                ProgressTransfer.fraction(sent, of: total), ProgressTransfer.fraction(confirmed, of: total)
            )
        }
        bytes = Self.bytes(sent, of: total)
        speed = rate.map(ProgressFormat.speed) ?? ""
        let left = total.flatMap { total in
            rate.flatMap { $0 > 0 ? Double(max(0, total - sent)) / $0 : nil }
        }
        timeLeft = Self.timeLeft(left, isTotalKnown: total != nil)
    }

    private static func bytes(_ sent: Int64, of total: Int64?) -> String {
        total.map { ProgressFormat.bytes(sent, of: $0) } ?? ProgressFormat.bytes(sent)
    }

    private static func timeLeft(_ seconds: Double?, isTotalKnown: Bool) -> String {
        guard isTotalKnown else { return "" }
        return "ETA " + (seconds.map(ProgressFormat.timeLeft) ?? ProgressFormat.unknownTime)
    }
}
