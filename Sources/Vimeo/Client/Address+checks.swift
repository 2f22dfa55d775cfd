extension Address {
    static func unusable(_ what: String, _ problem: String, hint: String) -> VimeoError {
        VimeoError(.usage, code: .badURL, "the \(what) \(problem)", hint: hint)
    }

    static func rejectControls(in text: String, what: String) throws(VimeoError) {
        for byte in text.utf8 where byte < 0x20 || byte == 0x7F {
            let name =
                switch byte {
                case 0: "a NUL byte"
                case 0x0A, 0x0D: "a line break"
                default: "a control character"
                }
            throw unusable(what, "has \(name) in it", hint: "remove it, or put the text into the query")
        }
    }

    /// The path and query, encoded and free of what could lead a request astray.
    static func checkedTarget(_ text: Substring, what: String) throws(VimeoError) -> String {
        let path = text.prefix { $0 != "?" }
        for segment in path.split(separator: "/") {
            let plain = PercentEncoding.decodedBytes(segment)
            guard plain != Array("..".utf8), plain != Array(".".utf8) else {
                throw unusable(
                    what,
                    "has a '\(String(decoding: plain, as: UTF8.self))' segment",
                    hint: "name the resource itself"
                )
            }
            guard !plain.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
                throw unusable(what, "has an encoded control character in it", hint: "remove it")
            }
        }
        let query = text[path.endIndex...].dropFirst()
        for pair in query.split(separator: "&") {
            try rejectToken(named: PercentEncoding.decoded(pair.prefix { $0 != "=" }), in: what)
        }
        let slash = path.hasPrefix("/") ? "" : "/"
        let encoded = "\(slash)\(PercentEncoding.repaired(path))"
        return query.isEmpty ? encoded : "\(encoded)?\(PercentEncoding.repaired(query))"
    }

    static func rejectToken(named name: String, in what: String) throws(VimeoError) {
        guard name.lowercased() == "access_token" else { return }
        throw VimeoError(
            .usage,
            code: .tokenInURL,
            "the \(what) has an access_token in it",
            hint: "a token in an URL ends up in logs; set VIMEO_ACCESS_TOKEN instead"
        )
    }

    /// The same address with more parameters at its end.
    func adding(_ query: [Request.Parameter]) throws(VimeoError) -> Address {
        guard !query.isEmpty else { return self }
        var pairs: [String] = []
        for parameter in query {
            try Self.rejectToken(named: parameter.name, in: "query")
            pairs.append(
                "\(PercentEncoding.queryValue(parameter.name))=\(PercentEncoding.queryValue(parameter.value.text))"
            )
        }
        var result = self
        let separator = target.contains("?") ? (target.hasSuffix("?") || target.hasSuffix("&") ? "" : "&") : "?"
        result.target += separator + pairs.joined(separator: "&")
        return result
    }
}
