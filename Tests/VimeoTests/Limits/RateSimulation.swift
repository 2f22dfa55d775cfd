@testable import Vimeo

/// Tasks that make requests through a governor to a model of a server, on a clock of its own.
struct RateSimulation {
    private enum Event {
        case arrive(ticket: Int)
        case answer(ticket: Int, RateAnswer)
        case wake
    }

    var server: RateServer
    var tasks = 16
    var requests = 500
    /// Seconds that one way takes, at least and at most; requests overtake each other.
    var latency = 0.02...0.2
    var patience = 900.0

    private(set) var governor = RateGovernor()
    private(set) var time = 0.0
    private(set) var done = 0
    private(set) var dismissed = 0
    private(set) var mostInFlight = 0
    private(set) var notices: [RateGovernor.Pause] = []
    /// When each request went.
    private(set) var starts: [Double] = []
    private var events: [(time: Double, event: Event)] = []
    private var places: [Int: RatePlace] = [:]
    private var started = 0
    private var wake: Double?
    private var dice: UInt64 = 1

    init(_ server: RateServer) {
        self.server = server
    }

    /// Runs until every request has ended; at most for a simulated day.
    mutating func run() {
        for _ in 0..<min(tasks, requests) { begin() }
        move()
        while let next = events.indices.min(by: { events[$0].time < events[$1].time }), time < 86_400 {
            let (at, event) = events.remove(at: next)
            time = max(time, at)
            switch event {
            case .arrive(let ticket):
                let (status, fields) = server.answer(at: time)
                var headers = Headers()
                for (name, value) in fields { headers.add(name, value) }
                let clock = Int(RateServer.epoch + time)
                later(oneWay(), .answer(ticket: ticket, RateAnswer(status, headers, to: .get, clock: clock)))
            case .answer(let ticket, let answer):
                if governor.answered(ticket, answer, now: time), let place = places[ticket] {
                    governor.enter(place)
                } else {
                    end(ticket)
                    done += 1
                }
            case .wake: wake = nil
            }
            move()
        }
    }

    private mutating func begin() {
        guard started < requests else { return }
        started += 1
        let place = governor.reserve(patience: patience, now: time)
        places[place.ticket] = place
        governor.enter(place)
    }

    private mutating func end(_ ticket: Int) {
        places[ticket] = nil
        begin()
    }

    private mutating func move() {
        while true {
            let admission = governor.admit(now: time)
            for ticket in admission.go {
                starts.append(time)
                later(oneWay(), .arrive(ticket: ticket))
            }
            mostInFlight = max(mostInFlight, governor.flights.count)
            if let notice = admission.notice { notices.append(notice) }
            for ticket in admission.dismissed {
                dismissed += 1
                end(ticket)
            }
            if let next = admission.next, wake.map({ next < $0 }) ?? true {
                wake = next
                later(next - time, .wake)
            }
            if admission.dismissed.isEmpty { return }
        }
    }

    private mutating func later(_ seconds: Double, _ event: Event) {
        events.append((time + seconds, event))
    }

    private mutating func oneWay() -> Double {
        dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let part = Double(dice >> 11) / Double(1 << 53)
        return latency.lowerBound + (latency.upperBound - latency.lowerBound) * part
    }
}
