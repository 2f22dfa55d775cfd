extension Client {
    /// Asks for the bytes behind a secret link; redirects are followed, and no server but the API's sees the token.
    func open(_ link: Address, headers: Headers, timeout: Double?) async throws(VimeoError) -> OpenAnswer {
        var request = Request(.get, link.description, headers: headers, timeout: timeout)
        request.signing = .secretLink
        var address = link
        for _ in 0...5 {
            let answer = try await openOnce(request, address, isRedirected: address.origin != link.origin)
            guard [301, 302, 303, 307, 308].contains(answer.response.status),
                let location = answer.response.headers["Location"]
            else { return answer }
            do {
                address = try redirected(address, to: location, by: answer.response)
            } catch {
                throw error.error
            }
        }
        throw TransportErrors.network("redirect", "GET \(link.origin)/…: more than five redirects", "check the link")
    }

    private func openOnce(
        _ request: Request,
        _ address: Address,
        isRedirected: Bool
    ) async throws(VimeoError) -> OpenAnswer {
        let credentials = credentials
        let headers = try headers(for: request, to: address, isRedirected: isRedirected, credentials: credentials)
        try headers.checkSize(with: address.target)
        let outgoing = Transport.Outgoing(
            method: .get,
            address: address,
            headers: headers,
            body: [],
            timeout: min(request.timeout ?? configuration.timeout, 86_400),
            isSecretLink: true
        )
        let url = Redaction.url(address, isSecretLink: true)
        let start = configuration.timing.uptime()
        do {
            let (incoming, body) = try await transport.open(outgoing)
            report(outgoing, url, since: start, .success(incoming), credentials)
            let response = Response(
                status: incoming.status,
                headers: incoming.headers,
                body: [],
                url: address.description,
                method: .get,
                safeURL: url,
                secrets: credentials.secrets
            )
            return OpenAnswer(response, body, to: outgoing, gate: transport.gate)
        } catch {
            report(outgoing, url, since: start, .failure(error), credentials)
            throw error.error
        }
    }
}
