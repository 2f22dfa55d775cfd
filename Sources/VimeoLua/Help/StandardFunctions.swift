internal import LuaKit

/// The functions of Lua's own libraries, by their place in the tables of the libraries.
final class StandardFunctions {
    private let names: FunctionNames

    /// Reads the globals and the library tables; it is created before scripts change them.
    init(on stack: LuaStack) {
        names = FunctionNames(on: stack)
        for entry in LanguageDigest.entries {
            let parts = entry.name.split(separator: ".").map(String.init)
            let top = stack.top
            defer { stack.pop(stack.top - top) }
            if entry.name.hasPrefix("file:") {
                guard RawKeys.pushGlobal("io", on: stack) else { continue }
                RawKeys.push("stdout", of: -1, on: stack)
                RawKeys.push(String(entry.name.dropFirst(5)), of: -1, on: stack)
                if stack.type(at: -1) == .function { names.note(entry.name, on: stack) }
                continue
            }
            guard let first = parts.first, RawKeys.pushGlobal(first, on: stack) else { continue }
            if parts.count == 2 {
                guard stack.type(at: -1) == .table else { continue }
                stack.getRaw(parts[1], in: -1)
            }
            if stack.type(at: -1) == .function { names.note(entry.name, on: stack) }
        }
    }

    /// Remembers the function on top.
    func note(_ name: String, on stack: LuaStack) { names.note(name, on: stack) }

    /// What the digest says about the function at `index`; nil for those that are not Lua's own.
    func entry(at index: Int32, on stack: LuaStack) -> DigestEntry? {
        names.name(at: index, on: stack).flatMap(LanguageDigest.entry)
    }
}
