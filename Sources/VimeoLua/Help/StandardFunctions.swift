internal import LuaKit

/// The functions of Lua's own libraries, by their place in the tables of the libraries.
final class StandardFunctions {
    private let names: FunctionNames

    private static let libraries = ["coroutine", "debug", "io", "math", "os", "package", "string", "table", "utf8"]

    /// Reads the globals and the library tables; it is created before scripts change them.
    init(on stack: LuaStack) {
        names = FunctionNames(on: stack)
        stack.pushGlobals()
        noteFields(as: "", on: stack)
        for library in Self.libraries {
            guard RawKeys.pushGlobal(library, on: stack) else { continue }
            if library == "io", stack.type(at: -1) == .table {
                RawKeys.push("stdout", of: -1, on: stack)
                noteFields(as: "file:", on: stack)
            }
            noteFields(as: "\(library).", on: stack)
        }
    }

    /// Remembers the functions in the value on top, and pops it.
    private func noteFields(as prefix: String, on stack: LuaStack) {
        RawKeys.forEachField(at: -1, on: stack) { name, type in
            if type == .function { names.note(prefix + String(decoding: name, as: UTF8.self), on: stack) }
        }
        stack.pop()
    }

    /// Remembers the function on top.
    func note(_ name: String, on stack: LuaStack) { names.note(name, on: stack) }

    /// What the digest says about the function at `index`; nil for those that are not Lua's own.
    func entry(at index: Int32, on stack: LuaStack) -> DigestEntry? {
        names.name(at: index, on: stack).flatMap(LanguageDigest.entry)
    }
}
