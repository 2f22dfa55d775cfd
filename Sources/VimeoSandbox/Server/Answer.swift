import JSONCore
import NIOHTTP1

/// What an operation answers, before the `fields` filter and serialisation.
struct Answer: Sendable {
    enum Content: Sendable {
        case none
        /// One object; `type` is the part of the content type after `application/vnd.vimeo.`.
        case object(JSONValue, type: String)
        /// A page: `fields` applies to the elements of `data`, the wrapper stays.
        case page(JSONValue, type: String)
        /// An object of no Vimeo type, untouched by `fields`, as the OAuth calls answer.
        case plain(JSONValue)
        /// A page for a browser.
        case html(HTML)
    }

    var status: HTTPResponseStatus = .ok
    var headers: HTTPHeaders = [:]
    var content: Content = .none

    static let noContent = Answer(status: .noContent)

    /// Serialises the answer, reduced to what `fields` names.
    func response(fields: FieldFilter?) -> ServerResponse {
        var response = ServerResponse(status: status, headers: headers)
        switch content {
        case .none: return response
        case .object(let value, let type):
            response.headers.add(name: "Content-Type", value: "application/vnd.vimeo.\(type)+json")
            response.body = (fields?.apply(to: value) ?? value).bytes()
        case .page(let value, let type):
            response.headers.add(name: "Content-Type", value: "application/vnd.vimeo.\(type)+json")
            var page = value
            if let fields, case .object(var wrapper) = value, case .array(let data)? = wrapper["data"] {
                wrapper["data"] = .array(data.map(fields.apply))
                page = .object(wrapper)
            }
            response.body = page.bytes()
        case .plain(let value):
            response.headers.add(name: "Content-Type", value: "application/json")
            response.body = value.bytes()
        case .html(let page):
            response.headers.add(contentsOf: HTML.headers)
            response.body = page.bytes
        }
        return response
    }
}

/// One answer, ready for the wire.
struct ServerResponse: Sendable {
    var status: HTTPResponseStatus
    var headers: HTTPHeaders = [:]
    var body: [UInt8] = []
}
