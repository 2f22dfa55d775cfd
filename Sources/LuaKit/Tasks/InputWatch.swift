internal import CLuaBridge
internal import Platform

/// Descriptors that are waited for.
final class InputWatch {
    let descriptors: [Int32]
    let deadline: Deadline?
    /// Those that can be read, once the wait is over.
    private(set) var readable: [Int32] = []

    init(_ descriptors: [Int32], deadline: Deadline?) {
        precondition(descriptors.count <= Int(BRIDGE_MAX_DESCRIPTORS))
        self.descriptors = descriptors
        self.deadline = deadline
    }

    /// Takes what `bridge_wait` returned.
    func note(_ bits: UInt32) {
        readable = descriptors.enumerated().filter { bits & (1 << UInt32($0.offset)) != 0 }.map(\.element)
    }
}

extension LuaStack {
    /// Waits until one of at most 8 descriptors can be read; tasks run meanwhile.
    ///
    /// It blocks in place, wherever it is called.
    ///
    /// - Parameter milliseconds: the limit; nil for none.
    /// - Returns: the descriptors that can be read or have an error; none when the time is over.
    /// - Throws: a ``LuaError`` if an interrupt ended it.
    package func waitForInput(on descriptors: [Int32], milliseconds: Int?) throws -> [Int32] {
        let watch = InputWatch(descriptors, deadline: milliseconds.map { Deadline(after: Double($0) / 1000) })
        push { _ in .wait(LuaWait(.input(watch))) }
        try call(arguments: 0, results: 0)
        return watch.readable
    }
}
