internal import Platform

/// When a stream is coloured.
package enum ColorChoice: String, Sendable, CaseIterable {
    /// On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`.
    case auto
    case always
    case never

    /// Decides for one stream, by its descriptor.
    package func isOn(descriptor: Int32, environment: (String) -> String?) -> Bool {
        decide(isTerminal: isatty(descriptor) != 0, environment: environment)
    }

    func decide(isTerminal: Bool, environment: (String) -> String?) -> Bool {
        switch self {
        case .always: return true
        case .never: return false
        case .auto:
            // https://no-color.org: any value but an empty one.
            if environment("NO_COLOR")?.isEmpty == false { return false }
            return isTerminal && environment("TERM") != "dumb"
        }
    }
}
