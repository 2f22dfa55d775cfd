import Platform

/// Creates names that every file system accepts.
enum FileSafeName {
    /// With a number and an ending added, and `.part.json` on top, it must still fit in 255 bytes.
    private static let mostBytes = 180

    /// The name of a video's file: its cleaned title and its number, as titles need not differ.
    static func video(title: String, uri: String, type: String?, link: String) -> String {
        let number = clean(uri.split(separator: "/").last.map(String.init) ?? "video")
        let title = clean(title)
        let ending = ending(type: type, link: link)
        return "\(title.isEmpty ? "" : "\(title)-")\(number).\(ending)"
    }

    /// The name at the end of a link's path.
    static func link(_ address: Address) -> String {
        let path = address.target.prefix { $0 != "?" }
        let name = clean(PercentEncoding.decoded(path.split(separator: "/").last.map(String.init) ?? ""))
        return name.isEmpty ? "download" : name
    }

    /// Without separators, control characters, characters that change the direction of writing, and those with a meaning
    /// for shells or other systems; no dot at the start, no blank or dot at the end.
    static func clean(_ text: String) -> String {
        var result = ""
        for character in text {
            let isHarmful = character.unicodeScalars.contains { scalar in
                let properties = scalar.properties
                return properties.generalCategory == .control || properties.isBidiControl
                    || properties.generalCategory == .lineSeparator
                    || properties.generalCategory == .paragraphSeparator
            }
            let safe: Character = isHarmful || "/\\:*?\"<>|".contains(character) ? " " : character
            if safe == " ", result.isEmpty || result.last == " " { continue }
            if safe == ".", result.isEmpty { continue }
            guard result.utf8.count + String(safe).utf8.count <= mostBytes else { break }
            result.append(safe)
        }
        while let last = result.last, last == " " || last == "." { result.removeLast() }
        return result
    }

    private static func ending(type: String?, link: String) -> String {
        switch type?.lowercased() {
        case "video/mp4": return "mp4"
        case "video/quicktime": return "mov"
        case "video/webm": return "webm"
        case "video/x-msvideo": return "avi"
        case "video/x-matroska": return "mkv"
        default: break
        }
        let name = link.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: ".") else { return "mp4" }
        let ending = name[name.index(after: dot)...].lowercased()
        let isSane = (2...5).contains(ending.utf8.count) && ending.utf8.allSatisfy(\.isASCIIAlphanumeric)
        return isSane ? ending : "mp4"
    }
}
