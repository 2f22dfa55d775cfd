import Testing

@testable import vimeo_lua

/// The calls that led to an error, in few rows.
struct TracebackTests {
    @Test("One call adds nothing to the message; the prompt's own are left out")
    func short() {
        #expect(Traceback("\t[C]: in function 'error'\n\tinput 1:1: in main chunk\n\t[C]: in ?").rows == [])
        #expect(Traceback("").rows == [])
        #expect(Traceback("\ta\n\tb\n\t[C]: in function 'vimeo.repl'\n\tc").rows == ["a", "b"])
    }

    @Test("Equal calls are one row, with those that Lua has left out among them")
    func recursion() {
        let frames = Array(repeating: "\tinput 1:1: in function 'r'", count: 10)
        let text = (frames + ["\t...\t(skipping 980 levels)"] + frames + ["\tinput 1:1: in main chunk"])
            .joined(separator: "\n")
        #expect(Traceback(text).rows == ["input 1:1: in function 'r' (1000 times)", "input 1:1: in main chunk"])
    }

    @Test("Calls in turns are shown from both ends")
    func turns() {
        let frames = (1...10).map { $0.isMultiple(of: 2) ? "\ta" : "\tb" }
        let text = (frames + ["\t...\t(skipping 81 levels)"] + frames).joined(separator: "\n")
        #expect(Traceback(text).rows == ["b", "a", "b", "a", "… 93 more", "b", "a", "b", "a"])
    }
}
