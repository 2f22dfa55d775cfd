import Vimeo

struct Uploader {
    static func upload(_ path: String, with client: Client) async throws -> String {
        let uri = try await client.upload(file: path, fields: ["name": "Talk", "privacy": ["view": "nobody"]]) {
            print("\($0.sent) of \($0.total) bytes sent, \($0.confirmed) confirmed")
        }
        try await client.patch(uri, ["description": "Recorded on Monday"]).check()
        return uri
    }
}
