/// What goes wrong with one request.
enum Fault: Sendable, Equatable {
    /// How far a request or an answer gets.
    enum Place: Sendable, Equatable {
        /// Before anything of it has happened.
        case start
        /// One of the other places, as the dice say; only in a rule.
        case anywhere
        /// After that share of the body, from 0 up to 1.
        case share(Double)
        /// After so many bytes of the body.
        case byte(Int64)
        /// After all of it.
        case end
    }

    /// The connection breaks; the bytes are those of the upload, elsewhere those of the answer.
    case drop(Place)
    /// The answer is that status; an upload may keep what arrived before it.
    case status(Int, Place)
    /// The request is carried out, but never answered.
    case silent
    /// The answer waits.
    case slow(milliseconds: Int)
    /// An upload keeps that share of what it is sent, and says so.
    case short(Double)
    /// An upload claims to have a byte more than it has.
    case ahead
    /// An upload gives an invalid offset.
    case garbage
    /// An upload is forgotten before the request is looked at.
    case lost
}

extension Fault.Place {
    /// The bytes of a body of `length` that get through.
    func bytes(of length: Int64) -> Int64 {
        switch self {
        case .start, .anywhere: 0
        case .share(let share): Int64(Double(length) * share)
        case .byte(let count): min(count, length)
        case .end: length
        }
    }
}

extension Fault: CustomStringConvertible {
    var description: String {
        switch self {
        case .drop(let place): "drop \(place)"
        case .status(let status, .start): "\(status)"
        case .status(let status, let place): "\(status) \(place)"
        case .silent: "silent"
        case .slow(let milliseconds): "slow=\(milliseconds)"
        case .short(let share): "short \(Place.share(share))"
        case .ahead: "ahead"
        case .garbage: "garbage"
        case .lost: "lost"
        }
    }
}

extension Fault.Place: CustomStringConvertible {
    var description: String {
        switch self {
        case .start: "at the start"
        case .anywhere: "anywhere"
        case .share(let share): "after \(Int(share * 100))% of the body"
        case .byte(let count): "after \(count) bytes of the body"
        case .end: "after all of the body"
        }
    }
}
