extension VimeoError {
    /// Whether another attempt at an upload may do better.
    ///
    /// Also after what is no valid HTTP: a network that asks for a sign-in first answers in anybody's place. Only trust in
    /// the server does not come back by itself.
    var mayPass: Bool {
        switch kind {
        case .network: code != .tls || isTransient
        case .timeout: true
        default: isTransient
        }
    }

    /// Whether an upload that ended so can never be gone on with.
    var isFinal: Bool {
        switch kind {
        case .upload: code == .foreign || code == .ahead
        case .file: code == .changed
        default: false
        }
    }
}
