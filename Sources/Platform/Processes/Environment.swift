package enum Environment {
    /// Nil if there is none of that name.
    package static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    package static var all: [String: String] {
        var variables: [String: String] = [:]
        #if canImport(Darwin)
        var entry = _NSGetEnviron().pointee
        #else
        var entry = environ
        #endif
        while let text = entry.pointee {
            let pair = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { variables[String(pair[0])] = String(pair[1]) }
            entry += 1
        }
        return variables
    }
}
