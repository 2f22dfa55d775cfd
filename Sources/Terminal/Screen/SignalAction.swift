#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

extension sigaction {
    /// An action during which all other signals wait.
    init(handler: @escaping @convention(c) (Int32) -> Void) {
        self.init()
        #if canImport(Glibc)
        __sigaction_handler.sa_handler = handler
        #else
        __sigaction_u.__sa_handler = handler
        #endif
        sigfillset(&sa_mask)
        sa_flags = Int32(SA_RESTART) | Int32(SA_ONSTACK)
    }

    static var ignoring: sigaction {
        var action = sigaction()
        #if canImport(Glibc)
        action.__sigaction_handler.sa_handler = SIG_IGN
        #else
        action.__sigaction_u.__sa_handler = SIG_IGN
        #endif
        return action
    }

    var isDefault: Bool { handlerAddress == 0 }
    var isIgnored: Bool { handlerAddress == unsafeBitCast(SIG_IGN, to: Int.self) }

    var handlerAddress: Int {
        #if canImport(Glibc)
        unsafeBitCast(__sigaction_handler.sa_handler, to: Int.self)
        #else
        unsafeBitCast(__sigaction_u.__sa_handler, to: Int.self)
        #endif
    }
}
