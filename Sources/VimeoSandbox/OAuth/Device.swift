/// A device that waits for its user to agree.
struct Device: Sendable {
    let userCode: String
    let scopes: [Scope]
    let user: String
    /// There is nobody to ask, so the user agrees by itself at this time.
    let agreed: Instant
    let expires: Instant
}
