/// Decides when the requests of one token may go, so that the server need not refuse any.
///
/// Pure: the caller passes the time, in seconds of a clock that never goes back. Requests stand in one line. They go at
/// full speed while much is left of the window; the last tenth is spread over the rest of it; then all wait for the next.
/// The first four go at once, as no limit of the API is lower. Beyond them, while nothing is known, and in a new window, one
/// goes ahead and the others wait for its answer. After a refusal (429) none goes until the server's time is up; then one,
/// and one more for each answer.
struct RateGovernor: Sendable {
    /// As many go at once as there are connections.
    static let mostInFlight = 64

    /// So many go before anything is known.
    static let firstInFlight = 4

    /// Seconds that the others wait for an answer to the one that went ahead, before another one goes.
    static let patience = 2.0

    private(set) var line: [RatePlace] = []
    private(set) var window: RateWindow?
    /// None goes before this.
    private(set) var hold: Double?
    var ramp = mostInFlight
    /// Nothing has been answered yet.
    var isBlind = true
    /// The requests on their way, by ticket, with their numbers.
    private(set) var flights: [Int: Int] = [:]
    private(set) var sent: Int
    private var heldAt = 0
    private var tickets = 0
    private(set) var time = 0.0
    private(set) var lastSent = -Double.infinity
    /// Before this, none of the last few goes.
    private(set) var notBefore = -Double.infinity
    /// Seconds that the line has stood still because of the limit, in all.
    private(set) var stood = 0.0
    var isStanding = false
    /// The user has been told of the current wait, and is told no more before this.
    var quietUntil = -Double.infinity

    /// - Parameter sent: requests that were made before anything is known.
    init(sent: Int = 0) { self.sent = sent }

    /// Gives a request its place; `patience` is the seconds that the limit may make it wait, in all.
    mutating func reserve(patience: Double, now: Double) -> RatePlace {
        advance(to: now)
        tickets += 1
        return RatePlace(ticket: tickets, deadline: stood + patience)
    }

    /// Puts a request in line; one that was refused keeps its place, and so comes first.
    mutating func enter(_ place: RatePlace) {
        let isLast = line.last.map { $0.ticket < place.ticket } ?? true
        let index = isLast ? line.count : line.firstIndex { $0.ticket > place.ticket } ?? line.count
        line.insert(place, at: index)
    }

    /// Takes a request out of the line.
    mutating func leave(_ ticket: Int) { line.removeAll { $0.ticket == ticket } }

    /// A request was answered; returns whether it was refused and should stand in line again.
    mutating func answered(_ ticket: Int, _ answer: RateAnswer, now: Double) -> Bool {
        advance(to: now)
        guard let number = flights.removeValue(forKey: ticket) else { return false }
        learn(answer, number: number)
        guard answer.isRefusal else {
            if hold == nil, number >= heldAt { ramp = min(ramp + 1, Self.mostInFlight) }
            return false
        }
        let end = time + answer.pause
        if number >= heldAt {
            hold = max(hold ?? end, end)
            heldAt = sent
            quietUntil = -Double.infinity
        } else if let hold, answer.retryAfter ?? answer.secondsLeft != nil {
            // It went out before the first refusal came: only a later end is new.
            self.hold = max(hold, end)
        }
        return true
    }

    /// A request ended without an answer; the server may have counted it unless it was never sent.
    mutating func lost(_ ticket: Int, isUnsent: Bool, now: Double) {
        advance(to: now)
        guard flights.removeValue(forKey: ticket) != nil else { return }
        if !isUnsent { window?.spend() }
        // Where the network fails, the limit is not what matters.
        if window == nil { isBlind = false }
    }

    private mutating func learn(_ answer: RateAnswer, number: Int) {
        if answer.hasCount {
            window?.learn(answer, number: number, sent: sent, now: time)
            if window == nil { window = RateWindow(answer, sent: sent, now: time) }
            isBlind = false
        } else if let known = window, known.isOver {
            // There is no limit any more, as far as this server tells; an answer of a broken server tells nothing.
            if known.isNewer(number), answer.status < 500 { window = nil }
        } else {
            window?.spend()
            isBlind = false
        }
    }

    /// Lets the first in line go.
    mutating func send(isSpread: Bool) -> Int {
        let ticket = line.removeFirst().ticket
        if isSpread, let window {
            notBefore = time + (window.end - time) / Double(max(1, window.remaining - flights.count))
        }
        flights[ticket] = sent
        sent += 1
        lastSent = time
        return ticket
    }

    /// Takes those out of the line that would have to stand until after their deadline.
    mutating func dismiss(until end: Double) -> [Int] {
        let bound = stood + end - time
        guard line.contains(where: { $0.deadline < bound }) else { return [] }
        let tickets = line.filter { $0.deadline < bound }.map(\.ticket)
        line.removeAll { $0.deadline < bound }
        return tickets
    }

    /// Lets time pass up to `now`.
    mutating func advance(to now: Double) {
        if isStanding { stood += max(0, now - time) }
        time = max(time, now)
        if let end = hold, time >= end {
            hold = nil
            ramp = 1
            isBlind = true
            window?.expire(sent: sent)
        }
        if hold == nil, let known = window, !known.isOver, time >= known.end {
            window?.expire(sent: sent)
        }
    }
}

/// A request's place in the line of a ``RateGovernor``; it keeps it when it is retried.
struct RatePlace: Sendable {
    /// Lower ones go first.
    var ticket: Int
    /// When it gives up, in seconds that the line has stood still.
    var deadline: Double
}
