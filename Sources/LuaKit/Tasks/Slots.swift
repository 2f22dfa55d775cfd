/// Names a value in ``Slots``: its slot, and which one of those it is that have had it.
struct SlotID: Hashable, Sendable {
    let raw: Int64
    var slot: Int32 { Int32(truncatingIfNeeded: raw & 0xFF_FFFF) }
    /// Counts from 1 in the order of insertion.
    var number: Int { Int(raw >> 24) }
}

/// Values in slots that are used again; an ID stays unique.
struct Slots<Value> {
    private var values: [Value] = []
    private var numbers: [Int] = []
    private var free: [Int32] = []
    private(set) var lastNumber = 0

    var ids: some Sequence<SlotID> {
        numbers.indices.lazy.filter { numbers[$0] != 0 }.map { id(of: Int32($0)) }
    }

    func id(of slot: Int32) -> SlotID { SlotID(raw: Int64(numbers[Int(slot)]) << 24 | Int64(slot)) }

    func contains(_ id: SlotID) -> Bool {
        numbers.indices.contains(Int(id.slot)) && numbers[Int(id.slot)] == id.number
    }

    subscript(slot: Int32) -> Value {
        get { values[Int(slot)] }
        _modify { yield &values[Int(slot)] }
    }

    mutating func insert(_ value: Value) -> SlotID {
        lastNumber += 1
        if let slot = free.popLast() {
            values[Int(slot)] = value
            numbers[Int(slot)] = lastNumber
            return id(of: slot)
        }
        precondition(values.count <= 0xFF_FFFF, "more than 16 million tasks at the same time")
        values.append(value)
        numbers.append(lastNumber)
        return id(of: Int32(values.count - 1))
    }

    mutating func remove(_ slot: Int32) {
        numbers[Int(slot)] = 0
        free.append(slot)
    }
}

/// A value of ``Slots`` that can be in one list.
protocol Linked {
    var links: SlotLinks { get set }
}

/// The neighbours in a list; -1 for none.
struct SlotLinks {
    var previous: Int32 = -1
    var next: Int32 = -1
}

/// The ends of a list whose links are in its members.
struct SlotList {
    var first: Int32 = -1
    var last: Int32 = -1
}

extension Slots where Value: Linked {
    /// Puts a value at the end of a list.
    mutating func append(_ slot: Int32, to list: SlotList) -> SlotList {
        self[slot].links = SlotLinks(previous: list.last)
        if list.last != -1 { self[list.last].links.next = slot }
        return SlotList(first: list.first == -1 ? slot : list.first, last: slot)
    }

    /// Takes a value out of a list.
    mutating func remove(_ slot: Int32, from list: SlotList) -> SlotList {
        let links = self[slot].links
        if links.previous != -1 { self[links.previous].links.next = links.next }
        if links.next != -1 { self[links.next].links.previous = links.previous }
        self[slot].links = SlotLinks()
        return SlotList(
            first: list.first == slot ? links.next : list.first,
            last: list.last == slot ? links.previous : list.last
        )
    }
}
