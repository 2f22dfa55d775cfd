import NIOHTTP1

/// What goes wrong in a sandbox, on demand: rules that are applied to each request.
///
/// Written as rules with commas between them, `WHERE:WHAT[@CHANCE]`; the first that hits a request decides. A plan does
/// the same for the same requests in the same order; `seed=N` among the rules selects another one.
///
/// - `WHERE` is `api`, `upload` or `download`, the server that is asked, and may name a method: `upload.patch`. What is
///   stored is uploaded to `upload` by HEAD and PATCH, pictures and text tracks by PUT; a GET there leads to `download`.
/// - `WHAT` is
///   - `drop`: the connection breaks, before the first byte, somewhere, or after the last one before the answer;
///     `drop=BYTES`: it does after so many bytes of an upload, elsewhere of the answer's body;
///   - a status from 400 to 599; an upload keeps some of the bytes before half of all 5xx;
///   - `silent`: the answer never comes, though all is done; `slow=MS`: it comes so much later;
///   - `short`: the server stores less of an upload than it is sent; `ahead`: it claims to have a byte more than it has;
///     `garbage`: it gives an invalid offset; `lost`: it no longer knows the upload.
/// - `CHANCE` is a percentage such as `10%`, or `#3` for the third request that fits only; without one it is all of them.
public struct FaultPlan: Sendable, Equatable {
    var rules: [FaultRule] = []
    var seed: UInt64 = 0
    /// The plan as it was written.
    var text = ""
    /// For each rule the requests so far that fitted.
    private var counts: [Int] = []

    /// Nothing goes wrong.
    public init() {}

    /// Whether there is no rule.
    public var isEmpty: Bool { rules.isEmpty }

    mutating func add(_ rule: FaultRule) {
        rules.append(rule)
        counts.append(0)
    }

    /// What happens to the next request at that server; nil if all goes well.
    mutating func fault(_ origin: RecordedRequest.Origin, _ method: HTTPMethod) -> Fault? {
        var result: Fault?
        for (index, rule) in rules.enumerated() where rule.origin == origin && rule.fits(method) {
            counts[index] += 1
            var dice = Dice(seed: seed, index, counts[index])
            let fault = rule.fault(number: counts[index], method: method, &dice)
            result = result ?? fault
        }
        return result
    }
}

/// Why a plan of faults is invalid.
public struct FaultError: Error, Equatable, CustomStringConvertible {
    /// What is wrong.
    public let message: String
    /// What is expected.
    public let hint: String
    /// A word that is not known; nil if something else is wrong.
    public var word: String?
    /// What is known in its place.
    public var known: [String] = []

    /// The message and the hint.
    public var description: String { "\(message) (\(hint))" }

    init(_ message: String, _ hint: String) {
        self.message = message
        self.hint = hint
    }

    static func unknown(_ kind: String, _ word: String, _ known: [String], _ other: String...) -> FaultError {
        let list = (known + other).joined(separator: ", ")
        var error = FaultError("there is no \(kind) \"\(word)\"", "expected one of: \(list)")
        error.word = word
        error.known = known
        return error
    }
}
