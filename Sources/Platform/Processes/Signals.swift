package enum Signals {
    /// Those of crashes, which the thread that caused them gets.
    package static let fatal = [SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE, SIGTRAP]

    /// Ignores signals until ``restore()``, such as Ctrl-C while another program has the terminal.
    package struct Ignored {
        private var previous: [(signal: Int32, action: sigaction)] = []

        package init(_ signals: Int32...) {
            for signal in signals {
                var action = sigaction()
                var ignoring = sigaction.ignoring
                sigaction(signal, &ignoring, &action)
                previous.append((signal, action))
            }
        }

        package mutating func restore() {
            for (signal, var action) in previous { sigaction(signal, &action, nil) }
            previous = []
        }
    }

    /// Lets a write beyond the limit of file sizes fail with `fileTooLarge` instead of ending the process.
    ///
    /// A handler and not `SIG_IGN`, which child processes would inherit.
    package static func surviveFileSizeLimit() {
        var action = sigaction { _ in }
        sigaction(SIGXFSZ, &action, nil)
    }
}

extension sigaction {
    /// An action during which all other signals wait.
    package init(handler: @escaping @convention(c) (Int32) -> Void) {
        self.init()
        #if canImport(Darwin)
        __sigaction_u.__sa_handler = handler
        #else
        __sigaction_handler.sa_handler = handler
        #endif
        sigfillset(&sa_mask)
        sa_flags = Int32(SA_RESTART) | Int32(SA_ONSTACK)
    }

    package static var ignoring: sigaction {
        var action = sigaction()
        #if canImport(Darwin)
        action.__sigaction_u.__sa_handler = SIG_IGN
        #else
        action.__sigaction_handler.sa_handler = SIG_IGN
        #endif
        return action
    }

    package var isDefault: Bool { handlerAddress == 0 }
    package var isIgnored: Bool { handlerAddress == unsafeBitCast(SIG_IGN, to: Int.self) }

    private var handlerAddress: Int {
        #if canImport(Darwin)
        unsafeBitCast(__sigaction_u.__sa_handler, to: Int.self)
        #else
        unsafeBitCast(__sigaction_handler.sa_handler, to: Int.self)
        #endif
    }
}
