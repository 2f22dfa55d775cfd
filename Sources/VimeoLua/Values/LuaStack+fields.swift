internal import LuaKit

extension LuaStack {
    /// Sets a field of the table on top of the stack; nil leaves it out.
    func set(_ name: String, _ value: LuaValue?) {
        guard let value else { return }
        push(value)
        setRaw(name, in: -2)
    }

    func set(_ name: String, _ text: String?) { set(name, text.map { .string($0) }) }

    func set(_ name: String, _ number: Int?) { set(name, number.map { .integer(Int64($0)) }) }

    func set(_ name: String, _ function: @escaping LuaFunction) {
        push(function: function)
        setRaw(name, in: -2)
    }

    /// Pushes the one result of a function.
    func result(_ value: LuaValue) -> LuaReply {
        push(value)
        return .results(1)
    }

    /// Pushes an object as the one result of a function.
    func result(_ object: some LuaObject) -> LuaReply {
        push(object: object)
        return .results(1)
    }

    /// How many values `body` pushes.
    func countPushed(_ body: () throws -> Void) rethrows -> Int {
        let bottom = top
        try body()
        return Int(top - bottom)
    }

    /// Pushes the four values that a `for` loop takes; the last one makes it close the iterator, however it ends.
    func loop(over iterator: some LuaObject) -> LuaReply {
        push(object: iterator)
        pushNil()
        pushNil()
        pushCopy(of: -3)
        return .results(4)
    }

    /// Pushes a list of byte strings.
    func push(list: [[UInt8]]) {
        pushTable(items: list.count)
        for (index, item) in list.enumerated() {
            push(item)
            setRaw(Int64(index + 1), in: -2)
        }
    }

    /// A table key for a message.
    func describeKey(at index: Int32) -> String {
        if let number = integer(at: index) { return "[\(number)]" }
        return lossyString(at: index) ?? "[\(typeName(at: index))]"
    }
}
