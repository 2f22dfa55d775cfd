@testable import Vimeo

/// A server that allows so many requests a minute, as a model: times in, answers out.
struct RateServer {
    /// When its windows begin.
    enum Windows: Sendable {
        case withFirstRequest
        case withFullMinute
        /// Each request counts for a minute.
        case rolling
    }

    private let limit: Int
    private let windows: Windows
    /// How much its clock is ahead of ours, in seconds.
    private let clockAhead: Double
    private let sendsDate: Bool
    private let isISO: Bool
    /// Changes what it says about itself.
    private let lie: @Sendable (inout [String: String]) -> Void

    private(set) var served = 0
    private(set) var refused = 0
    private var end = -Double.infinity
    private var used = 0
    private var times: [Double] = []

    static let epoch = 1_700_000_000.0

    init(
        limit: Int = 60,
        windows: Windows = .withFirstRequest,
        clockAhead: Double = 0,
        sendsDate: Bool = true,
        isISO: Bool = false,
        lie: @escaping @Sendable (inout [String: String]) -> Void = { _ in }
    ) {
        self.limit = limit
        self.windows = windows
        self.clockAhead = clockAhead
        self.sendsDate = sendsDate
        self.isISO = isISO
        self.lie = lie
    }

    /// Uses up some of the present window on behalf of somebody else.
    mutating func take(_ count: Int, at time: Double) {
        for _ in 0..<count { _ = counts(at: time) }
    }

    /// Answers a request that arrives at that time.
    mutating func answer(at time: Double) -> (status: Int, headers: [String: String]) {
        let isAllowed = counts(at: time)
        if isAllowed { served += 1 } else { refused += 1 }
        let reset = windows == .rolling ? (times.first ?? time) + 60 : end
        var headers = [
            "X-RateLimit-Limit": "\(limit)",
            "X-RateLimit-Remaining": "\(max(0, limit - used))",
            "X-RateLimit-Reset": stamp(reset),
        ]
        if sendsDate { headers["Date"] = Self.httpDate(clock(time)) }
        lie(&headers)
        return (isAllowed ? 200 : 429, headers)
    }

    private mutating func counts(at time: Double) -> Bool {
        switch windows {
        case .rolling:
            times.removeAll { $0 <= time - 60 }
            guard times.count < limit else { return false }
            times.append(time)
            used = times.count
            return true
        case .withFirstRequest:
            if time >= end { (end, used) = (time + 60, 0) }
        case .withFullMinute:
            if time >= end { (end, used) = ((time / 60).rounded(.down) * 60 + 60, 0) }
        }
        used += 1
        return used <= limit
    }

    private func clock(_ time: Double) -> Int { Int((Self.epoch + time + clockAhead).rounded(.down)) }

    private func stamp(_ time: Double) -> String {
        guard isISO else { return "\(clock(time))" }
        let (date, rest) = Self.parts(clock(time))
        return
            "\(date.year)-\(two(date.month))-\(two(date.day))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))+00:00"
    }

    private static func httpDate(_ seconds: Int) -> String {
        let (date, rest) = parts(seconds)
        let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][date.month - 1]
        return
            "Tue, \(two(date.day)) \(month) \(date.year) \(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60)) GMT"
    }

    /// Days are counted one by one from 14 November 2023, where the tests' time begins.
    private static func parts(_ seconds: Int) -> (date: (year: Int, month: Int, day: Int), rest: Int) {
        let start = 1_699_920_000
        return ((2023, 11, 14 + (seconds - start) / 86_400), (seconds - start) % 86_400)
    }
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
