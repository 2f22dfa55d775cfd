extension OperationTable {
    // What a segment too many or too few costs, in letters.
    private static let segmentCost = 4
    /// Words people use, with those of the paths.
    private static let synonyms = [
        "captions": "texttracks", "folders": "projects", "showcases": "albums", "subtitles": "texttracks",
        "thumbnails": "pictures",
    ].map { (Array($0.key.utf8), Array($0.value.utf8)) }
    // Longer input is not looked at.
    private static let longest = 64

    /// A few operations somebody may have meant, the nearest first: those of the path with other methods, then those of
    /// paths that differ in few letters.
    func nearest(_ method: String, _ path: String, limit: Int = 3) -> [Operation] {
        let wanted = OperationPath(path).segments.prefix(Self.longest).map { Array($0.utf8.prefix(Self.longest)) }
        let method = Self.tableMethod(method)
        let size = wanted.reduce(0) { $0 + $1.count }
        let near: [(distance: Int, place: Int)] = all.enumerated().compactMap { place, operation in
            let distance = Self.distance(wanted, operation.segments.map { Array($0.utf8) })
            // Half of the letters may be wrong; a wrong method counts as one.
            guard distance <= max(2, size / 2) else { return nil }
            return (distance * 2 + (operation.method == method ? 0 : 1), place)
        }
        return near.sorted { $0 < $1 }.prefix(max(limit, 0)).map { all[$0.place] }
    }

    /// How much two rows of segments differ; a parameter is like any segment.
    private static func distance(_ typed: [[UInt8]], _ template: [[UInt8]]) -> Int {
        NearestName.distance(typed, template, removal: { segmentCost + $0.count / 2 }, replacement: difference)
    }

    private static func difference(_ segment: [UInt8], _ part: [UInt8]) -> Int {
        if part.first == UInt8(ascii: "{") {
            // What has letters only is more likely a misspelt name than an id.
            return segment.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ? segmentCost - 1 : 0
        }
        if synonyms.contains(where: { $0 == (segment, part) }) { return 0 }
        return NearestName.distance(segment, part)
    }
}
