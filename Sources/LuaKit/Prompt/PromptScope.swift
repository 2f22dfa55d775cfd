/// The locals of a prompt's earlier inputs, which later ones share.
///
/// An input is compiled inside a function whose upvalues are the kept locals. Those are then joined to the closure that
/// captured them when they were declared, so that all inputs and all functions made in them use the same variables. At
/// its end an input hands over a closure with the locals it has declared itself.
package final class PromptScope {
    private enum Kept {
        /// A variable: the upvalue of a closure.
        case variable(LuaReference, Int32)
        /// What a `<const>` holds, which may be no upvalue at all.
        case constant(LuaReference)
    }

    // No input uses this name by accident.
    private static let capture = "__prompt_capture"
    // Lua allows 200 locals in a function and 255 upvalues.
    private static let limit = 190

    private var kept: [String: Kept] = [:]
    /// The kept locals in the order of their declaration.
    package private(set) var names: [String] = []
    private let environment: LuaReference?
    private var captured: LuaReference?

    /// - Parameter environment: what inputs have as `_ENV`; nil for the globals.
    package init(environment: LuaReference? = nil) {
        self.environment = environment
    }

    /// An input that has been compiled: its function is on the stack.
    package struct Input {
        /// Whether it is an expression, or several, whose values are its results.
        package let isExpression: Bool
        /// The locals it declares, each once, in order.
        package let declared: [LuaLocal]
        /// The input as a chunk of Lua, unless it is an expression: see ``PromptScope/returningLast(_:on:)``.
        package let chunk: [UInt8]
    }

    /// Compiles an input and pushes its function: an expression if it can be one, else statements.
    ///
    /// - Throws: Lua's syntax error, which ends in `<eof>` where the input is not complete.
    package func load(_ input: [UInt8], name: String, on stack: LuaStack) throws -> Input {
        var source = LuaSource(input)
        if (try? stack.load(Array("return ".utf8) + input, name: name)) != nil {
            stack.pop()
            try compile(Array("return ".utf8) + input, capturing: [], source, name: name, on: stack)
            return Input(isExpression: true, declared: [], chunk: input)
        }
        var input = input
        do {
            try stack.load(input, name: name)
            stack.pop()
        } catch {
            guard let chunk = Self.returningLast(source, on: stack) else { throw error }
            (input, source) = (chunk, LuaSource(chunk))
        }
        // A local named `_` is one to be ignored; in later inputs `_` is the last result.
        let declared = Self.last(source.declaredLocals).filter { $0.name != "_" }
        let capturing = declared.filter { $0.attribute != "close" }.map(\.name)
        do {
            try compile(input, capturing: capturing, source, name: name, on: stack)
        } catch  where !capturing.isEmpty {
            // A label at the end of the input may not be followed by the capture.
            try compile(input, capturing: [], source, name: name, on: stack)
        }
        return Input(isExpression: false, declared: declared, chunk: input)
    }

    // More places are not tried: each is compiled.
    private static let triedStarts = 100

    /// Statements that end in an expression, as in `a = 1; a`, with a `return` before it; nil where that is not a chunk either.
    package static func returningLast(_ source: LuaSource, on stack: LuaStack) -> [UInt8]? {
        let isChunk = { (code: [UInt8]) -> Bool in
            guard (try? stack.load(code, name: "=input")) != nil else { return false }
            stack.pop()
            return true
        }
        for start in source.statementStarts.prefix(triedStarts) {
            let last = Array("return ".utf8) + source.bytes[start...]
            guard isChunk(last) else { continue }
            let code = source.bytes[..<start] + last
            return isChunk(Array(code)) ? Array(code) : nil
        }
        return nil
    }

    /// Keeps what the input just run has handed over; says whether its locals live on.
    package func keep(_ input: Input, on stack: LuaStack) -> Bool {
        guard let closure = captured else { return input.declared.isEmpty }
        captured = nil
        for local in input.declared where local.attribute != "close" {
            closure.push(on: stack)
            let number = stack.upvalue(named: local.name, of: -1)
            if let number, local.attribute != "const" {
                kept[local.name] = .variable(closure, number)
                stack.pop()
            } else {
                keepConstant(local.name, upvalue: number, on: stack)
            }
            names.removeAll { $0 == local.name }
            names.append(local.name)
        }
        return true
    }

    /// Pushes the value of a kept local; false if there is none of that name.
    package func push(_ name: String, on stack: LuaStack) -> Bool {
        switch kept[name] {
        case .variable(let closure, let number):
            closure.push(on: stack)
            stack.pushUpvalue(number, of: -1)
            stack.remove(at: -2)
        case .constant(let value):
            value.push(on: stack)
        case nil:
            return false
        }
        return true
    }

    /// Adds a local that lives elsewhere: an upvalue of the Lua function at `index`.
    package func add(_ name: String, upvalue number: Int32, of index: Int32, on stack: LuaStack) {
        kept[name] = .variable(LuaReference(to: index, on: stack), number)
        names.removeAll { $0 == name }
        names.append(name)
    }

    /// Pops a value into a kept local that is a variable.
    package func set(_ name: String, on stack: LuaStack) {
        guard case .variable(let closure, let number) = kept[name] else { return stack.pop() }
        closure.push(on: stack)
        stack.insert(at: -2)
        stack.setUpvalue(number, of: -2)
        stack.pop()
    }

    /// Replaces the closure on top by the constant, which the compiler may have put into the code.
    private func keepConstant(_ name: String, upvalue: Int32?, on stack: LuaStack) {
        if let upvalue {
            stack.pushUpvalue(upvalue, of: -1)
            stack.remove(at: -2)
        } else {
            // It returns the locals by name, as a table.
            do {
                try stack.call(arguments: 0, results: 1)
                stack.getRaw(name, in: -1)
                stack.remove(at: -2)
            } catch {
                stack.pushNil()
            }
        }
        kept[name] = .constant(LuaReference(popping: stack))
    }

    /// Compiles, joins the kept locals, and leaves the input's function on the stack.
    private func compile(
        _ input: [UInt8],
        capturing: [String],
        _ source: LuaSource,
        name: String,
        on stack: LuaStack
    ) throws {
        let used = names.filter(source.names.contains)
        guard used.count <= Self.limit else {
            throw LuaError(
                "this input uses \(used.count) locals of earlier inputs, but at most \(Self.limit) are allowed; "
                    + "put some of them into a table"
            )
        }
        let header = used.map { if case .constant = kept[$0] { "\($0) <const>" } else { $0 } }
        // All on the first line, so that the input's own lines keep their numbers.
        var code = Array("local \(([Self.capture] + header).joined(separator: ", ")) = ... return function(...) ".utf8)
        var rest = input[...]
        if !capturing.isEmpty {
            let fields = capturing.map { "\($0) = \($0)" }.joined(separator: ", ")
            // Nothing may follow a `return`.
            let end = source.finalReturn ?? input.count
            code += input[..<end]
            if end == input.count { code.append(UInt8(ascii: "\n")) }
            code += Array("\(Self.capture)(function() return { \(fields) } end) ".utf8)
            rest = input[end...]
        }
        code += rest + Array("\nend".utf8)
        try stack.load(code, name: name)
        if let environment {
            environment.push(on: stack)
            stack.setUpvalue(1, of: -2)
        }
        captured = nil
        stack.push { [self] stack in
            captured = LuaReference(to: 1, on: stack)
            return .results(0)
        }
        // Beside them the closure that a local is taken from.
        guard stack.reserve(used.count + 1) else { throw LuaError("not enough memory") }
        for name in used { _ = push(name, on: stack) }
        try stack.call(arguments: used.count + 1, results: 1)
        for name in used { join(name, on: stack) }
    }

    private func join(_ name: String, on stack: LuaStack) {
        guard case .variable(let closure, let number) = kept[name],
            let own = stack.upvalue(named: name, of: -1)
        else { return }
        closure.push(on: stack)
        stack.joinUpvalue(own, of: -2, to: number, of: -1)
        stack.pop()
    }

    /// Of several locals with one name the last.
    private static func last(_ locals: [LuaLocal]) -> [LuaLocal] {
        locals.enumerated().filter { place, local in
            !locals[(place + 1)...].contains { $0.name == local.name }
        }
        .map(\.element)
    }
}
