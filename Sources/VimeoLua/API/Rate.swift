internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var rateFunctions: [FunctionDescription] {
        [rate]
    }

    private var rate: FunctionDescription {
        FunctionDescription(
            name: "vimeo.rate",
            results: "rate",
            text:
                "Shows what is known of the token's rate limit, without a request: limit and remaining (requests in the "
                + "present window), reset (its end, as epoch seconds; all three nil while unknown) and waiting (requests "
                + "held back now). Requests are slowed down before the limit is reached, and wait after it.",
            errors: [],
            example: "vimeo.rate().remaining",
            permission: .none
        ) { [self] arguments in
            let rate = try client().rate
            let stack = arguments.stack
            stack.pushTable(fields: 4)
            let fields = [
                ("limit", rate.limit), ("remaining", rate.remaining), ("reset", rate.reset), ("waiting", rate.waiting),
            ]
            for (name, value) in fields {
                guard let value else { continue }
                stack.push(Int64(value))
                stack.setRaw(name, in: -2)
            }
            return .results(1)
        }
    }
}
