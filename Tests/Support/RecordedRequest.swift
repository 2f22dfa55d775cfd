/// One request as it arrived at the test server.
package struct RecordedRequest: Sendable {
    package var method: String
    package var target: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// The bytes before the body.
    package var head: String
    /// The number of the connection it came on, from 0.
    package var connection: Int

    package subscript(name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    package var path: String { String(target.prefix { $0 != "?" }) }
    package var text: String { String(decoding: body, as: UTF8.self) }

    package init(head: String, connection: Int) {
        let lines = head.split(separator: "\r\n", omittingEmptySubsequences: true)
        let words = lines[0].split(separator: " ")
        method = String(words[0])
        target = String(words[1])
        headers = lines.dropFirst().map { line in
            let name = line.prefix { $0 != ":" }
            return (String(name), line.dropFirst(name.count + 1).trimmingPrefix(" ").description)
        }
        body = []
        self.head = head
        self.connection = connection
    }
}
