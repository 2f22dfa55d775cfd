import Platform

extension FaultPlan {
    private static let origins: [(name: String, origin: RecordedRequest.Origin)] = [
        ("api", .api), ("upload", .upload), ("download", .download),
    ]
    private static let methods = ["get", "head", "post", "put", "patch", "delete", "options"]
    private static let words: [(name: String, what: Fault)] = [
        ("drop", .drop(.anywhere)), ("silent", .silent), ("short", .short(1)), ("ahead", .ahead), ("garbage", .garbage),
        ("lost", .lost),
    ]

    /// Reads a plan as it is written above.
    ///
    /// - Throws: `FaultError` with what is invalid, and what is expected.
    public init(_ spec: String) throws(FaultError) {
        self.init()
        text = spec
        for item in spec.split(separator: ",", omittingEmptySubsequences: false).map({ String($0.trimmed()) }) {
            if item.hasPrefix("seed=") {
                guard let number = Int64(digits: item.dropFirst(5)), let seed = UInt64(exactly: number) else {
                    throw FaultError("\"\(item)\" is not a seed", "a seed is a whole number, as in seed=7")
                }
                self.seed = seed
            } else {
                add(try Self.rule(item))
            }
        }
    }

    private static func rule(_ item: String) throws(FaultError) -> FaultRule {
        let halves = item.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2 else {
            throw FaultError(
                item.isEmpty ? "a fault is missing" : "\"\(item)\" is not a fault",
                "a fault is WHERE:WHAT[@CHANCE], as in upload:502@10%"
            )
        }
        let place = halves[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let origin = origins.first(where: { $0.name == place[0] })?.origin else {
            throw .unknown("server", place[0], origins.map(\.name))
        }
        let method = place.count == 2 ? place[1] : nil
        if let method, !methods.contains(method) { throw .unknown("method", method, methods) }
        let parts = halves[1].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        var rule = FaultRule(origin: origin, method: method?.uppercased(), what: try what(String(parts[0])))
        if parts.count == 2 { rule.chance = try chance(String(parts[1])) }
        try check(rule, item)
        return rule
    }

    private static func what(_ text: String) throws(FaultError) -> Fault {
        if let word = words.first(where: { $0.name == text }) { return word.what }
        let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let value = halves.count == 2 ? Int64(digits: halves[1]) : nil
        switch (halves[0], value) {
        case ("drop", let count?): return .drop(count == 0 ? .start : .byte(count))
        case ("slow", let milliseconds?) where milliseconds <= 3_600_000: return .slow(milliseconds: Int(milliseconds))
        case ("drop", nil): throw FaultError("\"\(text)\" lacks a number of bytes", "write drop=1000, or just drop")
        case ("slow", _):
            throw FaultError("\"\(text)\" lacks a time", "write slow=500, in milliseconds, at most 3600000")
        default: break
        }
        guard let status = Int64(digits: text[...]) else {
            throw .unknown("fault", String(halves[0]), words.map(\.name) + ["slow"], "a status such as 502")
        }
        guard 400...599 ~= status else {
            throw FaultError("\(text) is not an error status", "a status is from 400 to 599")
        }
        return .status(Int(status), .start)
    }

    private static func chance(_ text: String) throws(FaultError) -> FaultRule.Chance {
        if text.hasPrefix("#"), let number = Int64(digits: text.dropFirst()), number > 0 { return .number(Int(number)) }
        if text.hasSuffix("%"), let percent = percent(text.dropLast()) { return .share(percent / 100) }
        throw FaultError(
            "\"\(text)\" is not a chance",
            "a chance is a percentage above 0 up to 100, as 10%, or a number, as #3"
        )
    }

    /// Refuses rules that no request could fit.
    private static func check(_ rule: FaultRule, _ item: String) throws(FaultError) {
        switch rule.what {
        case .short, .ahead, .garbage, .lost:
            guard rule.origin == .upload else {
                throw FaultError("\"\(item)\" is not possible", "only uploads have this fault")
            }
            let methods = rule.what == .short(1) ? ["PATCH"] : ["HEAD", "PATCH"]
            guard let method = rule.method, !methods.contains(method) else { return }
            let names = methods.map { $0.lowercased() }.joined(separator: " and ")
            throw FaultError("\"\(item)\" is not possible", "only \(names) have this fault")
        default: return
        }
    }

    private static func percent(_ text: Substring) -> Double? {
        let digits = text.split(separator: ".", omittingEmptySubsequences: false)
        guard digits.count <= 2, digits.allSatisfy({ Int64(digits: $0) != nil }), let value = Double(text) else {
            return nil
        }
        return value > 0 && value <= 100 ? value : nil
    }
}
