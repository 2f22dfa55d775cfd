public import LuaKit
public import Vimeo

extension VimeoError: LuaErrorConvertible {
    /// The fields that `product` documents for error tables.
    public func setFields(on stack: LuaStack) {
        stack.set("kind", kind.rawValue)
        stack.set("message", message)
        stack.set("hint", hint)
        stack.set("code", code.rawValue)
        stack.set("method", method)
        stack.set("url", url)
        stack.set("developer_message", developerMessage)
        if let statusCode {
            stack.push(Int64(statusCode))
            stack.setRaw("status_code", in: -2)
        }
        if let errorCode {
            stack.push(Int64(errorCode))
            stack.setRaw("error_code", in: -2)
        }
        guard !invalidParameters.isEmpty else { return }
        stack.pushTable(items: invalidParameters.count)
        for (index, parameter) in invalidParameters.enumerated() {
            stack.pushTable(fields: 3)
            stack.set("field", parameter.field)
            stack.set("error", parameter.message)
            if let code = parameter.code {
                stack.push(Int64(code))
                stack.setRaw("error_code", in: -2)
            }
            stack.setRaw(Int64(index + 1), in: -2)
        }
        stack.setRaw("invalid_parameters", in: -2)
    }
}

extension LuaStack {
    /// Sets a text field of the table on top of the stack; nil leaves it out.
    func set(_ name: String, _ text: String?) {
        guard let text else { return }
        push(text)
        setRaw(name, in: -2)
    }
}
