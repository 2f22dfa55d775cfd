internal import LuaKit
internal import Vimeo

/// A response as scripts see it: a table with the fields of the answer, and the methods `json` and `check`.
enum ResponseTable {
    /// Pushes a response.
    ///
    /// A body that says it is JSON and is none stays a string.
    static func push(_ response: Response, nulls: JSONNulls, metatables: Metatables, on stack: LuaStack) {
        // The body comes first: the collector may step before it is read, and a table that is older would keep it alive
        // longer than the script does.
        pushBody(of: response, nulls: nulls, on: stack)
        stack.pushTable(fields: 8)
        stack.insert(at: -2)
        stack.setRaw("body", in: -2)
        stack.set("status_code", response.status)
        stack.set("ok", .boolean(response.ok))
        stack.set("url", response.url)
        stack.set("method", response.method.rawValue)
        push(response.headers, metatable: metatables.headers, on: stack)
        stack.setRaw("headers", in: -2)
        if let limit = response.rateLimit {
            stack.pushTable(fields: 3)
            stack.set("limit", limit.limit)
            stack.set("remaining", limit.remaining)
            stack.set("reset", limit.reset)
            stack.setRaw("rate_limit", in: -2)
        }
        if let error = response.apiError() {
            stack.push(error: error)
            stack.setRaw("error", in: -2)
        }
        metatables.response.push(on: stack)
        stack.setMetatable(at: -2)
    }

    private static func push(_ headers: Headers, metatable: LuaReference, on stack: LuaStack) {
        stack.pushTable(fields: headers.fields.count)
        for field in headers.fields {
            stack.set(field.name.lowercased(), headers.all(field.name).joined(separator: ", "))
        }
        metatable.push(on: stack)
        stack.setMetatable(at: -2)
    }

    private static func pushBody(of response: Response, nulls: JSONNulls, on stack: LuaStack) {
        if response.headers["Content-Type"]?.contains("json") == true, !response.body.isEmpty {
            let isJSON: Void? = response.body.withUnsafeBytes { bytes in
                try? stack.push(json: bytes, nulls: nulls)
            }
            if isJSON != nil { return }
        }
        stack.push(response.body)
    }

    /// `200 GET /me`, for `tostring`.
    private static func line(_ stack: LuaStack) throws -> String {
        try checkSelf(stack)
        let words = ["status_code", "method", "url"].map { name in
            stack.getRaw(name, in: 1)
            defer { stack.pop() }
            return stack.integer(at: -1).map { "\($0)" } ?? stack.lossyString(at: -1) ?? "?"
        }
        // The host is mostly the same, and the query of a link may be a secret.
        let afterScheme = words[2].firstRange(of: "://").map { words[2][$0.upperBound...] } ?? words[2][...]
        return "\(words[0]) \(words[1]) \(afterScheme.drop { $0 != "/" }.prefix { $0 != "?" })"
    }

    /// `res:json()`: the decoded body, or an error that says why there is none.
    private static func json(_ stack: LuaStack) throws -> LuaReply {
        try checkSelf(stack)
        if stack.getRaw("body", in: 1) != .string { return .results(1) }
        do {
            try stack.withBytes(at: -1) { try stack.push(json: $0) }
        } catch let error as LuaError {
            let response = Argument(name: "response", index: 1, stack: stack)
            let method = try response.withField("method") { try $0.text() } ?? "request"
            let url = try response.withField("url") { try $0.text() } ?? ""
            // The query of a link may be a secret.
            throw VimeoError.notJSON(
                stack.bytes(at: -1) ?? [],
                error.message,
                method: method,
                url: String(url.prefix { $0 != "?" })
            )
        }
        return .results(1)
    }

    /// `res:check()`: the response itself, or raises the API's error, which is also its field `error`.
    private static func check(_ stack: LuaStack) throws -> LuaReply {
        try checkSelf(stack)
        if stack.getRaw("error", in: 1) != .nil { return .raise }
        stack.pushCopy(of: 1)
        return .results(1)
    }

    private static func checkSelf(_ stack: LuaStack) throws {
        guard stack.type(at: 1) == .table else { throw LuaError.expected("response", at: 1, on: stack) }
    }

    /// The metatables of one `vimeo` table.
    struct Metatables {
        let response: LuaReference
        /// It lower-cases the key that is looked up, since HTTP header names have no case.
        let headers: LuaReference

        init(on stack: LuaStack) {
            stack.pushTable(fields: 3)
            stack.set("__name", "response")
            stack.set("__tostring") { $0.result(.string(try line($0))) }
            stack.pushTable(fields: 2)
            stack.set("json") { try json($0) }
            stack.set("check") { try check($0) }
            stack.setRaw("__index", in: -2)
            response = LuaReference(popping: stack)
            stack.pushTable(fields: 2)
            stack.set("__name", "headers")
            stack.set("__index") { stack in
                guard let key = stack.lossyString(at: 2) else { return .results(0) }
                stack.getRaw(key.lowercased(), in: 1)
                return .results(1)
            }
            headers = LuaReference(popping: stack)
        }
    }
}
