import Synchronization

/// Holds the requests of one token until its ``RateGovernor`` lets them go.
final class RateKeeper: Sendable {
    /// What becomes of a request in line.
    private enum Outcome: Sendable {
        case go
        case dismissed(Double)
        case cancelled
    }

    private struct Waiting {
        var continuation: CheckedContinuation<Outcome, Never>
        var onNotice: @Sendable (Notice) -> Void
    }

    private struct State {
        var governor = RateGovernor()
        var waiting: [Int: Waiting] = [:]
        var timer: (end: Double, task: Task<Void, Never>)?
    }

    private let timing: Timing
    private let state = Mutex(State())

    init(timing: Timing) { self.timing = timing }

    /// What is known of the limit.
    var rate: RateState { state.withLock { $0.governor.state(now: timing.uptime()) } }

    /// Gives a request its place in line; `patience` is for all its attempts together.
    func reserve(patience: Double) -> RatePlace {
        state.withLock { $0.governor.reserve(patience: patience, now: timing.uptime()) }
    }

    /// Waits until the request may go; then one of the two `leave` must be called.
    ///
    /// - Throws: `rate_limit` as soon as it is known that its patience is not enough; `cancelled`.
    func enter(_ place: RatePlace, onNotice: @escaping @Sendable (Notice) -> Void) async throws(VimeoError) {
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Outcome, Never>) in
                let isCancelled = state.withLock { state in
                    if Task.isCancelled { return true }
                    state.governor.enter(place)
                    state.waiting[place.ticket] = Waiting(continuation: continuation, onNotice: onNotice)
                    return false
                }
                guard !isCancelled else { return continuation.resume(returning: .cancelled) }
                move(at: timing.uptime())
            }
        } onCancel: {
            let waiting = state.withLock { state in
                state.governor.leave(place.ticket)
                return state.waiting.removeValue(forKey: place.ticket)
            }
            waiting?.continuation.resume(returning: .cancelled)
            move(at: timing.uptime())
        }
        switch outcome {
        case .go: return
        case .cancelled: throw TransportErrors.cancelled
        case .dismissed(let seconds):
            throw VimeoError(
                .rateLimit,
                code: .maxWait,
                "the rate limit ends in \(Wording.seconds(seconds)), later than the request may wait",
                hint: "retry after that, or allow more with --max-wait",
                isTransient: true
            )
        }
    }

    /// Passes on what the answer said; returns whether the limit refused the request, which should enter again.
    func leave(_ place: RatePlace, with answer: RateAnswer) -> Bool {
        let now = timing.uptime()
        let isRefused = state.withLock { $0.governor.answered(place.ticket, answer, now: now) }
        move(at: now)
        return isRefused
    }

    /// Says that there was no answer.
    func leave(_ place: RatePlace, isUnsent: Bool) {
        let now = timing.uptime()
        state.withLock { $0.governor.lost(place.ticket, isUnsent: isUnsent, now: now) }
        move(at: now)
    }

    /// Lets those go that may go, and sets the timer for the next.
    private func move(at now: Double) {
        let (admission, resumed, listener) = state.withLock { state in
            let admission = state.governor.admit(now: now)
            let outcomes =
                admission.go.map { ($0, Outcome.go) }
                + admission.dismissed.map { ($0, Outcome.dismissed(admission.dismissedFor)) }
            let resumed = outcomes.compactMap { ticket, outcome in
                state.waiting.removeValue(forKey: ticket).map { ($0.continuation, outcome) }
            }
            setTimer(admission.next, in: &state)
            let listener = state.governor.line.first.flatMap { state.waiting[$0.ticket]?.onNotice }
            return (admission, resumed, listener)
        }
        for (continuation, outcome) in resumed { continuation.resume(returning: outcome) }
        if let pause = admission.notice { listener?(Notice(pause)) }
    }

    private func setTimer(_ end: Double?, in state: inout State) {
        guard state.timer?.end != end else { return }
        state.timer?.task.cancel()
        state.timer = nil
        guard let end else { return }
        let seconds = max(0, end - state.governor.time)
        let task = Task { [timing] in
            if (try? await timing.sleep(seconds)) != nil { self.wake(at: end) }
        }
        state.timer = (end, task)
    }

    /// The time of a timer has come, whatever the clock says.
    private func wake(at end: Double) {
        state.withLock { if $0.timer?.end == end { $0.timer = nil } }
        move(at: max(end, timing.uptime()))
    }
}

extension Notice {
    /// What is said while requests stand in line.
    fileprivate init(_ pause: RateGovernor.Pause) {
        let time = Wording.seconds(pause.seconds)
        var text = "rate limit: waiting \(time)"
        if let left = pause.left {
            let pace = Wording.seconds((pause.seconds / Double(left + 1)).rounded(.up))
            text = "rate limit: \(left) requests left for \(time); sending one every \(pace)"
        }
        self.init(kind: .rateLimit, message: text, seconds: pause.seconds)
    }
}

/// The keepers of a client and of all clients derived from it: one for each API and token.
final class RateKeepers: Sendable {
    private struct Entry {
        let origin: Origin
        /// The `Authorization` field; it stays in memory.
        let authorization: String
        let keeper: RateKeeper
    }

    private let entries = Mutex<[Entry]>([])

    /// The keeper of a token; it is made when it is first asked for.
    func keeper(of authorization: String, at origin: Origin, timing: Timing) -> RateKeeper {
        entries.withLock { entries in
            let present = entries.first { $0.authorization == authorization && $0.origin == origin }
            if let present { return present.keeper }
            let keeper = RateKeeper(timing: timing)
            entries.append(Entry(origin: origin, authorization: authorization, keeper: keeper))
            return keeper
        }
    }
}

/// A request's way through the rate limit, over all its attempts.
struct RatePass: Sendable {
    let keeper: RateKeeper
    let place: RatePlace
    /// Whether the last attempt was refused because of the limit.
    var isRefused = false
}
