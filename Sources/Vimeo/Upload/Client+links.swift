extension Client {
    /// Creates something that consists of an object and a link to send its bytes to: a picture, a text track.
    func make(_ creation: Request) async throws(VimeoError) -> (uri: String, link: Address) {
        let response = try await send(creation)
        let answer = try Self.accepted(response)
        guard let uri = answer["uri"]?.string, uri.hasPrefix("/") else { throw Self.lacking("URI", response) }
        guard let link = answer["link"]?.string else { throw Self.lacking("link", response) }
        return (uri, try Self.secretLink(link))
    }

    /// Puts such an object in use, if that is wanted, and gives the answer that holds it.
    func activated(_ uri: String, _ isWanted: Bool, timeout: Double?) async throws(VimeoError) -> Response {
        do throws(VimeoError) {
            if isWanted {
                let body = try JSONValue.object(["active": .boolean(true)]).encoded()
                let response = try await send(Request(.patch, uri, body: .json(body), timeout: timeout))
                if let error = response.apiError() { throw error }
                if response.ok, JSONValue(json: response.body)?["uri"] != nil { return response }
            }
            let response = try await send(Request(.get, uri, timeout: timeout))
            if let error = response.apiError() { throw error }
            return response
        } catch {
            // Another call would make another one.
            throw error.adding(hint: "\(uri) is there\(isWanted ? ", but may not be in use" : "")")
        }
    }
}

extension VimeoError {
    /// The same error, with a word about the empty object that it leaves behind.
    func leaving(_ uri: String) -> VimeoError {
        adding(hint: "\(uri) never got its bytes; delete it")
    }
}
