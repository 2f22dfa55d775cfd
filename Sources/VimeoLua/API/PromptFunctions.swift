internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var promptFunctions: [FunctionDescription] {
        [
            FunctionDescription(
                name: "vimeo.repl",
                parameters: [
                    Parameter.optional(
                        "env",
                        .table,
                        "what globals are at the prompt; those of the script by default"
                    )
                ],
                text:
                    "Opens a prompt in the middle of a script. It sees the locals of the function that called it, and "
                    + "what it assigns to them is assigned. The script goes on at Ctrl-D or :quit.",
                errors: ["usage"],
                example: "if problem then vimeo.repl() end",
                permission: .none
            ) { [self] arguments in
                guard let prompt = parts.prompt else {
                    throw VimeoError(
                        .usage,
                        "there is no prompt in this program",
                        hint: "run the script with vimeo-lua"
                    )
                }
                try prompt(arguments.stack)
                return .results(0)
            }
        ]
    }
}
