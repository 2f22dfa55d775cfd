import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import Platform

/// Turns what the network libraries throw into errors that say what happened and what to do.
enum TransportErrors {
    struct TooLarge: Error {
        var limit: Int
    }

    static let cancelled = VimeoError(.cancelled, "the request was cancelled")

    static func failure(_ error: any Error, for outgoing: Transport.Outgoing, hasHead: Bool) -> Transport.Failure {
        var described = describe(error, origin: outgoing.address.origin, timeout: outgoing.timeout, hasHead: hasHead)
        if described.error.kind != .file, described.error.kind != .cancelled {
            let url = Redaction.url(outgoing.address, isSecretLink: outgoing.isSecretLink)
            described.error.message = "\(outgoing.method.rawValue) \(url): \(described.error.message)"
            described.error.method = outgoing.method.rawValue
            described.error.url = url
        }
        return described
    }

    private static func describe(
        _ error: any Error,
        origin: Origin,
        timeout: Double,
        hasHead: Bool
    ) -> Transport.Failure {
        switch error {
        case let error as VimeoError: sent(error)
        case is CancellationError: sent(cancelled)
        case let error as TooLarge: sent(tooLarge(error.limit))
        case let error as HTTPClientError: client(error, origin: origin, timeout: timeout, hasHead: hasHead)
        case let error as NIOConnectionError: connection(error, origin: origin)
        case let error as IOError: system(error.errnoCode, origin: origin)
        case let error as ChannelError: channel(error, origin: origin, hasHead: hasHead)
        case is HTTPParserError where hasHead: sent(truncated)
        case let error as HTTPParserError where error == .invalidEOFState: sent(closed)
        case is HTTPParserError: sent(notHTTP(origin))
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
            tls(error, origin: origin, hasHead: hasHead)
        case let error as NIOHTTPDecompression.DecompressionError:
            sent(error == .limit ? inflated : damaged)
        case is NIOHTTPDecompression.ExtraDecompressionError: sent(damaged)
        default: other(error, origin: origin, hasHead: hasHead)
        }
    }

    private static func client(
        _ error: HTTPClientError,
        origin: Origin,
        timeout: Double,
        hasHead: Bool
    ) -> Transport.Failure {
        switch error {
        case .cancelled: sent(cancelled)
        case .readTimeout, .writeTimeout, .deadlineExceeded: sent(idle(timeout))
        case .connectTimeout, .getConnectionFromPoolTimeout: unsent(slowConnect(origin))
        case .tlsHandshakeTimeout:
            unsent(
                network(
                    "tls",
                    "the TLS handshake with \(origin.authority) took too long",
                    "try again",
                    isTransient: true
                )
            )
        case .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
            unsent(proxy("the proxy took too long to connect to \(origin.authority)"))
        case .proxyAuthenticationRequired: unsent(proxy("the proxy wants a user name and password"))
        case .invalidProxyResponse: unsent(proxy("the proxy refused to connect to \(origin.authority)"))
        case .remoteConnectionClosed, .uncleanShutdown: sent(hasHead ? truncated : closed)
        default: other(error, origin: origin, hasHead: hasHead)
        }
    }

    private static func connection(_ error: NIOConnectionError, origin: Origin) -> Transport.Failure {
        if error.connectionErrors.isEmpty, error.dnsAError != nil || error.dnsAAAAError != nil {
            return unsent(
                network(
                    "dns",
                    "the host name \(error.host) cannot be resolved",
                    "check the name and the network",
                    isTransient: true
                )
            )
        }
        for failure in error.connectionErrors {
            if let cause = failure.error as? IOError {
                return unsent(system(cause.errnoCode, origin: origin).error)
            }
        }
        return unsent(slowConnect(origin))
    }

    static func noDescriptors(_ reason: Errno) -> VimeoError {
        network(
            "too_many_open",
            "a connection cannot be opened: \(reason)",
            "close files that are no longer needed, or raise the limit (ulimit -n)"
        )
    }

    private static func system(_ code: CInt, origin: Origin) -> Transport.Failure {
        let place = origin.authority
        switch Errno(rawValue: code) {
        case .connectionRefused:
            return unsent(
                network(
                    "refused",
                    "the connection to \(place) was refused",
                    "nothing listens there; check host and port",
                    isTransient: true
                )
            )
        case .hostIsDown, .noRouteToHost, .networkUnreachable, .networkDown:
            return unsent(network("unreachable", "\(place) cannot be reached", "check the network", isTransient: true))
        case .connectionReset, .brokenPipe, .connectionAbort:
            return sent(network("reset", "\(place) broke the connection", "try again", isTransient: true))
        case .timedOut: return sent(slowConnect(origin))
        case .tooManyOpenFiles, .tooManyOpenFilesInSystem: return unsent(noDescriptors(Errno(rawValue: code)))
        case let errno:
            return sent(
                network(
                    "network",
                    "the connection to \(place) failed: \(errno)",
                    "check the network",
                    isTransient: true
                )
            )
        }
    }

    private static func channel(_ error: ChannelError, origin: Origin, hasHead: Bool) -> Transport.Failure {
        switch error {
        case .connectTimeout: unsent(slowConnect(origin))
        case .eof, .alreadyClosed, .ioOnClosedChannel, .inputClosed, .outputClosed: sent(hasHead ? truncated : closed)
        default: other(error, origin: origin, hasHead: hasHead)
        }
    }

    private static func tls(_ error: any Error, origin: Origin, hasHead: Bool) -> Transport.Failure {
        if hasHead || (error as? NIOSSLError).map({ isUncleanShutdown($0) }) == true {
            return sent(hasHead ? truncated : closed)
        }
        let text = PlainText.oneLine(String(describing: error))
        let isUntrusted = text.contains("CERTIFICATE_VERIFY_FAILED") || text.contains("certificate verify failed")
        if isUntrusted {
            return unsent(
                network(
                    "tls",
                    "the certificate of \(origin.authority) is not trusted",
                    "if it is signed by an authority of your own, name that with --ca-file"
                )
            )
        }
        if error is NIOSSLExtraError {
            return unsent(
                network(
                    "tls",
                    "the certificate of \(origin.authority) is for another host",
                    "check the host; --ca-file names an authority of your own"
                )
            )
        }
        return unsent(
            network(
                "tls",
                "no TLS connection to \(origin.authority) is possible (\(text.prefix(200)))",
                "check that the port speaks https; --ca-file names an authority of your own"
            )
        )
    }

    private static func isUncleanShutdown(_ error: NIOSSLError) -> Bool {
        if case .uncleanShutdown = error { true } else { false }
    }

    private static func other(_ error: any Error, origin: Origin, hasHead: Bool) -> Transport.Failure {
        let type = String(reflecting: type(of: error))
        let text = PlainText.oneLine(String(describing: error))
        if type.hasPrefix("NIOSOCKS") {
            return unsent(proxy("the SOCKS proxy refused to connect to \(origin.authority)"))
        }
        return sent(
            network(
                "protocol",
                "the exchange with \(origin.authority) failed: \(text.prefix(200))",
                "try again"
            )
        )
    }
}
