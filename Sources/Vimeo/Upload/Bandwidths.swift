import Synchronization

/// The limits in use by one client: uploads that run at once with the same limit share it.
final class Bandwidths: Sendable {
    private struct Place {
        weak var bandwidth: Bandwidth?
    }

    private let places = Mutex<[Int64: Place]>([:])

    func bandwidth(_ rate: Int64, timing: Timing) -> Bandwidth {
        places.withLock { places in
            if let present = places[rate]?.bandwidth { return present }
            places = places.filter { $0.value.bandwidth != nil }
            let made = Bandwidth(rate: rate, timing: timing)
            places[rate] = Place(bandwidth: made)
            return made
        }
    }
}
