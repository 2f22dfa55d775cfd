internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var collectionFunctions: [FunctionDescription] {
        [each, pages]
    }

    private static let options = [
        Option("headers", .table, "header fields by name"),
        Option("timeout", .number, "seconds without progress after which a request fails"),
        Option("retries", .number, "how often a request may be repeated"),
        Option("null", .string, "\"keep\" gives null fields as vimeo.json.null instead of leaving them out"),
    ]

    private static let parameters: [Parameter] = [
        .required("path", .string, "the URI of a collection, such as /me/videos"),
        .optional("query", .table, "parameters of the URL; per_page is 100 unless given"),
    ]

    private static let errors = ["api", "auth", "network", "timeout", "cancelled", "usage"]

    private var each: FunctionDescription {
        let limit = Option("limit", .number, "how many items are given at most")
        return FunctionDescription(
            name: "vimeo.each",
            parameters: Self.parameters + [.optional("options", .options(Self.options + [limit]), "how to ask")],
            results: "iterator",
            text:
                "Walks every item of a collection, over all its pages; the next page is fetched while this one is used. "
                + "If the list changes meanwhile, items may be missed or come twice, but the loop ends, with a warning: "
                + "at a page that was there before, and at one that has vanished.",
            errors: Self.errors,
            example: "for video in vimeo.each(\"/me/videos\", {fields = {\"uri\", \"name\"}}) do print(video.name) end",
            permission: .read
        ) { [self] arguments in
            let limit = try arguments["options"]?.withField("limit") { try $0.integer(atLeast: 0) }
            let iterator = try pageIterator(arguments)
            parts.library.push("each", on: arguments.stack)
            arguments.stack.push(object: iterator)
            arguments.stack.push(limit ?? -1)
            return .call(arguments: 2)
        }
    }

    private var pages: FunctionDescription {
        FunctionDescription(
            name: "vimeo.pages",
            parameters: Self.parameters + [.optional("options", .options(Self.options), "how to ask")],
            results: "iterator",
            text: "Walks the pages of a collection, each as its whole body; otherwise like vimeo.each.",
            errors: Self.errors,
            example: "for page in vimeo.pages(\"/me/videos\") do print(#page.data, page.total) end",
            permission: .read
        ) { [self] arguments in
            let stack = arguments.stack
            stack.push(object: try pageIterator(arguments))
            let iterator = stack.top
            stack.pushNil()
            stack.pushNil()
            // The fourth value is closed when the loop ends, however it does.
            stack.pushCopy(of: iterator)
            return .results(4)
        }
    }

    private func pageIterator(_ arguments: Arguments) throws -> PageIterator {
        var request = Request(.get, try arguments.required("path").text())
        request.query = try arguments["query"]?.query() ?? []
        let options = arguments["options"]
        request.headers = try options?.withField("headers") { try $0.headers() } ?? Headers()
        request.timeout = try options?.withField("timeout") { try $0.seconds() }
        request.retries = try options?.withField("retries") { Int(clamping: try $0.integer(atLeast: 0)) }
        let nulls = try options?.withField("null") { try Self.nulls($0) } ?? .absent
        return PageIterator(request, client: try client(), nulls: nulls, warn: warn)
    }
}
