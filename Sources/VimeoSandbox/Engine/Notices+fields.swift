import APIDescription
import JSONCore
import Platform

extension Store {
    /// Fields that Vimeo has, and that look like misspelt ones: the description does not have them.
    private static let undescribed: Set = ["uploader"]

    /// Notes the names in `fields` that neither the operation's description nor this answer has, but one much like them.
    ///
    /// Others may well be Vimeo's: its description lacks some, as `files` and `download` of a video.
    mutating func noteUnknownFields(_ request: ServerRequest, _ operation: APIOperation, _ answer: Answer) {
        guard let wanted = request.wanted, let object = operation.object.flatMap({ APIObject.all[$0] }) else { return }
        let values: [JSONValue]
        switch answer.content {
        case .object(let value, _): values = [value]
        // The wrapper too: some ask for `total`.
        case .page(let page, _): values = [page] + (page["data"]?.array ?? [])
        default: return
        }
        // Many requests are for the same; a hostile client could have as many texts as requests.
        guard checkedFields.count < 1000,
            checkedFields.insert("\(operation.id) \(request.parameter("fields") ?? "")").inserted
        else { return }
        noteUnknown(wanted, object.fields.map { ($0, $0.path[...]) }, values, operation)
    }

    /// - Parameters:
    ///   - described: the fields that may be there, each with the rest of its path.
    ///   - values: what the answer has there.
    private mutating func noteUnknown(
        _ wanted: FieldFilter,
        _ described: [(field: APIField, path: ArraySlice<String>)],
        _ values: [JSONValue],
        _ operation: APIOperation,
        _ start: String = ""
    ) {
        let objects = values.flatMap { $0.array ?? [$0] }.compactMap(\.object)
        for (name, inner) in wanted.children.prefix(100) {
            let found = described.filter { $0.path.first == name }
            let present = objects.compactMap { $0[name] }
            if found.isEmpty {
                // What is only in the answer has parts that are not described.
                let known = described.compactMap(\.path.first) + objects.flatMap { $0.members.map(\.key) }
                guard present.isEmpty, !Self.undescribed.contains(name),
                    let nearest = NearestName.find(name, in: known)
                else { continue }
                let place = "\(operation.method) \(operation.paths[0])"
                notices.append("\(place) has no result field \(start)\(name); did you mean \(start)\(nearest)?")
                continue
            }
            // Entries of `metadata` have fields of their own kind.
            if found.contains(where: { $0.path.count == 1 && $0.field.shape.isLink }) { continue }
            var parts = found.map { ($0.field, $0.path.dropFirst().drop { $0 == "[]" }) }.filter { !$0.1.isEmpty }
            if parts.isEmpty { parts = APIObject.ofField(name)?.fields.map { ($0, $0.path[...]) } ?? [] }
            // Where nothing is described, nothing is known to be wrong.
            if !parts.isEmpty { noteUnknown(inner, parts, present, operation, "\(start)\(name).") }
        }
    }
}
