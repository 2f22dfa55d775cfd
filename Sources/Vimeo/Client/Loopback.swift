/// The addresses of this machine that the name `localhost` stands for, whatever a resolver says (RFC 6761, section 6.3).
///
/// Nothing is asked, so a token in plain HTTP does not leave the machine, and no thread is started for the question.
enum Loopback: String {
    case v4 = "127.0.0.1"
    case v6 = "::1"

    static let name = "localhost"

    var other: Loopback { self == .v4 ? .v6 : .v4 }
}
