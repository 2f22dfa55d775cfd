extension LuaError {
    /// An error of the encoder or decoder, as one line: what is wrong, and where.
    ///
    /// - Parameter what: what was converted.
    static func conversion(_ error: any Error, of what: String) -> LuaError {
        LuaError(.conversion, "\(what): \(reason(of: error))")
    }

    /// What is wrong, and where, counted as in Lua.
    static func reason(of error: any Error) -> String {
        guard let (context, missing) = context(of: error) else { return "\(error)" }
        let steps = (context.codingPath + [missing].compactMap { $0 }).map { key in
            key.intValue.map { "[\($0 + (key is ItemKey ? 1 : 0))]" } ?? ".\(key.stringValue)"
        }
        let path = String(steps.joined().trimmingPrefix("."))
        let reason = missing == nil ? context.debugDescription : "there is no such field"
        return path.isEmpty ? reason : "\(reason) at \(path)"
    }

    private static func context(of error: any Error) -> (DecodingError.Context, missing: (any CodingKey)?)? {
        switch error {
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.dataCorrupted(let context):
            return (context, nil)
        case DecodingError.keyNotFound(let key, let context): return (context, key)
        case EncodingError.invalidValue(_, let context):
            return (
                DecodingError.Context(codingPath: context.codingPath, debugDescription: context.debugDescription), nil
            )
        default: return nil
        }
    }
}
