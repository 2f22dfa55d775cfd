import JSONCore
import NIOHTTP1

/// Folders, which Vimeo's paths call projects: each holds videos and other folders.
extension Store {
    private static let kind = Kind("project")

    /// Creates a folder, within another one if `parent_folder_uri` names it.
    mutating func createFolder(_ call: Call) throws(APIError) -> Answer {
        let user = try ownUser(call)
        let schema: Schema = ["name": .text(max: 128), "parent_folder_uri": .text(max: 256)]
        let body = try schema.check(try call.request.fields())
        guard let name = body["name"]?.string, !name.isEmpty else { throw .invalid("name", "It is required.") }
        let uri = "\(user)/projects/\(nextID())"
        var folder = Self.resource(uri, Self.kind, at: call.now)
        folder.hidden["owner"] = .string(user)
        folder.fields.merge(["name": .string(name), "privacy": ["view": "nobody"]])
        if let parent = body["parent_folder_uri"]?.string {
            folder.hidden["parent"] = .string(try ownFolder(parent, "parent_folder_uri", call))
        }
        insert(folder)
        var answer = answer(uri, call)
        answer.status = .created
        return answer
    }

    /// Renames a folder, or moves it into another one; not into itself or what it holds.
    mutating func editFolder(_ call: Call) throws(APIError) -> Answer {
        let uri = try ownFolder(call)
        let schema: Schema = ["name": .text(max: 128), "parent_folder_uri": .text(max: 256)]
        let body = try schema.check(try call.request.fields())
        if body["name"] == .null || body["name"] == "" { throw .invalid("name", "It must not be empty.") }
        if let text = body["parent_folder_uri"]?.string {
            let parent = try ownFolder(text, "parent_folder_uri", call)
            var place: String? = parent
            while let folder = place {
                guard folder != uri else {
                    throw .invalid("parent_folder_uri", "A folder can't be moved into itself.")
                }
                place = resources[folder]?.hidden["parent"]?.string
            }
            update(uri, now: call.now) { $0.hidden["parent"] = .string(parent) }
        }
        if let name = body["name"] {
            update(uri, now: call.now) { folder in
                folder.fields["name"] = name
                folder.fields["modified_time"] = .string(call.now.iso8601)
            }
        }
        return answer(uri, call)
    }

    /// Deletes a folder and those within; with `should_delete_clips` their videos, too.
    mutating func deleteFolder(_ call: Call) throws(APIError) -> Answer {
        let uri = try ownFolder(call)
        let deletesVideos = call.request.parameter("should_delete_clips") == "true"
        var left = [uri]
        while let folder = left.popLast() {
            left += folders(in: folder, of: folder.parentURI)
            if deletesVideos { remove(members("\(folder)/videos"), now: call.now) }
            remove(folder, now: call.now)
        }
        return .noContent
    }

    /// The videos and folders of a folder, each with its type.
    func folderItems(_ call: Call) throws(APIError) -> Answer {
        let uri = try ownFolder(call)
        let folders = folders(in: uri, of: uri.parentURI).map { ("folder", $0) }
        let items = (folders + members("\(uri)/videos").map { ("video", $0) }).map { type, item -> JSONValue in
            ["type": .string(type), type: render(item, for: call.caller)]
        }
        return Answer(content: .page(try Page(call.request).wrap(items, call), type: "project.item"))
    }

    /// Takes the items that `uris` names out of a folder; folders are deleted, as are videos with
    /// `should_delete_clips`.
    mutating func deleteFolderItems(_ call: Call) throws(APIError) -> Answer {
        let uri = try ownFolder(call)
        guard let text = call.request.parameter("uris") else { throw .invalid("uris", "It is required.") }
        let uris = text.split(separator: ",").map { self.uri(of: .video, String($0), call.caller) }
        let (folders, videos) = (
            uris.filter { resources[$0]?.kind == Self.kind }, uris.filter { $0.hasPrefix("/videos/") }
        )
        take(videos, outOf: "\(uri)/videos", now: call.now)
        if call.request.parameter("should_delete_clips") == "true" {
            remove(videos.filter { mayChange($0, call.caller) }, now: call.now)
        }
        remove(folders.filter { mayChange($0, call.caller) }, now: call.now)
        return .noContent
    }

    private func folders(in folder: String, of list: String) -> [String] {
        members(list).filter { resources[$0]?.hidden["parent"]?.string == folder }
    }

    private func ownFolder(_ call: Call) throws(APIError) -> String {
        let uri = "/users/\(call["user_id"])/projects/\(call["project_id"])"
        guard resources[uri] != nil else { throw .notFound("folder") }
        guard mayChange(uri, call.caller) else { throw .notYours }
        return uri
    }

    /// The folder of the caller that a field of a body names.
    func ownFolder(_ text: String, _ field: String, _ call: Call) throws(APIError) -> String {
        let uri = uri(of: Self.kind, text.lastPart, call.caller)
        guard resources[uri] != nil else { throw .invalid(field, "There is no such folder.") }
        return uri
    }
}
