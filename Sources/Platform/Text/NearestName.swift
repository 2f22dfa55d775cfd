/// Finds the name somebody probably meant.
package enum NearestName {
    /// The known name nearest to `name`, if one is near enough: at most a third of its letters differ.
    package static func find(_ name: String, in known: [String]) -> String? {
        // Names are short; a huge key of a hostile table is never near anything.
        let letters = Array(name.utf8.prefix(65))
        guard letters.count <= 64 else { return nil }
        let best = known.map { (name: $0, distance: distance(letters, Array($0.utf8))) }
            .min { $0.distance < $1.distance }
        // Where every letter differs, nothing was misspelt.
        guard let best, best.distance <= max(1, best.name.utf8.count / 3), best.distance < letters.count else {
            return nil
        }
        return best.name
    }

    /// How many letters differ: added, left out, replaced, or swapped with their neighbour.
    package static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        distance(left, right, removal: { _ in 1 }, replacement: { _, _ in 1 }, swap: 1)
    }

    /// What it costs to turn one row of elements into another (the optimal string alignment distance).
    ///
    /// - Parameter swap: what a swap of neighbours costs; nil where that is not a step of its own.
    package static func distance<Element: Equatable>(
        _ left: [Element],
        _ right: [Element],
        removal: (Element) -> Int,
        replacement: (Element, Element) -> Int,
        swap: Int? = nil
    ) -> Int {
        var beforePrevious: [Int] = []
        var previous = right.reduce(into: [0]) { $0.append(($0.last ?? 0) + removal($1)) }
        for (row, element) in left.enumerated() {
            var current = [previous[0] + removal(element)]
            for (column, other) in right.enumerated() {
                var cost = min(
                    previous[column] + (element == other ? 0 : replacement(element, other)),
                    previous[column + 1] + removal(element),
                    current[column] + removal(other)
                )
                if let swap, row > 0, column > 0, element == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforePrevious[column - 1] + swap)
                }
                current.append(cost)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
