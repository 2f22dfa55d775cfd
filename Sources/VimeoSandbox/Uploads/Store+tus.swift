import JSONCore
import NIOHTTP1
import Platform

/// The upload origin, decisions only: tus under `/files`, images under `/pictures`, captions under `/texttracks`.
extension Store {
    mutating func begin(_ request: ServerRequest) -> UploadAction {
        do throws(APIError) {
            // As at Vimeo, the link to a file leads to another host.
            if request.segments.first == "downloads" { return .answer(try redirect(request)) }
            guard request.segments.count == 2 else { throw refusal(.notFound, "There is nothing here.") }
            switch request.segments[0] {
            case "files": return try beginTus(request)
            case "pictures", "texttracks": return .receive(try beginPut(request))
            default: throw refusal(.notFound, "There is nothing here.")
            }
        } catch {
            return .answer(error.response)
        }
    }

    /// Whether the upload is there, and no other request took it over.
    func isHeld(by body: UploadBody) -> Bool { uploads[body.upload]?.lease == body.lease }

    /// Counts bytes that arrived for `body`; false if it does not hold the upload.
    mutating func received(_ count: Int, _ body: inout UploadBody, now: Instant) -> Bool {
        guard isHeld(by: body), var upload = uploads[body.upload] else { return false }
        body.offset += Int64(count)
        upload.offset = body.offset
        if case .version(let uri, let video) = upload.purpose, upload.offset == upload.size, !upload.isComplete {
            upload.isComplete = true
            set(upload, upload.id)
            fileArrived(for: uri, of: video, now: now)
        } else {
            setProgress(upload)
        }
        return true
    }

    /// Forgets an upload without a word, as a server does whose disk died; a file that is complete has left it by then.
    mutating func lose(_ request: ServerRequest) {
        guard request.segments.count == 2, request.segments[0] == "files", var upload = uploads[request.segments[1]]
        else { return }
        if upload.isComplete {
            upload.isLost = true
            set(upload, upload.id)
        } else {
            set(nil as Upload?, upload.id)
            discarded.append(upload.id)
        }
    }

    /// The answer once the whole body of `body` is there.
    mutating func finish(_ body: UploadBody, now: Instant) -> ServerResponse {
        guard var upload = uploads[body.upload], upload.lease == body.lease else {
            return refusal(.notFound, "The upload is gone.").response
        }
        switch upload.purpose {
        case .version:
            return Self.tus(.noContent, [("Upload-Offset", "\(upload.offset)")])
        case .picture(let uri, let owner):
            guard upload.offset > 0 else { return refusal(.badRequest, "An image cannot be empty.").response }
            upload.isComplete = true
            set(upload, upload.id)
            update(uri, now: now) { $0.hidden["image"] = true }
            touchOwner(owner, now: now)
            return ServerResponse(status: .ok)
        case .textTrack(let uri):
            guard upload.offset > 0 else { return refusal(.badRequest, "A text track cannot be empty.").response }
            upload.isComplete = true
            set(upload, upload.id)
            update(uri, now: now)
            return ServerResponse(status: .ok)
        }
    }

    private static func tus(_ status: HTTPResponseStatus, _ headers: [(String, String)]) -> ServerResponse {
        ServerResponse(status: status, headers: HTTPHeaders([("Tus-Resumable", "1.0.0")] + headers))
    }

    private func refusal(_ status: HTTPResponseStatus, _ text: String, _ more: (String, String)...) -> APIError {
        .plain(status, text, HTTPHeaders([("Tus-Resumable", "1.0.0")] + more))
    }

    private mutating func beginTus(_ request: ServerRequest) throws(APIError) -> UploadAction {
        guard [.HEAD, .PATCH, .OPTIONS].contains(request.method) else {
            let text = "Uploads are created and deleted with the API."
            throw refusal(.methodNotAllowed, text, ("Allow", "HEAD, PATCH, OPTIONS"))
        }
        if request.method == .OPTIONS {
            let headers = [("Tus-Version", "1.0.0"), ("Tus-Max-Size", "\(UploadPlan.maximumSize)")]
            return .answer(Self.tus(.noContent, headers))
        }
        guard request.headers.first(name: "Authorization") == nil else {
            throw refusal(.badRequest, "The upload link needs no Authorization, and the token must not be sent to it.")
        }
        guard request.headers.first(name: "Tus-Resumable") == "1.0.0" else {
            throw refusal(.preconditionFailed, "Tus-Resumable must be 1.0.0.", ("Tus-Version", "1.0.0"))
        }
        guard let upload = uploads[request.segments[1]], !upload.isLost, case .version = upload.purpose else {
            throw refusal(.notFound, "There is no such upload.")
        }
        if request.method == .PATCH { return .receive(try patch(upload, request)) }
        let sizes = [("Upload-Offset", "\(upload.offset)"), ("Upload-Length", "\(upload.size)")]
        return .answer(Self.tus(.ok, sizes + [("Cache-Control", "no-store")]))
    }

    private mutating func patch(_ upload: Upload, _ request: ServerRequest) throws(APIError) -> UploadBody {
        let type = request.headers.first(name: "Content-Type")?.lowercased()
        guard type == "application/offset+octet-stream" else {
            throw refusal(.unsupportedMediaType, "Content-Type must be application/offset+octet-stream.")
        }
        guard let text = request.headers.first(name: "Upload-Offset"), let offset = Int64(digits: text) else {
            throw refusal(.badRequest, "Upload-Offset must be a whole number.")
        }
        guard offset == upload.offset else {
            let text = "The upload is at \(upload.offset), not at \(offset)."
            throw refusal(.conflict, text, ("Upload-Offset", "\(upload.offset)"))
        }
        return try lease(upload, request, offset: offset)
    }

    /// An image or a text track: all its bytes at once.
    private mutating func beginPut(_ request: ServerRequest) throws(APIError) -> UploadBody {
        guard request.method == .PUT else {
            throw .plain(.methodNotAllowed, "The bytes are sent with PUT.", ["Allow": "PUT"])
        }
        guard let upload = uploads[request.segments[1]] else { throw .plain(.notFound, "There is nothing here.") }
        switch (upload.purpose, request.segments[0]) {
        // The official vimeo.py sends the token to these links, so it is let pass here.
        case (.picture, "pictures"), (.textTrack, "texttracks"): break
        default: throw .plain(.notFound, "There is nothing here.")
        }
        return try lease(upload, request, offset: 0)
    }

    private mutating func lease(
        _ upload: Upload,
        _ request: ServerRequest,
        offset: Int64
    ) throws(APIError) -> UploadBody {
        let room = upload.size - offset
        if let length = request.headers.first(name: "Content-Length").flatMap({ Int64(digits: $0) }), length > room {
            throw refusal(.payloadTooLarge, "At most \(room) more bytes are accepted.")
        }
        var upload = upload
        upload.lease += 1
        var startsAnew = true
        if case .version = upload.purpose { startsAnew = false }
        if startsAnew { upload.offset = 0 }
        setProgress(upload)
        return UploadBody(
            upload: upload.id,
            lease: upload.lease,
            offset: offset,
            limit: upload.size,
            startsAnew: startsAnew
        )
    }
}
