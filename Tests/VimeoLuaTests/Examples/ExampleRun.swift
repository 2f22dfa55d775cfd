import FoundationEssentials

/// Runs a script of `scripts/examples` against a sandbox; gives what it printed, sorted, what it said on standard error, and its exit status.
///
/// The folder's path is shown as `dir`, the numbers of what is new as `N`.
///
/// - Parameters:
///   - before: a script that runs first; `dir` is the path of the folder.
///   - after: a script that runs last; `again()` runs it once more and forgets what the last run printed.
func runExample(
    _ recipe: String,
    _ arguments: [String],
    before: String = "",
    in folder: TemporaryFolder,
    after: String = ""
) async throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../scripts/examples")
    let words = arguments.map { "[==[\($0)]==]" }.joined(separator: ", ")
    let code = """
        \(before)
        local printed, said, status
        arg = {\(words)}
        -- New numbers go before the sorting, as they come in any order.
        print = function(text) table.insert(printed, (text:gsub('/5%d%d%d%f[%D]', '/N'))) end
        io.stderr = {write = function(_, ...) table.insert(said, table.concat{...}) end}
        os.exit = function(status) error({status = status}, 0) end
        local function again()
          printed, said, status = {}, {}, 0
          local ok, problem = pcall(assert(loadfile(recipe)))
          if not ok then status = type(problem) == 'table' and problem.status or tostring(problem) end
          table.sort(printed)
        end
        again()
        \(after)
        return table.concat(printed, '\\n') .. '|' .. table.concat(said) .. '|' .. tostring(status)
        """
    let globals = ["recipe": root.appending(path: recipe).standardized.path, "dir": folder.path]
    return try await run(code, globals: globals)
        .replacing(folder.path, with: "dir")
        .replacing(#/\/5\d{3}\b/#, with: "/N")
}
