internal import Platform
internal import Synchronization

/// Signals while bars are on the terminal: a crash gives the streams back before, so that its message is seen, and
/// after Ctrl-Z and `fg` nothing that the shell has written is drawn over.
///
/// Only actions that nobody has set are replaced. Never at the same time as a ``LineEditor``'s.
struct ProgressSignals {
    fileprivate static let hasContinued = Atomic<Bool>(false)

    private var installed: [Int32] = []

    mutating func install() {
        // Also so that no signal handler is the first to use them.
        _ = Self.takeContinued()
        _ = TerminalRestorer.prepare()
        for signal in Signals.fatal { install(onFatalSignal, for: signal) }
        install(onContinue, for: SIGCONT)
    }

    mutating func uninstall() {
        for signal in installed {
            var current = sigaction()
            let ours = sigaction(handler: signal == SIGCONT ? onContinue : onFatalSignal)
            guard sigaction(signal, nil, &current) == 0, current.hasHandler(of: ours) else { continue }
            var original = sigaction()
            sigaction(signal, &original, nil)
        }
        installed = []
    }

    /// Whether the process was stopped and went on since the last time.
    static func takeContinued() -> Bool {
        hasContinued.exchange(false, ordering: .acquiringAndReleasing)
    }

    private mutating func install(_ handler: @escaping @convention(c) (Int32) -> Void, for signal: Int32) {
        var current = sigaction()
        var action = sigaction(handler: handler)
        guard sigaction(signal, nil, &current) == 0, current.isDefault, sigaction(signal, &action, nil) == 0 else {
            return
        }
        installed.append(signal)
    }
}

private func onContinue(_ number: Int32) {
    ProgressSignals.hasContinued.store(true, ordering: .releasing)
}

/// Gives the streams back; then what would have happened happens, when this handler returns.
private func onFatalSignal(_ number: Int32) {
    let error = errno
    TerminalRestorer.endCapture()
    var original = sigaction()
    sigaction(number, &original, nil)
    raise(number)
    errno = error
}
