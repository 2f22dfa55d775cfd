/// A request's place in the line of a ``RateGovernor``; it keeps it when it is repeated.
struct RatePlace: Sendable {
    /// Lower ones go first.
    var ticket: Int
    /// When it gives up, in seconds that the line has stood still.
    var deadline: Double
}
