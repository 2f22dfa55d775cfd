extension Errno {
    /// The reason why the last call of the C library failed.
    package static var last: Errno { Errno(rawValue: errno) }

    /// Throws the reason if a call of the C library returned -1.
    @discardableResult
    package static func check(_ result: Int32) throws(Errno) -> Int32 {
        guard result != -1 else { throw last }
        return result
    }

    /// The same for calls of swift-system, which declare no type of error but throw this one only.
    package static func catching<Value>(_ body: () throws -> Value) throws(Errno) -> Value {
        do { return try body() } catch { throw error as? Errno ?? .ioError }
    }
}

extension FilePermissions {
    /// For the owner alone: files, and folders.
    package static let privateFile = FilePermissions(rawValue: 0o600)
    package static let privateFolder = FilePermissions(rawValue: 0o700)
    /// What programs ask for; the user's mask takes its part away.
    package static let file = FilePermissions(rawValue: 0o666)
    package static let folder = FilePermissions(rawValue: 0o777)
}
