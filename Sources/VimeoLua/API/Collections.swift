internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var collectionFunctions: [FunctionDescription] {
        [each, pages]
    }

    private static let path = Parameter.required("path", .text, "the URI of a collection, such as /me/videos")
    private static let query = Parameter.optional(
        "query",
        .query,
        "parameters of the URL; per_page is 100 unless given"
    )
    private static let limit = Parameter.optional("limit", .integer(atLeast: 0), "the most items to give")

    private static let errors = ["api", "auth", "network", "timeout", "cancelled", "usage"]

    private var each: FunctionDescription {
        FunctionDescription(
            name: "vimeo.each",
            parameters: [
                Self.path,
                Self.query,
                ParameterDescription.options(RequestOptions.ofCollections + [Self.limit], "how to ask"),
            ],
            results: "iterator",
            text:
                "Walks every item of a collection, over all its pages; the next page is fetched while this one is used. "
                + "If the list changes meanwhile, items may be missed or come twice, but the loop ends, with a warning: "
                + "where the list shrinks, where a page comes again, and where one no longer exists. Collect all items "
                + "before deleting any. A page after the first is retried for about a minute.",
            errors: Self.errors,
            example: "for video in vimeo.each(\"/me/videos\", {fields = {\"uri\", \"name\"}}) do print(video.name) end",
            permission: .read
        ) { [self] arguments in
            let limit = try arguments.option(Self.limit)
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
            parameters: [
                Self.path,
                Self.query,
                ParameterDescription.options(RequestOptions.ofCollections, "how to ask"),
            ],
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
        let request = try Request(
            .get,
            arguments[Self.path],
            query: arguments[Self.query],
            options: arguments
        )
        return PageIterator(
            request,
            client: try client(),
            nulls: try arguments.option(RequestOptions.nulls),
            warn: warn
        )
    }
}
