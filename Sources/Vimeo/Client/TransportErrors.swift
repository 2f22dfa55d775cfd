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
            network(
                .badProtocol,
                "the answer of \(place) is not valid HTTP",
                "check scheme, host and port; a header of the answer may be broken or too large"
            )
        // Left over on a connection from an earlier request.
        case is NIOHTTPDecoderError: passing(.closed, "\(place) sent data that does not belong to a request")
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: tls(error)
        case let error as NIOHTTPDecompression.DecompressionError where error == .limit:
            network(.tooLarge, "the answer is too large once decompressed", Self.askForLess)
        case is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError:
            passing(.truncated, "the compressed answer is damaged")
        default: other(error)
        }
    }

    private func client(_ error: HTTPClientError) -> VimeoError {
        switch error {
        case .cancelled: Self.cancelled
        case .readTimeout, .writeTimeout, .deadlineExceeded: .idle(timeout)
        case .connectTimeout, .getConnectionFromPoolTimeout: slowConnect
        case .tlsHandshakeTimeout: passing(.tls, "the TLS handshake with \(place) took too long").unsent
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
            let text = "the host name \(error.host)\(proxy == nil ? "" : " of the proxy") cannot be resolved"
            let hint = proxy == nil ? "check the name and the network" : Self.checkProxy
            return network(.dns, text, hint, isTransient: true).unsent
        }
        let causes = error.connectionErrors.lazy.compactMap { $0.error as? IOError }
        return causes.first.map { system(Errno(rawValue: $0.errnoCode), isConnecting: true).unsent } ?? slowConnect
    }

    private func system(_ errno: Errno, isConnecting: Bool) -> VimeoError {
        // A connection is refused by the one it goes to.
        let peer = isConnecting || errno == .connectionRefused ? target : place
        let hint = isConnecting && proxy != nil ? Self.checkProxy : "check the network"
        switch errno {
        case .connectionRefused:
            let text = "the connection to \(peer) was refused"
            let advice = proxy == nil ? "nothing listens there; check host and port" : Self.checkProxy
            return network(proxy == nil ? .refused : .proxy, text, advice, isTransient: true).unsent
        case .hostIsDown, .noRouteToHost, .networkUnreachable, .networkDown:
            return network(.unreachable, "\(peer) cannot be reached", hint, isTransient: true).unsent
        case .connectionReset, .brokenPipe, .connectionAbort: return passing(.reset, "\(peer) broke the connection")
        case .timedOut:
            var error = slowConnect
            error.isUnsent = isConnecting
            return error
        case .tooManyOpenFiles, .tooManyOpenFilesInSystem: return VimeoError.tooManyOpen.unsent
        default: return network(.network, "the connection to \(peer) failed: \(errno)", hint, isTransient: true)
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
            let hint = "check the host; --ca-file names an authority of your own"
            return network(.tls, "the certificate of \(place) is for another host", hint).unsent
        }
        // BoringSSL's texts hold error numbers and places in its source; only the reason is of use.
        let text = String(describing: error)
        let reason = text.firstRange(of: "OPENSSL_internal:").map { range in
            text[range.upperBound...].prefix { $0 == "_" || $0.isLetter || $0.isNumber }
        }
        switch reason {
        case _ where text.contains("CERTIFICATE_VERIFY_FAILED") || text.contains("certificate verify failed"):
            let hint = "if it is signed by an authority of your own, name that with --ca-file"
            return network(.tls, "the certificate of \(place) is not trusted", hint).unsent
        case "WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST":
            let hint = "check scheme, host and port"
            return network(.tls, "no TLS connection to \(place): it does not speak TLS", hint).unsent
        default:
            let words = reason.map { ": \($0.lowercased().replacing("_", with: " "))" } ?? ""
            return network(.tls, "no TLS connection to \(place)\(words)", "check that the port speaks https").unsent
        }
    }

    private func other(_ error: any Error) -> VimeoError {
        if String(reflecting: type(of: error)).hasPrefix("NIOSOCKS") {
            return proxyFailure("the SOCKS proxy refused to connect to \(place)")
        }
        let text = PlainText.oneLine(String(describing: error)).prefix(200)
        return network(.badProtocol, "the exchange with \(place) failed: \(text)", "retry the request")
    }

    private var place: String { origin.authority }

    /// What a connection goes to: the proxy, if there is one.
    private var target: String { proxy.map { "the proxy \($0.host):\($0.port)" } ?? place }

    /// The connection ended before the whole answer was there.
    private var broken: VimeoError {
        hasHead
            ? passing(.truncated, "the connection ended before the answer was complete")
            : passing(.closed, "the server closed the connection without an answer")
    }

    private var slowConnect: VimeoError {
        let hint = "check the network and the proxy settings"
        return VimeoError(
            .timeout,
            code: .connect,
            "no connection to \(target) in time",
            hint: hint,
            isTransient: true
        )
        .unsent
    }

    fileprivate static let askForLess = "ask for fewer fields or smaller pages"
    private static let checkProxy = "check HTTPS_PROXY, ALL_PROXY and NO_PROXY"

    private func proxyFailure(_ message: String) -> VimeoError { network(.proxy, message, Self.checkProxy).unsent }

    /// A failure that another attempt may not meet.
    private func passing(_ code: VimeoError.Code, _ message: String) -> VimeoError {
        network(code, message, "retry the request", isTransient: true)
    }

    private func network(
        _ code: VimeoError.Code,
        _ message: String,
        _ hint: String,
        isTransient: Bool = false
    ) -> VimeoError {
        VimeoError(.network, code: code, message, hint: hint, isTransient: isTransient)
    }
}

extension VimeoError {
    /// Nothing moved for that many seconds.
    static func idle(_ timeout: Double) -> VimeoError {
        let hint = "retry the request, or allow more with the timeout option"
        return VimeoError(.timeout, "nothing moved for \(Wording.seconds(timeout))", hint: hint, isTransient: true)
    }

    /// The answer has more bytes than that.
    static func tooLarge(_ limit: Int) -> VimeoError {
        let text = "the answer is larger than \(limit) bytes"
        return VimeoError(.network, code: .tooLarge, text, hint: TransportErrors.askForLess)
    }

    package static let tooManyOpen = VimeoError(
        .network,
        code: .tooManyOpen,
        "no connection is possible: too many files are open",
        hint: "close files that are no longer needed, or raise the limit with ulimit -n"
    )
}
