package enum Environment {
    /// Nil if there is none of that name.
    package static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// Whether there is one whose name begins so.
    package static func hasVariable(beginningWith prefix: String) -> Bool {
        var entry = entries
        while let text = entry.pointee {
            if strncmp(text, prefix, prefix.utf8.count) == 0 { return true }
            entry += 1
        }
        return false
    }

    package static var all: [String: String] {
        var variables: [String: String] = [:]
        var entry = entries
        while let text = entry.pointee {
            let pair = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { variables[String(pair[0])] = String(pair[1]) }
            entry += 1
        }
        return variables
    }

    private static var entries: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
        #if canImport(Darwin)
        _NSGetEnviron().pointee
        #else
        environ
        #endif
    }
}
