/// Finds the name somebody probably meant.
package enum Suggestion {
    /// The known name nearest to `name`, if one is near enough: at most a third of its letters differ.
    package static func nearest(to name: String, among known: [String]) -> String? {
        let best = known.map { (name: $0, distance: distance(Array(name.utf8), Array($0.utf8))) }
            .min { $0.distance < $1.distance }
        // Of which nothing is left is no slip of the fingers.
        guard let best, best.distance <= max(1, best.name.utf8.count / 3), best.distance < name.utf8.count else {
            return nil
        }
        return best.name
    }

    /// The optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        // Names are short; a huge key of a hostile table is never near anything.
        guard left.count <= 64, right.count <= 64 else { return .max }
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for i in 0..<left.count {
            var current = [i + 1]
            for j in 0..<right.count {
                var cost = min(
                    previous[j] + (left[i] == right[j] ? 0 : 1),
                    previous[j + 1] + 1,
                    current[j] + 1
                )
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, beforePrevious[j - 1] + 1)
                }
                current.append(cost)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
