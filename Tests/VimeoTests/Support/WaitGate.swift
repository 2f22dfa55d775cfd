/// Waits that end when a test says so.
actor WaitGate {
    private var begun = 0
    private var allowed = 0
    private var waiting: [(number: Int, continuation: CheckedContinuation<Void, Never>)] = []
    private var watching: [(number: Int, continuation: CheckedContinuation<Void, Never>)] = []

    /// One wait of the code under test.
    func wait() async {
        begun += 1
        let number = begun
        for watcher in watching where watcher.number <= number { watcher.continuation.resume() }
        watching.removeAll { $0.number <= number }
        guard number > allowed else { return }
        await withCheckedContinuation { waiting.append((number, $0)) }
    }

    /// Returns when the wait of that number, from 1, has begun.
    func reached(_ number: Int) async {
        guard begun < number else { return }
        await withCheckedContinuation { watching.append((number, $0)) }
    }

    /// Ends all waits up to that number, now or when they begin.
    func allow(_ number: Int) {
        allowed = max(allowed, number)
        for waiter in waiting where waiter.number <= allowed { waiter.continuation.resume() }
        waiting.removeAll { $0.number <= allowed }
    }
}
