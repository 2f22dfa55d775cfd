internal import JSONCore

/// Where two JSON values differ, a line for each place.
enum StateDifference {
    static func lines(_ before: JSONValue, _ after: JSONValue, at path: String = "") -> [String] {
        guard before != after else { return [] }
        switch (before, after) {
        case (.object(let old), .object(let new)):
            let keys = old.members.map(\.key) + new.members.map(\.key).filter { old[$0] == nil }
            return keys.flatMap { key in
                let place = path.isEmpty ? key : "\(path).\(key)"
                switch (old[key], new[key]) {
                case (let one?, let other?): return lines(one, other, at: place)
                case (let one?, nil): return ["\(place): was \(shown(one)), is gone"]
                case (nil, let other?): return ["\(place): is new: \(shown(other))"]
                case (nil, nil): return []
                }
            }
        case (.array(let old), .array(let new)) where old.count == new.count:
            return old.indices.flatMap { lines(old[$0], new[$0], at: "\(path)[\($0 + 1)]") }
        default:
            return ["\(path): was \(shown(before)), is \(shown(after))"]
        }
    }

    private static func shown(_ value: JSONValue) -> String {
        let text = String(decoding: value.bytes(), as: UTF8.self)
        return text.count > 100 ? "\(text.prefix(99))…" : text
    }
}
