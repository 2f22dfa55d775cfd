@testable import LuaKit

/// What is typed at the `|` of a text; what follows it is part of the text.
func luaCursor(_ text: String) -> (cursor: LuaCursor, bytes: [UInt8], offset: Int) {
    let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let bytes = Array(parts.joined().utf8)
    let offset = parts[0].utf8.count
    return (LuaSource(bytes).cursor(at: offset), bytes, offset)
}

/// A path in the way Lua writes it, calls without arguments.
func shown(_ path: LuaPath) -> String {
    var text = if case .name(let name) = path.base { name } else { "\"\"" }
    for step in path.steps {
        switch step {
        case .field(let name): text += ".\(name)"
        case .index(let number): text += "[\(number)]"
        case .call: text += "()"
        }
    }
    return text
}
