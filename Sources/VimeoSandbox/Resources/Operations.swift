import JSONCore
import NIOHTTP1

/// Everything the API can do.
///
/// A new group of resources is one more list here.
enum Operations {
    static let all = general + resources + oauth

    private static let resources = users + videos + versions + pictures + textTracks

    private static let general: [Operation] = [
        Operation(.GET, "/", .anyone) { _, _ throws(APIError) in
            let endpoints = resources.map { operation -> JSONValue in
                ["path": .string(operation.path), "methods": [.string(operation.method.rawValue)]]
            }
            return Answer(content: .object(["endpoints": .array(endpoints)], type: "endpoint"))
        },
        Operation(.GET, "/tutorial", .anyone) { call, _ throws(APIError) in
            Answer(
                content: .object(
                    [
                        "message": "Success! The sandbox has understood your request.",
                        "token_is_authenticated": .boolean(call.caller.user != nil),
                    ],
                    type: "tutorial"
                )
            )
        },
    ]
}
