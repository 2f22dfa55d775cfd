import Testing

@testable import VimeoLua

struct SeenURIsTests {
    private func seen(_ bodies: String...) -> SeenURIs {
        let seen = SeenURIs()
        seen.start()
        for body in bodies { seen.note(Array(body.utf8)) }
        return seen
    }

    @Test("URIs are found with the names beside them, in the order of the answer")
    func found() {
        let seen = seen(
            #"{"data":[{"uri":"/videos/1","name":"One"},{"uri":"/videos/2"},{"uri":"/users/3","name":"x"}]}"#
        )
        #expect(
            seen.entries(in: "/videos") == [
                SeenURIs.Entry(uri: "/videos/1", name: "One"), SeenURIs.Entry(uri: "/videos/2", name: ""),
            ]
        )
        #expect(seen.entries(in: "/users").map(\.uri) == ["/users/3"])
    }

    @Test("A newer answer comes first, and nothing is there twice")
    func newest() {
        let seen = seen(#"[{"uri":"/videos/1"},{"uri":"/videos/2"}]"#, #"{"uri":"/videos/2","name":"New"}"#)
        #expect(seen.entries(in: "/videos").map(\.name) == ["New", ""])
    }

    @Test(
        "Hostile bodies give nothing",
        arguments: ["", #"{"uri":"#, #"{"uri":"/a"#, #"{"uri":"x\"y"}"#, #"{"uri":7}"#]
    )
    func hostile(body: String) {
        #expect(seen(body).entries(withPrefix: "").isEmpty)
    }

    @Test("Without a prompt nothing is noted")
    func off() {
        let seen = SeenURIs()
        seen.note(Array(#"{"uri":"/videos/1"}"#.utf8))
        #expect(seen.entries(withPrefix: "/").isEmpty)
    }
}
