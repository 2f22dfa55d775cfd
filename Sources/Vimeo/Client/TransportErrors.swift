import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import Platform

/// Turns what the network libraries throw into errors that say what happened and what to do.
struct TransportErrors {
    static let cancelled = VimeoError(.cancelled, "the request was cancelled")

    private let origin: Origin
    private let proxy: Proxy?
    private let timeout: Double
    /// Whether the head of the answer had come.
    private let hasHead: Bool

    /// What became of a request for which a library threw `error`.
    static func failure(
        _ error: any Error,
        for outgoing: Transport.Outgoing,
        through proxy: Proxy? = nil,
        hasHead: Bool
    ) -> VimeoError {
        let origin = outgoing.address.origin
        let errors = TransportErrors(origin: origin, proxy: proxy, timeout: outgoing.timeout, hasHead: hasHead)
        var failure = errors.describe(error)
        if failure.kind != .file, failure.kind != .cancelled {
            failure.message = "\(outgoing.method.rawValue) \(outgoing.safeURL): \(failure.message)"
            failure.method = outgoing.method.rawValue
            failure.url = outgoing.safeURL
        }
        return failure
    }

    private func describe(_ error: any Error) -> VimeoError {
        switch error {
        case let error as VimeoError: error
        case is CancellationError: Self.cancelled
        case let error as HTTPClientError: client(error)
        case let error as NIOConnectionError: connection(error)
        case let error as IOError: system(Errno(rawValue: error.errnoCode), isConnecting: false)
        case let error as ChannelError: channel(error)
        case is HTTPParserError where hasHead: broken
        case let error as HTTPParserError where error == .invalidEOFState: broken
        case is HTTPParserError:
            sent(
                .badProtocol,
                "the answer of \(place) is not valid HTTP",
                "check scheme, host and port; a header of the answer may be broken or too large"
            )
        case is NIOHTTPDecoderError:
            // Left over on a connection from an earlier request.
            sent(.closed, "\(place) sent data that belongs to no request", "retry the request", isTransient: true)
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: tls(error)
        case let error as NIOHTTPDecompression.DecompressionError where error == .limit:
            sent(.tooLarge, "the answer is too large once decompressed", Self.askForLess)
        case is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError:
            sent(.truncated, "the compressed answer is damaged", "retry the request", isTransient: true)
        default: other(error)
        }
    }

    private func client(_ error: HTTPClientError) -> VimeoError {
        switch error {
        case .cancelled: Self.cancelled
        case .readTimeout, .writeTimeout, .deadlineExceeded: .idle(timeout)
        case .connectTimeout, .getConnectionFromPoolTimeout: slowConnect
        case .tlsHandshakeTimeout:
            unsent(.tls, "the TLS handshake with \(place) took too long", "retry the request", isTransient: true)
        case .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
            proxyFailure("the proxy took too long to connect to \(place)")
        case .proxyAuthenticationRequired: proxyFailure("the proxy requires a user name and a password")
        case .invalidProxyResponse: proxyFailure("the proxy refused to connect to \(place)")
        case .remoteConnectionClosed, .uncleanShutdown: broken
        default: other(error)
        }
    }

    private func connection(_ error: NIOConnectionError) -> VimeoError {
        if error.connectionErrors.isEmpty, error.dnsAError != nil || error.dnsAAAAError != nil {
            guard (try? File.checkRoom(for: 1)) != nil else { return VimeoError.tooManyOpen.unsent }
            return unsent(
                .dns,
                "the host name \(error.host)\(proxy == nil ? "" : " of the proxy") cannot be resolved",
                proxy == nil ? "check the name and the network" : Self.checkProxy,
                isTransient: true
            )
        }
        let causes = error.connectionErrors.lazy.compactMap { $0.error as? IOError }
        return causes.first.map { system(Errno(rawValue: $0.errnoCode), isConnecting: true) } ?? slowConnect
    }

    private func system(_ errno: Errno, isConnecting: Bool) -> VimeoError {
        // A connection is refused by the one it goes to.
        let isPeerProxy = isConnecting || errno == .connectionRefused
        let peer = isPeerProxy ? proxy.map { "the proxy \($0.host):\($0.port)" } ?? place : place
        let hint = isConnecting && proxy != nil ? Self.checkProxy : "check the network"
        switch errno {
        case .connectionRefused:
            let code: VimeoError.Code = proxy == nil ? .refused : .proxy
            let advice = proxy == nil ? "nothing listens there; check host and port" : Self.checkProxy
            return unsent(code, "the connection to \(peer) was refused", advice, isTransient: true)
        case .hostIsDown, .noRouteToHost, .networkUnreachable, .networkDown:
            return unsent(.unreachable, "\(peer) cannot be reached", hint, isTransient: true)
        case .connectionReset, .brokenPipe, .connectionAbort:
            return failure(
                .reset,
                "\(peer) broke the connection",
                "retry the request",
                isTransient: true,
                isUnsent: isConnecting
            )
        case .timedOut:
            var error = slowConnect
            error.isUnsent = isConnecting
            return error
        case .tooManyOpenFiles, .tooManyOpenFilesInSystem: return VimeoError.tooManyOpen.unsent
        default:
            let text = "the connection to \(peer) failed: \(errno)"
            return failure(.network, text, hint, isTransient: true, isUnsent: isConnecting)
        }
    }

    private func channel(_ error: ChannelError) -> VimeoError {
        switch error {
        case .connectTimeout: slowConnect
        case .eof, .alreadyClosed, .ioOnClosedChannel, .inputClosed, .outputClosed: broken
        default: other(error)
        }
    }

    private func tls(_ error: any Error) -> VimeoError {
        if hasHead { return broken }
        if case .uncleanShutdown? = error as? NIOSSLError { return broken }
        if error is NIOSSLExtraError {
            return unsent(
                .tls,
                "the certificate of \(place) is for another host",
                "check the host; --ca-file names an authority of your own"
            )
        }
        // BoringSSL's texts hold error numbers and places in its source; only the reason is of use.
        let text = String(describing: error)
        let reason = text.firstRange(of: "OPENSSL_internal:").map { range in
            text[range.upperBound...].prefix { $0 == "_" || $0.isLetter || $0.isNumber }
        }
        switch reason {
        case _ where text.contains("CERTIFICATE_VERIFY_FAILED") || text.contains("certificate verify failed"):
            return unsent(
                .tls,
                "the certificate of \(place) is not trusted",
                "if it is signed by an authority of your own, name that with --ca-file"
            )
        case "WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST":
            return unsent(.tls, "no TLS connection to \(place): it does not speak TLS", "check scheme, host and port")
        default:
            let words = reason.map { ": \($0.lowercased().replacing("_", with: " "))" } ?? ""
            return unsent(.tls, "no TLS connection to \(place)\(words)", "check that the port speaks https")
        }
    }

    private func other(_ error: any Error) -> VimeoError {
        if String(reflecting: type(of: error)).hasPrefix("NIOSOCKS") {
            return proxyFailure("the SOCKS proxy refused to connect to \(place)")
        }
        let text = PlainText.oneLine(String(describing: error)).prefix(200)
        return sent(.badProtocol, "the exchange with \(place) failed: \(text)", "retry the request")
    }

    private var place: String { origin.authority }

    /// The connection ended before the whole answer was there.
    private var broken: VimeoError {
        hasHead
            ? sent(
                .truncated,
                "the connection ended before the answer was complete",
                "retry the request",
                isTransient: true
            )
            : sent(
                .closed,
                "the server closed the connection without an answer",
                "retry the request",
                isTransient: true
            )
    }

    private var slowConnect: VimeoError {
        VimeoError(
            .timeout,
            code: .connect,
            "no connection to \(proxy.map { "the proxy \($0.host):\($0.port)" } ?? place) in time",
            hint: "check the network and the proxy settings",
            isTransient: true
        ).unsent
    }

    fileprivate static let askForLess = "ask for fewer fields or smaller pages"
    private static let checkProxy = "check HTTPS_PROXY, ALL_PROXY and NO_PROXY"

    private func proxyFailure(_ message: String) -> VimeoError {
        unsent(.proxy, message, Self.checkProxy)
    }

    private func sent(
        _ code: VimeoError.Code,
        _ message: String,
        _ hint: String,
        isTransient: Bool = false
    ) -> VimeoError {
        failure(code, message, hint, isTransient: isTransient, isUnsent: false)
    }

    private func unsent(
        _ code: VimeoError.Code,
        _ message: String,
        _ hint: String,
        isTransient: Bool = false
    ) -> VimeoError {
        failure(code, message, hint, isTransient: isTransient, isUnsent: true)
    }

    private func failure(
        _ code: VimeoError.Code,
        _ message: String,
        _ hint: String,
        isTransient: Bool,
        isUnsent: Bool
    ) -> VimeoError {
        var error = VimeoError(.network, code: code, message, hint: hint, isTransient: isTransient)
        error.isUnsent = isUnsent
        return error
    }
}

extension VimeoError {
    /// Nothing moved for that many seconds.
    static func idle(_ timeout: Double) -> VimeoError {
        VimeoError(
            .timeout,
            "nothing moved for \(Wording.seconds(timeout))",
            hint: "retry the request, or allow more with the timeout option",
            isTransient: true
        )
    }

    /// The answer has more bytes than that.
    static func tooLarge(_ limit: Int) -> VimeoError {
        VimeoError(
            .network,
            code: .tooLarge,
            "the answer is larger than \(limit) bytes",
            hint: TransportErrors.askForLess
        )
    }

    package static let tooManyOpen = VimeoError(
        .network,
        code: .tooManyOpen,
        "no connection is possible: too many files are open",
        hint: "close files that are no longer needed, or raise the limit with ulimit -n"
    )
}
