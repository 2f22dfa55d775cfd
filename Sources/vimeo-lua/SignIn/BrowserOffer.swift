internal import Platform

/// The offer to open a page in the browser when the user presses Enter.
///
/// The terminal keeps its line mode, in which it has input once Enter has been pressed: reading it never blocks.
struct BrowserOffer {
    private static let step = Duration.milliseconds(100)

    private let url: String
    private let notice: (String) -> Void
    private var isOpen: Bool

    /// Makes the offer, unless there is no browser, or nobody to ask.
    init(_ url: String, notice: @escaping (String) -> Void) {
        (self.url, self.notice) = (url, notice)
        // The server names it: nothing but a page is opened.
        let isPage = ["https://", "http://"].contains { url.hasPrefix($0) }
        isOpen = isPage && Browser.isHere && Question.canBeAsked
        guard isOpen else { return }
        // What was typed before does not answer it.
        tcflush(STDIN_FILENO, TCIFLUSH)
        notice("press Enter to open that page in the browser of this machine")
    }

    /// Waits, and opens the browser as soon as the user wants it.
    mutating func wait(_ duration: Duration) async throws {
        let end = ContinuousClock.now + duration
        while isOpen, ContinuousClock.now < end {
            takeEnter()
            try await Task.sleep(for: Self.step)
        }
        try await Task.sleep(until: end)
    }

    private mutating func takeEnter() {
        var entry = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        // In the background what is typed is for another program.
        guard poll(&entry, 1, 0) > 0, tcgetpgrp(STDIN_FILENO) == getpgrp() else { return }
        isOpen = false
        var line = [UInt8](repeating: 0, count: 4096)
        // At its end the terminal has gone, or Ctrl-D was pressed.
        guard read(STDIN_FILENO, &line, line.count) > 0 else { return }
        if !Browser.open(url) { notice("no browser could be started") }
    }
}
