internal import LuaKit

extension LuaReport {
    /// Whether it is what an interrupt raises; a script can raise the same text.
    var isInterruption: Bool {
        if (origin as? LuaError)?.isInterruption == true { return true }
        // The first line: what follows is the traceback.
        let text = String(decoding: message.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        guard text.hasSuffix("interrupted!") else { return false }
        let place = text.dropLast("interrupted!".count)
        return place.isEmpty || place.hasSuffix(": ") && place.dropLast(2).last?.isNumber == true
    }
}
