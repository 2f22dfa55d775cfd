/// A request on its way through an operation.
struct Call: Sendable {
    let request: Request
    let caller: Caller
    /// The values of the `{names}` in the operation's path.
    let parameters: [String: String]
    /// The path after `/me` was replaced by the user's own URI; links in the answer are made from it.
    let path: String
    let now: Instant

    subscript(name: String) -> String {
        parameters[name] ?? ""
    }
}
