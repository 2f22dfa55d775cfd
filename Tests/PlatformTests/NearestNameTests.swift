import Platform
import Testing

struct NearestNameTests {
    @Test(
        "The nearest name is found when at most a third of its letters differ",
        arguments: [
            ("uplaod", "upload"), ("gett", "get"), ("exchangecode", "exchange_code"), ("Get", "get"),
            ("xyz", nil), ("", nil), (String(repeating: "x", count: 1_000_000), nil),
        ] as [(String, String?)]
    )
    func nearest(name: String, expected: String?) {
        #expect(NearestName.find(name, in: ["get", "upload", "exchange_code"]) == expected)
    }
}
