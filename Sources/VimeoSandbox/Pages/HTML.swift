import JSONCore
import NIOHTTP1

/// A page for a browser, or a part of one: what is written in the source is HTML, what is put into it is escaped.
struct HTML: Sendable, ExpressibleByStringInterpolation {
    private var text: String

    /// No page runs anything, fetches anything but pictures and films, or is shown within a foreign one.
    ///
    /// A form sends its `Origin`, which `no-referrer` would hide.
    static let headers: HTTPHeaders = [
        "Content-Type": "text/html; charset=utf-8", "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Content-Security-Policy": "default-src 'none'; img-src http:; media-src http:; style-src 'unsafe-inline'; "
            + "base-uri 'none'; frame-ancestors 'self'",
    ]

    init(stringLiteral literal: String) { text = literal }

    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// A whole page.
    init(title: String, _ body: HTML) {
        self = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>\(title)</title><style>
            body { font: 16px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #222; }
            img { width: 160px; vertical-align: middle; } td { padding: .3em .8em .3em 0; vertical-align: top; }
            video { max-width: 100%; } button { font: inherit; padding: .3em 1em; } small, .dim { color: #666; }
            </style></head><body>
            \(body)
            </body></html>

            """
    }

    var bytes: [UInt8] { Array(text.utf8) }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ html: HTML) { text += html.text }

        mutating func appendInterpolation(_ parts: [HTML]) {
            for part in parts { text += part.text }
        }

        mutating func appendInterpolation(_ number: Int) { text += String(number) }

        /// Text or an attribute's value in quotes; what could reorder or hide text is replaced.
        mutating func appendInterpolation(_ plain: String) {
            for scalar in plain.unicodeScalars {
                switch scalar {
                case "&": text += "&amp;"
                case "<": text += "&lt;"
                case ">": text += "&gt;"
                case "\"": text += "&quot;"
                case "'": text += "&#39;"
                case "\n", "\t": text.unicodeScalars.append(scalar)
                case _ where scalar.isUnsafeToShow: text += "\u{FFFD}"
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
    }
}

extension ServerRequest {
    /// Whether a browser asks, which shows pages.
    var wantsHTML: Bool { headers["Accept"].contains { $0.contains("text/html") } }
}
