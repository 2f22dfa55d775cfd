/// The upload of an object that Vimeo creates with a link to put its bytes to: a picture, a text track.
struct ObjectUpload {
    let client: Client
    let kind: Transfer.Kind
    let source: any ByteSource
    var contentType: String?
    /// Whether the object is put in use.
    let isActivated: Bool
    let timeout: Double?
    var progress: TransferReport.Progress = { _, _, _ in }

    /// The steps, in order: create the object, put its bytes, put it in use; returns the answer that holds the object.
    func perform(_ creation: () async throws(VimeoError) -> Request) async throws(VimeoError) -> Response {
        let report = TransferReport(
            kind,
            source.name,
            total: source.size,
            configuration: client.configuration,
            progress: progress
        )
        return try await report.watch { () async throws(VimeoError) in
            let response = try await client.send(try await creation())
            let answer = try response.accepted()
            let uri = try response.uri(in: answer["uri"])
            let link = try response.link(in: answer["link"])
            do throws(VimeoError) {
                try await putBytes(to: link, report)
            } catch {
                throw error.adding(hint: "\(uri) never got its bytes; delete it")
            }
            do throws(VimeoError) {
                return try await activated(uri)
            } catch {
                // Another call would create another one.
                throw error.adding(hint: "\(uri) exists\(isActivated ? ", but may not be in use" : "")")
            }
        }
    }

    private func putBytes(to link: Address, _ report: TransferReport) async throws(VimeoError) {
        var request = Request(.put, link.description, timeout: timeout)
        request.signing = .secretLink
        request.isToGivenLink = true
        if let contentType { request.headers.add("Content-Type", contentType) }
        let attempt = report.attempt(from: 0)
        request.file = FileSlice(file: source, offset: 0, length: source.size) { sent in
            report.given(sent, in: attempt)
        }
        let response = try await client.send(request)
        guard response.ok else { throw response.describedError().fromUploadServer }
        try source.checkUnchanged()
        report.endAttempt()
        report.confirmed(source.size)
    }

    private func activated(_ uri: String) async throws(VimeoError) -> Response {
        if isActivated {
            let body = try JSONValue.object(["active": .boolean(true)]).encoded()
            let response = try await client.send(Request(.patch, uri, body: .json(body), timeout: timeout)).check()
            if response.ok, JSONValue(json: response.body)?["uri"] != nil { return response }
        }
        return try await client.send(Request(.get, uri, timeout: timeout)).check()
    }
}
