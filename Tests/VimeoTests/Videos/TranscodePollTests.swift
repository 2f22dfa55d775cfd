import Testing

@testable import Vimeo

@Suite("Waiting for a transcode")
struct TranscodePollTests {
    private let busy = TranscodePoll.State(status: "transcoding", upload: "complete", transcode: "in_progress")

    @Test("It asks less and less often")
    func schedule() {
        var poll = TranscodePoll(uri: "/videos/1", timeout: nil)
        let waits = (0..<9).map { _ in poll.saw(busy, elapsed: 1e9) }
        let expected = [1, 1.5, 2.25, 3.375, 5.0625, 7.59375, 10, 10, 10].map { TranscodePoll.Action.wait($0) }
        #expect(waits == expected)
    }

    @Test("It asks a last time when the timeout is reached, and then gives up")
    func timeout() {
        var poll = TranscodePoll(uri: "/videos/1", timeout: 4)
        #expect(poll.saw(busy, elapsed: 0) == .wait(1))
        #expect(poll.saw(busy, elapsed: 1) == .wait(1.5))
        #expect(poll.saw(busy, elapsed: 2.5) == .wait(1.5))
        guard case .fail(let error) = poll.saw(busy, elapsed: 4) else {
            Issue.record("no failure")
            return
        }
        #expect(error.kind == .timeout)
        #expect(error.message == "/videos/1 is not available after 4 s; its status is transcoding")
        #expect(error.isTransient)
    }

    @Test(
        "It is done once the video is available, its file has arrived and its transcode is complete",
        arguments: [
            ("available", "complete", "complete", true), ("available", nil, nil, true),
            ("available", "complete", "in_progress", false), ("uploading", "in_progress", "in_progress", false),
            ("transcode_starting", "complete", "in_progress", false), (nil, nil, nil, false),
            ("brand_new", nil, nil, false), ("available", "in_progress", "complete", false),
            ("uploading", "in_progress", "complete", false), ("transcoding", "complete", "complete", false),
            (nil, nil, "complete", true), (nil, "in_progress", "complete", false),
            ("available", "in_progress", nil, false),
        ] as [(String?, String?, String?, Bool)]
    )
    func done(status: String?, upload: String?, transcode: String?, isDone: Bool) {
        var poll = TranscodePoll(uri: "/videos/1", timeout: nil)
        let state = TranscodePoll.State(status: status, upload: upload, transcode: transcode)
        #expect(poll.saw(state, elapsed: 0) == (isDone ? .done : .wait(1)))
    }

    @Test(
        "States that never become a video are errors of their own",
        arguments: [
            ("uploading_error", nil, nil, "uploading_error"), ("uploading", "error", nil, "uploading_error"),
            ("transcoding_error", "complete", "error", "transcoding_error"),
            ("transcoding", "complete", "error", "transcoding_error"), ("quota_exceeded", nil, nil, "quota_exceeded"),
            ("total_cap_exceeded", nil, nil, "total_cap_exceeded"), ("unavailable", nil, nil, "unavailable"),
        ] as [(String, String?, String?, String)]
    )
    func errors(status: String, upload: String?, transcode: String?, code: String) {
        var poll = TranscodePoll(uri: "/videos/1", timeout: nil)
        let state = TranscodePoll.State(status: status, upload: upload, transcode: transcode)
        guard case .fail(let error) = poll.saw(state, elapsed: 0) else {
            Issue.record("no failure")
            return
        }
        #expect(error.kind == .upload)
        #expect(error.code.rawValue == code)
        #expect(error.hint != nil)
    }

    @Test("Temporary failures may last a minute; then the error names the video")
    func failures() {
        let passing = VimeoError(.network, "x", isTransient: true)
        var poll = TranscodePoll(uri: "/videos/1", timeout: nil)
        for start in [100.0, 200] {
            for elapsed in [0, 30, 59.0] {
                guard case .wait = poll.failed(passing, elapsed: start + elapsed) else {
                    Issue.record("no wait")
                    return
                }
            }
            _ = poll.saw(busy, elapsed: start + 60)
        }
        _ = poll.failed(passing, elapsed: 300)
        guard case .fail(let error) = poll.failed(passing, elapsed: 360) else {
            Issue.record("no failure")
            return
        }
        #expect(error.message == "waiting for /videos/1 has failed for 60 s: x")
        #expect(error.isTransient)
        var other = TranscodePoll(uri: "/videos/1", timeout: nil)
        let final = VimeoError(.api, "x")
        #expect(other.failed(final, elapsed: 0) == .fail(final))
    }
}
