internal import APIDescription

extension HelpText {
    private static let meanings = [
        200: "success", 201: "created", 202: "accepted, not done yet", 204: "success, no body", 304: "not modified",
        400: "invalid parameters", 401: "token missing or invalid", 403: "not allowed", 404: "not found",
        409: "conflict", 429: "too many requests", 500: "an error at Vimeo",
        503: "temporarily unavailable",
    ]

    /// An operation of the API: what it is, its parameters, scopes, statuses and a call.
    static func lines(for operation: Operation, width: Int) -> [HelpLine] {
        let parameters = ParameterCatalog.parameters(of: operation)
        var lines: [HelpLine] = [
            [HelpPiece("\(operation.method) ", .heading)] + path(operation.path),
            [],
        ]
        lines += HelpWrapping.wrap(
            [HelpPiece("\(operation.title). ")] + [
                HelpPiece("\(operation.family), \(lowercased(operation.group))", .dim)
            ],
            width: width
        )
        let scopes = operation.scopes.joined(separator: ", ")
        let lists: [(title: String, items: [HelpBlock.Item])] = [
            ("Query:", parameters.filter { $0.place == .query }.flatMap { rows($0, prefix: "") }),
            ("Body:", parameters.filter { $0.place == .body }.flatMap { rows($0, prefix: "") }),
            (
                "Scopes:",
                [
                    scopes.isEmpty
                        ? .init(term: "not documented", text: "many requests need one nevertheless")
                        : .init(term: scopes, text: "")
                ]
            ),
            (
                "Statuses:",
                statuses(operation).map { .init(term: "\($0)", text: meanings[$0] ?? "") }
                    + [.init(term: "…", text: "any request can return 429 or 5xx")]
            ),
        ]
        let column = column(lists.flatMap(\.items))
        for list in lists where !list.items.isEmpty {
            lines += [[], [HelpPiece(list.title, .heading)]] + items(list.items, width: width, column: column)
        }
        return lines + [[], [HelpPiece("Example:", .heading)]] + code(OperationExample.lines(for: operation))
    }

    /// Operations as a list, such as those of a path or those that are near.
    static func lines(forOperations operations: [Operation], width: Int) -> [HelpLine] {
        items(operations.map { .init(term: "\($0.method) \($0.path)", text: $0.title) }, width: width)
    }

    /// The statuses; a tus upload is answered with 200 although the description says 201.
    private static func statuses(_ operation: Operation) -> [Int] {
        let isUpload = operation.bodyFields.contains { $0.name == "upload" }
        return isUpload ? Set(operation.statuses + [200]).sorted() : operation.statuses
    }

    private static func path(_ path: String) -> HelpLine {
        path.split(separator: "/").flatMap { segment in
            segment.hasPrefix("{")
                ? [HelpPiece("/", .heading), HelpPiece(String(segment), .parameter)]
                : [HelpPiece("/\(segment)", .heading)]
        }
    }

    private static func lowercased(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }

    /// What a value is, unless it is text, or the list of values says it.
    private static func kind(_ shape: APIField.Shape) -> String? {
        switch shape {
        case .number: "number"
        case .list: "list"
        default: nil
        }
    }

    /// A parameter and, below it, the keys of its object.
    private static func rows(_ parameter: OperationParameter, prefix: String) -> [HelpBlock.Item] {
        let name = prefix + parameter.name
        let isFlag = parameter.shape == .boolean
        let values = parameter.values.isEmpty ? "" : " (\(parameter.values.joined(separator: isFlag ? " or " : ", ")))"
        let kind = [parameter.isRequired ? "required" : nil, kind(parameter.shape)].compactMap(\.self)
        let start = kind.isEmpty ? "" : "\(kind.joined(separator: ", ")): "
        return [.init(term: name, text: "\(start)\(parameter.text)\(values)")]
            + parameter.keys.flatMap { rows($0, prefix: "\(name).") }
    }
}
