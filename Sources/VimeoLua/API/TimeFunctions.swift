internal import LuaKit
internal import Platform
internal import Vimeo

extension VimeoTable {
    func addTime(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.time.parse",
            permission: .none,
            taking(.required("text", .text, "RFC 3339, such as a created_time of Vimeo, or a day such as 2026-01-31")),
            results: "seconds",
            text: "Returns a point in time as seconds since 1970; a day stands for its start in UTC.",
            errors: ["usage"],
            example: "vimeo.time.parse(\"2026-01-31T12:00:00+00:00\")"
        ) { arguments, text in
            guard let seconds = TimeText.date(text) else {
                throw VimeoError(
                    .usage,
                    "'\(text)' is not a time",
                    hint: "write it as 2026-01-31 or 2026-01-31T12:00:00Z"
                )
            }
            return arguments.stack.result(.integer(Int64(seconds)))
        }

        functions.add(
            "vimeo.time.format",
            permission: .none,
            taking(.optional("seconds", .number, "since 1970; now by default")),
            results: "text",
            text: "Returns a point in time as Vimeo writes it, in UTC: 2026-01-31T12:00:00+00:00.",
            errors: ["usage"],
            example: "vimeo.time.format(0)"
        ) { arguments, seconds in
            let seconds = seconds ?? Double(time(nil))
            guard let text = Int(exactly: seconds.rounded(.down)).flatMap(TimeText.text) else {
                throw VimeoError(
                    .usage,
                    "\(seconds) seconds are not a year from 1 to 9999",
                    hint: "give seconds since 1970"
                )
            }
            return arguments.stack.result(.string(text))
        }

        functions.add(
            "vimeo.time.now",
            permission: .none,
            taking(),
            results: "seconds",
            text: "Returns the seconds since 1970, with their fraction.",
            example: "vimeo.time.now()"
        ) { arguments in
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            return arguments.stack.result(.number(Double(now.tv_sec) + Double(now.tv_nsec) / 1e9))
        }

        functions.add(
            "vimeo.time.ago",
            permission: .none,
            taking(.required("duration", .text, "such as 90d, 12h or 1h30m; the units are s, m, h, d and w")),
            results: "seconds",
            text: "Returns the time that long ago, in seconds since 1970.",
            errors: ["usage"],
            example: "vimeo.time.parse(\"2026-01-31\") < vimeo.time.ago(\"90d\")"
        ) { arguments, text in
            guard let seconds = TimeText.duration(text) else {
                throw VimeoError(.usage, "'\(text)' is not a duration", hint: "write it as 90d, 12h or 1h30m")
            }
            return arguments.stack.result(.integer(Int64(time(nil)) - Int64(seconds)))
        }
    }
}
