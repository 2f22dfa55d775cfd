import Platform

/// The name of a language, such as `en`, `pt-BR` or `zh-Hant` (the common part of RFC 5646).
struct LanguageTag: Sendable, Equatable {
    /// In the usual case: `pt-BR`, however it was written.
    let text: String

    /// Checks the form only: whether Vimeo knows the language is checked by Vimeo.
    init(_ text: String) throws(VimeoError) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isTag = parts.allSatisfy { (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isASCIIAlphanumeric) }
        guard isTag, let language = parts.first, (2...3).contains(language.utf8.count),
            language.utf8.allSatisfy(\.isASCIILetter)
        else {
            throw Self.bad(
                text,
                text.contains("_")
                    ? "parts are joined by '-', as in en-US" : "it looks like en, en-US or zh-Hant (BCP 47)"
            )
        }
        guard !text.lowercased().hasSuffix("-x-autogen") else {
            throw Self.bad(text, "that is the name of tracks that Vimeo generates; name the language: \(language)")
        }
        self.text = Self.usual(parts).joined(separator: "-")
    }

    /// RFC 5646, 2.1.1: regions in capitals, scripts with a capital, all else small; nothing changes behind a single letter.
    private static func usual(_ parts: [Substring]) -> [String] {
        var isExtension = false
        return parts.enumerated().map { index, part in
            let small = part.lowercased()
            guard index > 0, !isExtension else { return small }
            switch part.utf8.count {
            case 1:
                isExtension = true
                return small
            case 2: return part.uppercased()
            case 4 where part.utf8.allSatisfy(\.isASCIILetter): return small.prefix(1).uppercased() + small.dropFirst()
            default: return small
            }
        }
    }

    private static func bad(_ text: String, _ hint: String) -> VimeoError {
        VimeoError(
            .usage,
            code: .badLanguage,
            "'\(PlainText.oneLine(text))' cannot be the language of a text track",
            hint: hint
        )
    }
}
