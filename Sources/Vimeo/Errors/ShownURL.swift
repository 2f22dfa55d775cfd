/// A URL for messages, whose secrets are taken out when it is shown: of most requests it never is.
struct ShownURL: Sendable {
    let address: Address
    /// Whether the whole link is a secret.
    let isSecretLink: Bool
    /// Texts that no message may repeat.
    let secrets: [String]

    var text: String { Redaction.url(address, isSecretLink: isSecretLink, hiding: secrets) }
}
