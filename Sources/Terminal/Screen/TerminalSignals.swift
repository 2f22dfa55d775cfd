internal import Platform

/// The signals handled while a line is read or bars are shown, never both at the same time: those that end or stop the
/// process restore the terminal first.
struct TerminalSignals {
    enum Event: UInt8 {
        case resized = 1
        case continued
        /// Ctrl-Z while bars are shown: their owner removes them and stops the process.
        case stopRequested
        /// A signal came that normally ends the process, but the program's own action did not.
        case ended
    }

    private static let ending = [
        SIGTERM, SIGHUP, SIGQUIT, SIGINT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGXCPU, SIGSYS,
    ]

    private let record = TerminalRestorer.prepare()
    private var installed: [Int32] = []

    /// Readable when there are events.
    var descriptor: Int32 { record.pointee.signalPipe.reading }

    /// - Parameter isReading: whether keys are read; with bars alone Ctrl-C does what it always does.
    init(isReading: Bool) {
        _ = takeEvents()
        for signal in Signals.fatal { install(onEndingSignal, for: signal) }
        install({ _ in notify(.continued) }, for: SIGCONT)
        guard isReading else {
            var current = sigaction()
            if sigaction(SIGTSTP, nil, &current) == 0, current.isDefault {
                install({ _ in notify(.stopRequested) }, for: SIGTSTP)
            }
            return
        }
        for signal in Self.ending {
            var current = sigaction()
            guard sigaction(signal, nil, &current) == 0, !current.isIgnored else { continue }
            // A program's own action for Ctrl-C does not end it, so there is nothing to restore.
            if signal != SIGINT || current.isDefault { install(onEndingSignal, for: signal) }
        }
        install(onStopSignal, for: SIGTSTP)
        install({ _ in notify(.resized) }, for: SIGWINCH)
    }

    func uninstall() {
        for signal in installed { sigaction(signal, record.pointee.previousActions + Int(signal), nil) }
    }

    func takeEvents() -> [Event] {
        guard descriptor >= 0 else { return [] }
        return DescriptorIO.read(descriptor, upTo: 256)?.compactMap(Event.init) ?? []
    }

    private mutating func install(_ handler: @escaping @convention(c) (Int32) -> Void, for signal: Int32) {
        var action = sigaction(handler: handler)
        if sigaction(signal, &action, record.pointee.previousActions + Int(signal)) == 0 { installed.append(signal) }
    }
}

/// Stops the process with SIGTSTP, whose default action has to be in place; returns when it continues.
func stopProcess() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGTSTP)
    var before = sigset_t()
    pthread_sigmask(SIG_UNBLOCK, &signals, &before)
    raise(SIGTSTP)
    pthread_sigmask(SIG_SETMASK, &before, nil)
}

private func notify(_ event: TerminalSignals.Event) {
    let error = errno
    TerminalRestorer.tellReader(event)
    errno = error
}

/// Restores the terminal; then the previous action takes place.
private func onEndingSignal(_ number: Int32) {
    let error = errno
    TerminalRestorer.restore()
    TerminalRestorer.endCapture()
    if let record = TerminalRestorer.record {
        sigaction(number, record.pointee.previousActions + Int(number), nil)
    }
    // The signal is blocked until this handler returns, so that a core dump shows the place of the fault.
    raise(number)
    TerminalRestorer.tellReader(.ended)
    errno = error
}

/// Restores the terminal and stops the process; the reader enters raw mode again when it continues.
private func onStopSignal(_ number: Int32) {
    let error = errno
    TerminalRestorer.restore()
    guard let record = TerminalRestorer.record else { return }
    var own = sigaction()
    sigaction(number, record.pointee.previousActions + Int(number), &own)
    // The reader is told once, at the end of this handler.
    var ignoring = sigaction.ignoring
    var onContinue = sigaction()
    sigaction(SIGCONT, &ignoring, &onContinue)
    raise(number)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, number)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    sigaction(number, &own, nil)
    sigaction(SIGCONT, &onContinue, nil)
    TerminalRestorer.tellReader(.continued)
    errno = error
}
