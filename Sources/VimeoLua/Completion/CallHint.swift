package import LuaKit

/// The signature of the call around the cursor, with the argument that is being typed.
package struct CallHint: Equatable, Sendable {
    /// The name of the function.
    package var name: String
    /// The parameters, optional ones in brackets; none where the hint is about a key of a table.
    package var parameters: [String]
    /// The one at the cursor; nil beyond the last.
    package var current: Int?
    /// A description of that parameter, or of the function.
    package var text: String
}

extension Completer {
    /// The hint for the call around the cursor; nil if there is no call, or nothing is known about it.
    package func hint(for source: LuaSource, at cursor: Int) -> CallHint? {
        guard let call = source.cursor(at: cursor).call else { return nil }
        let top = stack.top
        defer { stack.pop(stack.top - top) }
        guard stack.reserve(50), push(call.callee) else { return nil }
        if let function = table.description(at: -1, on: stack) { return hint(function, call) }
        let name = Self.text(call.callee, isMethod: call.isMethod)
        if let parameters = stack.parameterNames(at: -1) {
            let own = call.isMethod ? Array(parameters.dropFirst()) : parameters
            return CallHint(name: name, parameters: own, current: Self.place(call.argument, in: own), text: "")
        }
        guard let entry = standard.entry(at: -1, on: stack) else { return nil }
        let signature = call.isMethod ? entry.methodForm ?? entry.signature : entry.signature
        return CallHint(name: signature, parameters: [], current: nil, text: entry.summary)
    }

    private func hint(_ function: FunctionDescription, _ call: LuaCall) -> CallHint {
        let names =
            function.parameters.map { $0.isOptional ? "[\($0.name)]" : $0.name } + (function.takesMore ? ["..."] : [])
        if let text = keyText(at: call, of: function) {
            return CallHint(name: function.name, parameters: [], current: nil, text: text)
        }
        let current = Self.place(call.argument, in: names)
        let text = current.map { function.parameters[min($0, function.parameters.count - 1)].text } ?? function.text
        return CallHint(name: function.name, parameters: names, current: current, text: text)
    }

    private static func place(_ argument: Int, in names: [String]) -> Int? {
        if names.indices.contains(argument) { return argument }
        return names.last == "..." ? names.count - 1 : nil
    }

    private static func text(_ path: LuaPath, isMethod: Bool) -> String {
        var text = if case .name(let name) = path.base { name } else { "\"\"" }
        for (place, step) in path.steps.enumerated() {
            switch step {
            case .field(let name): text += "\(isMethod && place == path.steps.count - 1 ? ":" : ".")\(name)"
            case .index(let number): text += "[\(number)]"
            case .call: text += "()"
            }
        }
        return text
    }
}
