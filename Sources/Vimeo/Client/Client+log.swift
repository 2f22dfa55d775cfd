import Logging

extension Client {
    /// Logs an answer: a line at `debug`, and its headers at `trace`.
    ///
    /// - Parameter size: the bytes of its body; nil if it is still to be read.
    func log(_ response: Response, size: Int?, to outgoing: Transport.Outgoing, since start: Double) {
        let logger = configuration.logger
        logger.debug(
            "\(name(outgoing)): \(response.status), \(elapsed(since: start))\(size.map { ", \($0) bytes" } ?? "")"
        )
        log("<", response.headers)
    }

    /// Logs a request that has no proper answer, at `debug`.
    func log(_ error: VimeoError, to outgoing: Transport.Outgoing, since start: Double) {
        configuration.logger.debug("\(name(outgoing)): \(error.message), \(elapsed(since: start))")
    }

    /// Logs the headers of a request, marked `>`, or of an answer, marked `<`, at `trace`.
    func log(_ mark: String, _ headers: Headers) {
        guard configuration.logger.logLevel <= .trace else { return }
        for field in headers.fields {
            let value = Redaction.header(field, hiding: credentials.secrets)
            configuration.logger.trace("\(mark) \(field.name): \(value)")
        }
    }

    /// The path of another host's address may be all that protects it, as with webhooks.
    private func name(_ outgoing: Transport.Outgoing) -> String {
        let origin = outgoing.address.origin
        return "\(outgoing.method.rawValue) \(origin == root.origin ? outgoing.safeURL : "\(origin)/…")"
    }

    private func elapsed(since start: Double) -> String {
        "\(((configuration.timing.uptime() - start) * 1000).rounded() / 1000) s"
    }
}
