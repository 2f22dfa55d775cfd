extension TransportErrors {
    static let truncated = network(
        "truncated",
        "the connection ended before the answer was complete",
        "try again",
        isTransient: true
    )

    static let closed = network(
        "closed",
        "the server closed the connection without an answer",
        "try again",
        isTransient: true
    )

    static let inflated = network(
        "too_large",
        "the answer is too large once decompressed",
        "ask for fewer fields or smaller pages"
    )

    static let damaged = network("truncated", "the compressed answer is damaged", "try again", isTransient: true)

    static func sent(_ error: VimeoError) -> Transport.Failure {
        Transport.Failure(error)
    }

    static func unsent(_ error: VimeoError) -> Transport.Failure {
        Transport.Failure(error, isUnsent: true)
    }

    static func network(_ code: String, _ message: String, _ hint: String, isTransient: Bool = false) -> VimeoError {
        VimeoError(.network, code: code, message, hint: hint, isTransient: isTransient)
    }

    static func proxy(_ message: String) -> VimeoError {
        network("proxy", message, "check HTTPS_PROXY, ALL_PROXY and NO_PROXY")
    }

    static func notHTTP(_ origin: Origin) -> VimeoError {
        network(
            "protocol",
            "the answer of \(origin.authority) is not valid HTTP",
            "check scheme, host and port; a header of the answer may be broken or too large"
        )
    }

    static func tooLarge(_ limit: Int) -> VimeoError {
        network("too_large", "the answer is larger than \(limit) bytes", "ask for fewer fields or smaller pages")
    }

    static func idle(_ timeout: Double) -> VimeoError {
        VimeoError(
            .timeout,
            "nothing moved for \(Wording.seconds(timeout))",
            hint: "try again, or allow more with the timeout option",
            isTransient: true
        )
    }

    static func slowConnect(_ origin: Origin) -> VimeoError {
        VimeoError(
            .timeout,
            code: "connect",
            "no connection to \(origin.authority) in time",
            hint: "check the network and the proxy settings",
            isTransient: true
        )
    }
}
