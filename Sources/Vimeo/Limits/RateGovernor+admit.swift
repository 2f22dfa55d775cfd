extension RateGovernor {
    /// What the line does now.
    struct Admission: Sendable {
        /// These may go.
        var go: [Int] = []
        /// These would have to wait longer than they are willing to, and this many seconds more.
        var dismissed: [Int] = []
        var dismissedFor = 0.0
        /// Ask again then, if nothing happens before.
        var next: Double?
        /// What the user should be told, once for each wait.
        var notice: Pause?
    }

    /// How long the line waits.
    struct Pause: Sendable, Equatable {
        /// The last few requests of the window, which are spread over the seconds; nil if none goes.
        var left: Int?
        var seconds: Double
    }

    /// The user is told of a wait at most once in so many seconds, unless there was a refusal.
    private static let quiet = 30.0

    private enum Turn {
        case go(isSpread: Bool)
        /// An answer has to come first.
        case afterAnswer
        /// An answer has to come first, or this moment.
        case afterProbe(Double)
        case limited(until: Double, Pause)
    }

    /// Lets those go that may go now.
    mutating func admit(now: Double) -> Admission {
        advance(to: now)
        var result = Admission()
        isStanding = false
        while !line.isEmpty {
            switch turn() {
            case .go(let isSpread):
                result.go.append(send(isSpread: isSpread))
            case .afterAnswer:
                return result
            case .afterProbe(let time):
                result.next = time
                return result
            case .limited(let end, let pause):
                result.dismissed = dismiss(until: end)
                result.dismissedFor = end - time
                guard !line.isEmpty else { return result }
                isStanding = true
                result.next = end
                if end - time > 1, time >= quietUntil {
                    quietUntil = time + max(pause.seconds, Self.quiet)
                    result.notice = pause
                }
                return result
            }
        }
        return result
    }

    private func turn() -> Turn {
        if let hold { return .limited(until: hold, Pause(seconds: hold - time)) }
        guard flights.count < ramp else { return .afterAnswer }
        guard let window else {
            let isFirst = sent < Self.firstInFlight && ramp == Self.mostInFlight
            return isBlind && !isFirst ? probe() : .go(isSpread: false)
        }
        let free = window.remaining - flights.count
        if window.isOver { return free > 0 ? .go(isSpread: false) : probe() }
        guard free > 0 else { return .limited(until: window.end, Pause(seconds: window.end - time)) }
        guard free <= window.fewLeft else { return .go(isSpread: false) }
        guard time < notBefore else { return .go(isSpread: true) }
        return .limited(until: min(notBefore, window.end), Pause(left: free, seconds: window.end - time))
    }

    /// One goes ahead.
    private func probe() -> Turn {
        let next = lastSent + Self.patience
        return flights.isEmpty || time >= next ? .go(isSpread: false) : .afterProbe(next)
    }
}
