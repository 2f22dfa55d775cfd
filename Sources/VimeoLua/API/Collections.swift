internal import LuaKit
internal import Vimeo

extension VimeoTable {
    private static let path = Parameter.required("path", .text, "the URI of a collection, such as /me/videos")
    private static let query = Parameter.optional(
        "query",
        .query,
        "parameters of the URL; per_page is 100 unless given"
    )
    private static let limit = Parameter.optional("limit", .integer(atLeast: 0), "the most items to give")
    private static let errors = ["api", "auth", "network", "timeout", "cancelled", "usage"]

    func addCollections(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.each",
            taking(Self.path, Self.query),
            options: RequestOptions.ofCollections + [Self.limit],
            results: "iterator",
            text:
                "Walks every item of a collection, over all its pages; the next page is fetched while this one is used. "
                + "If the list changes meanwhile, items may be missed or come twice, but the loop ends, with a warning: "
                + "where the list shrinks, where a page comes again, and where one no longer exists. Collect all items "
                + "before deleting any. A page after the first is retried for about a minute.",
            errors: Self.errors,
            example: "for video in vimeo.each(\"/me/videos\", {fields = {\"uri\", \"name\"}}) do print(video.name) end"
        ) { [self] arguments, path, query in
            let limit = try arguments.option(Self.limit)
            let iterator = try pages(path, query, arguments)
            parts.library.push("each", on: arguments.stack)
            arguments.stack.push(object: iterator)
            arguments.stack.push(limit ?? -1)
            return .call(arguments: 2)
        }

        functions.add(
            "vimeo.pages",
            taking(Self.path, Self.query),
            options: RequestOptions.ofCollections,
            results: "iterator",
            text: "Walks the pages of a collection, each as its whole body; otherwise like vimeo.each.",
            errors: Self.errors,
            example: "for page in vimeo.pages(\"/me/videos\") do print(#page.data, page.total) end"
        ) { [self] arguments, path, query in
            arguments.stack.loop(over: try pages(path, query, arguments))
        }
    }

    private func pages(_ path: String, _ query: [Request.Parameter]?, _ arguments: Arguments) throws -> PageIterator {
        PageIterator(
            try Request(.get, path, query: query, options: arguments),
            client: try client(),
            nulls: try arguments.option(RequestOptions.nulls),
            warn: warn
        )
    }
}
