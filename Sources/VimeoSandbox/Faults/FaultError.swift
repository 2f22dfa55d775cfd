/// Why a plan of faults cannot be understood.
public struct FaultError: Error, Equatable, CustomStringConvertible {
    /// What is wrong.
    public let message: String
    /// What could stand there.
    public let hint: String
    /// A word that is not known; nil if something else is wrong.
    public var word: String?
    /// What could stand in place of the word.
    public var known: [String] = []

    /// The message and the hint.
    public var description: String {
        "\(message) (\(hint))"
    }

    init(_ message: String, _ hint: String) {
        self.message = message
        self.hint = hint
    }

    static func unknown(_ kind: String, _ word: String, _ known: [String], _ other: String...) -> FaultError {
        let list = (known + other).joined(separator: ", ")
        var error = FaultError("there is no \(kind) \"\(word)\"", "known are \(list)")
        error.word = word
        error.known = known
        return error
    }
}
