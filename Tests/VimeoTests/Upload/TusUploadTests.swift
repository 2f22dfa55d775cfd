import Testing

@testable import Vimeo

@Suite("tus, step by step")
struct TusUploadTests {
    private func upload(size: Int64 = 25, chunk: Int64 = 10, retries: Int = 3, isNew: Bool = true) -> TusUpload {
        var upload = TusUpload(size: size, chunk: chunk, retries: retries)
        _ = upload.start(isNew: isNew)
        return upload
    }

    private static let broken = VimeoError(.network, code: "reset", "broken", isTransient: true)

    private func head(_ status: Int, _ offset: String? = nil, length: String? = nil) -> TusUpload.Event {
        .headAnswered(TusAnswer(status: status, offset: .init(offset), length: .init(length)))
    }

    /// - Parameter sent: up to where the connection was given bytes; what the server says, unless given.
    private func patch(
        _ status: Int,
        _ offset: String? = nil,
        sent: Int64? = nil,
        retryAfter: Double? = nil
    ) -> TusUpload.Event {
        let answer = TusAnswer(status: status, offset: .init(offset), retryAfter: retryAfter)
        var honest: Int64 = 0
        if case .value(let offset) = answer.offset { honest = offset }
        return .patchAnswered(answer, sentUpTo: sent ?? honest)
    }

    private func isWait(_ action: TusUpload.Action, _ seconds: Double? = nil) -> Bool {
        guard case .wait(let wait, _) = action else { return false }
        return seconds == nil || wait == seconds
    }

    private func code(_ action: TusUpload.Action) -> VimeoError.Code? {
        guard case .fail(let error) = action else { return nil }
        return error.code
    }

    private func isGone(_ action: TusUpload.Action) -> Bool {
        if case .gone = action { true } else { false }
    }

    private func isFailure(_ action: TusUpload.Action) -> Bool {
        if case .fail = action { true } else { false }
    }

    @Test("An upload without trouble goes chunk by chunk and ends at the last byte")
    func plain() {
        var upload = TusUpload(size: 25, chunk: 10, retries: 3)
        #expect(upload.start(isNew: true) == .patch(offset: 0, length: 10))
        #expect(upload.handle(patch(204, "10"), random: 0) == .patch(offset: 10, length: 10))
        #expect(upload.handle(patch(204, "20"), random: 0) == .patch(offset: 20, length: 5))
        #expect(upload.handle(patch(204, "25"), random: 0) == .finished)
        #expect(upload.confirmed == 25)
    }

    @Test("A resumed upload asks first, and sends nothing if everything is there")
    func resuming() {
        var upload = TusUpload(size: 25, chunk: 10, retries: 3)
        #expect(upload.start(isNew: false) == .head)
        #expect(upload.handle(head(200, "17", length: "25"), random: 0) == .patch(offset: 17, length: 8))
        var complete = self.upload(isNew: false)
        #expect(complete.handle(head(204, "25"), random: 0) == .finished)
    }

    @Test("404, 410 and 403 to HEAD, and 404 and 410 to PATCH, mean that the upload is gone")
    func gone() {
        for status in [404, 410, 403] {
            var upload = upload(isNew: false)
            #expect(isGone(upload.handle(head(status), random: 0)), "HEAD \(status)")
        }
        for status in [404, 410] {
            var upload = upload()
            #expect(isGone(upload.handle(patch(status), random: 0)), "PATCH \(status)")
        }
    }

    @Test(
        "412, 413, 415 and other refusals stop the upload at once",
        arguments: [400, 401, 402, 412, 413, 415, 418, 301, 302, 307]
    )
    func refusals(status: Int) {
        var upload = upload()
        guard case .fail(let error) = upload.handle(patch(status, "0"), random: 0) else {
            Issue.record("not stopped")
            return
        }
        #expect(error.kind == .upload)
        #expect(error.message.contains("\(status)"))
        #expect((error.hint?.contains("chunk_size") ?? false) == (status == 413))
    }

    @Test("403 to PATCH, and 403 with an offset to HEAD, stop it too")
    func forbidden() {
        var upload = upload()
        #expect(isFailure(upload.handle(patch(403), random: 0)))
        var other = self.upload(isNew: false)
        #expect(isFailure(other.handle(head(403, "5"), random: 0)))
    }

    @Test("After 408, 423, 429 and 5xx it waits and then asks", arguments: [408, 423, 429, 500, 502, 503, 504, 599])
    func passing(status: Int) {
        var upload = upload()
        #expect(isWait(upload.handle(patch(status), random: 0.5), 0.25))
        #expect(upload.handle(.waited, random: 0) == .head)
        #expect(isWait(upload.handle(head(status), random: 0.5), 0.5))
        #expect(upload.handle(.waited, random: 0) == .head)
        #expect(upload.handle(head(200, "0"), random: 0) == .patch(offset: 0, length: 10))
    }

    @Test("A HEAD that meets a conflict, a lock or no server waits and asks again", arguments: [409, 423, 460, 500])
    func headTroubles(status: Int) {
        var upload = upload(isNew: false)
        #expect(isWait(upload.handle(head(status), random: 0.5), 0.25))
        #expect(upload.handle(.waited, random: 0) == .head)
        #expect(isWait(upload.handle(.failed(Self.broken), random: 0.5), 0.5))
        #expect(upload.handle(.waited, random: 0) == .head)
        #expect(upload.handle(head(200, "10"), random: 0) == .patch(offset: 10, length: 10))
    }

    @Test("By default a network that is down for a minute does not end an upload, even with short waits")
    func patience() {
        var upload = TusUpload(size: 25, chunk: 10, retries: Configuration().transferRetries)
        var seconds = 0.0
        var action = upload.start(isNew: true)
        while !isFailure(action) {
            if case .wait(let wait, _) = action { seconds += wait }
            action = upload.handle(.failed(Self.broken), random: 0.25)
        }
        #expect(seconds > 60)
    }

    @Test("Retry-After replaces the back-off, up to a limit")
    func retryAfter() {
        var upload = upload()
        #expect(isWait(upload.handle(patch(503, retryAfter: 9), random: 0.5), 9))
        #expect(isFailure(upload.handle(patch(503, retryAfter: 100_000), random: 0.5)))
    }

    @Test("A wrong offset asks at once, and a second one pauses first")
    func conflict() {
        var upload = upload()
        #expect(upload.handle(patch(409), random: 0.5) == .head)
        #expect(upload.handle(head(200, "0"), random: 0) == .patch(offset: 0, length: 10))
        #expect(isWait(upload.handle(patch(409, sent: 5), random: 0.5)))
        #expect(upload.handle(.waited, random: 0) == .head)
        #expect(upload.handle(head(200, "3"), random: 0) == .patch(offset: 3, length: 10))
        #expect(upload.handle(patch(409), random: 0.5) == .head)
    }

    @Test("A discarded chunk (460) is sent again from the same offset, a limited number of times")
    func checksum() {
        var upload = upload(retries: 2)
        #expect(upload.handle(patch(204, "10"), random: 0) == .patch(offset: 10, length: 10))
        #expect(upload.handle(patch(460), random: 0) == .patch(offset: 10, length: 10))
        #expect(upload.handle(patch(460), random: 0) == .patch(offset: 10, length: 10))
        #expect(isFailure(upload.handle(patch(460), random: 0)))
    }

    @Test("If less was stored than sent, it continues from the server's offset")
    func less() {
        var upload = upload()
        #expect(upload.handle(patch(204, "3"), random: 0) == .patch(offset: 3, length: 10))
    }

    @Test("If less than half is stored again and again, pauses come first, which grow; half is enough to end that")
    func little() {
        var upload = upload(size: 100)
        #expect(upload.handle(patch(204, "4", sent: 10), random: 0.5) == .patch(offset: 4, length: 10), "the first")
        #expect(isWait(upload.handle(patch(204, "5", sent: 14), random: 0.5), 0.25))
        #expect(upload.isAnswered)
        #expect(upload.confirmed == 5)
        #expect(upload.handle(.waited, random: 0) == .head)
        #expect(upload.handle(head(200, "5"), random: 0) == .patch(offset: 5, length: 10))
        #expect(isWait(upload.handle(patch(204, "6", sent: 15), random: 0.5), 0.5))
        #expect(upload.handle(head(200, "6"), random: 0) == .patch(offset: 6, length: 10))
        #expect(isWait(upload.handle(patch(204, "7", sent: 16, retryAfter: 9), random: 0.5), 9))
        #expect(upload.handle(head(200, "7"), random: 0) == .patch(offset: 7, length: 10))
        #expect(upload.handle(patch(204, "12", sent: 17), random: 0.5) == .patch(offset: 12, length: 10), "half")
        #expect(upload.handle(patch(204, "13", sent: 22), random: 0.5) == .patch(offset: 13, length: 10), "the first")
        #expect(isWait(upload.handle(patch(204, "14", sent: 23), random: 0.5), 0.25))
    }

    @Test("A server that stores a byte of each chunk ends the upload, whatever else fails between", arguments: [0, 3])
    func oneByteEach(retries: Int) {
        var upload = TusUpload(size: 1000, chunk: 100, retries: retries)
        var offset: Int64 = 0
        var patches = 0
        var waits = 0
        var action = upload.start(isNew: true)
        while !isFailure(action), patches < 100 {
            switch action {
            case .patch(let start, let length):
                patches += 1
                offset += 1
                action = upload.handle(patch(204, "\(offset)", sent: start + length), random: 0.5)
            case .wait:
                waits += 1
                if waits.isMultiple(of: 2), waits < 20 {
                    action = upload.handle(.failed(Self.broken), random: 0.5)
                } else {
                    action = upload.handle(.waited, random: 0.5)
                }
            default: action = upload.handle(head(200, "\(offset)"), random: 0.5)
            }
        }
        #expect(patches == retries + 2)
        guard case .fail(let error) = action else { return }
        #expect(error.kind == .upload)
        #expect(error.code == "stalled")
        let times = "\(retries + 2) times in a row"
        #expect(error.message == "the upload server stored less than half of what was sent, \(times)")
        #expect(error.hint == "retry later, or with a smaller chunk_size")
        #expect(error.isTransient)
    }

    @Test("A server that stores a third of each chunk gets the whole file, with short pauses")
    func aThirdEach() {
        var upload = TusUpload(size: 3000, chunk: 30, retries: 3)
        var offset: Int64 = 0
        var longest = 0.0
        var action = upload.start(isNew: true)
        while action != .finished, !isFailure(action) {
            switch action {
            case .patch(let start, let length):
                offset = min(start + 10, 3000)
                action = upload.handle(patch(204, "\(offset)", sent: start + length), random: 0.5)
            case .wait(let seconds, _):
                longest = max(longest, seconds)
                action = upload.handle(.waited, random: 0.5)
            default: action = upload.handle(head(200, "\(offset)"), random: 0.5)
            }
        }
        #expect(action == .finished)
        #expect(longest == 0.25)
    }

    @Test("The server's offset counts, whether behind or ahead of what it confirmed")
    func offsets() {
        var upload = upload()
        #expect(upload.handle(patch(204, "10"), random: 0) == .patch(offset: 10, length: 10))
        #expect(isWait(upload.handle(.failed(Self.broken, sentUpTo: 20), random: 0)))
        #expect(upload.handle(.waited, random: 0) == .head)
        #expect(upload.handle(head(200, "4"), random: 0) == .patch(offset: 4, length: 10))
        #expect(isWait(upload.handle(.failed(Self.broken), random: 0)))
        #expect(upload.handle(head(200, "17"), random: 0) == .patch(offset: 17, length: 8), "a late part of the first")
    }

    @Test("A server that claims more than was sent is asked once more; if it repeats that, the upload fails")
    func ahead() {
        var insists = upload()
        #expect(insists.handle(patch(204, "10", sent: 6), random: 0) == .head)
        #expect(code(insists.handle(head(200, "7"), random: 0)) == "ahead")
        var slips = upload()
        #expect(slips.handle(patch(204, "26", sent: 10), random: 0) == .head, "even beyond the end")
        #expect(slips.handle(head(200, "10"), random: 0) == .patch(offset: 10, length: 10))
        var complete = upload()
        #expect(isWait(complete.handle(.failed(Self.broken, sentUpTo: 3), random: 0)))
        #expect(code(complete.handle(head(200, "25"), random: 0)) == "ahead", "not even if all seems to be there")
        var stubborn = upload(retries: 1)
        #expect(stubborn.handle(patch(204, "10", sent: 6), random: 0) == .head)
        #expect(stubborn.handle(head(200, "0"), random: 0) == .patch(offset: 0, length: 10))
        #expect(code(stubborn.handle(patch(204, "10", sent: 6), random: 0)) == "ahead")
    }

    @Test("When an upload is resumed, any offset up to the end may be true, but only at first")
    func resumed() {
        for offset in [0, 1, 24] as [Int64] {
            var upload = upload(chunk: 100, isNew: false)
            #expect(
                upload.handle(head(200, "\(offset)"), random: 0) == .patch(offset: offset, length: 25 - offset)
            )
            #expect(isWait(upload.handle(.failed(Self.broken, sentUpTo: offset), random: 0)))
            #expect(code(upload.handle(head(200, "\(offset + 1)"), random: 0)) == "ahead")
        }
        var late = upload(isNew: false)
        #expect(isWait(late.handle(.failed(Self.broken), random: 0)))
        #expect(late.handle(head(200, "20"), random: 0) == .patch(offset: 20, length: 5))
    }

    @Test("Only an accepted answer counts as confirmed")
    func answered() {
        var upload = upload()
        _ = upload.handle(patch(204, "10"), random: 0)
        #expect(upload.isAnswered)
        for event in [patch(500), .waited, patch(204, "99"), .failed(Self.broken)] {
            _ = upload.handle(event, random: 0)
            #expect(!upload.isAnswered)
        }
        #expect(upload.confirmed == 10)
    }

    @Test("An upload of another length, or an offset beyond the file, belongs to another upload")
    func otherUpload() {
        var upload = upload(isNew: false)
        #expect(code(upload.handle(head(200, "0", length: "26"), random: 0)) == "other_upload")
        #expect(code(upload.handle(head(200, "26"), random: 0)) == "other_upload")
        #expect(upload.handle(patch(204, "26"), random: 0) == .head)
        #expect(code(upload.handle(head(200, "26"), random: 0)) == "other_upload")
    }

    @Test(
        "A missing or invalid offset counts as a failed attempt",
        arguments: [nil, "", "-1", "+5", " 5", "5 ", "0x5", "5.0", "99999999999999999999", "ten", "٥"]
    )
    func invalidOffset(offset: String?) {
        var upload = upload(retries: 2)
        #expect(isWait(upload.handle(patch(204, offset), random: 0)))
        #expect(upload.handle(.waited, random: 0) == .head)
        #expect(isWait(upload.handle(head(200, offset), random: 0)))
        #expect(isFailure(upload.handle(head(200, offset), random: 0)))
    }

    @Test("An invalid length counts as a failed attempt")
    func invalidLength() {
        var upload = upload(isNew: false)
        #expect(isWait(upload.handle(head(200, "0", length: "-25"), random: 0)))
    }

    @Test("The count of failures restarts whenever the server has more than ever before")
    func progress() {
        var upload = upload(size: 1000, chunk: 10, retries: 2)
        for offset in 1...50 {
            #expect(isWait(upload.handle(.failed(Self.broken, sentUpTo: Int64(offset)), random: 0)))
            #expect(isWait(upload.handle(.failed(Self.broken), random: 0)))
            #expect(upload.handle(head(200, "\(offset)"), random: 0) == .patch(offset: Int64(offset), length: 10))
        }
        #expect(isWait(upload.handle(.failed(Self.broken), random: 0)))
        #expect(isWait(upload.handle(.failed(Self.broken), random: 0)))
        #expect(isFailure(upload.handle(.failed(Self.broken), random: 0)))
    }

    @Test("A server whose offset goes back and forth does not keep the upload running for ever")
    func seesaw() {
        var upload = upload(retries: 5)
        var steps = 0
        var action = upload.handle(patch(204, "10"), random: 0)
        while !isFailure(action), steps < 1000 {
            steps += 1
            switch action {
            case .patch(let offset, _): action = upload.handle(offset == 0 ? patch(204, "10") : patch(500), random: 0)
            case .wait: action = upload.handle(.waited, random: 0)
            default: action = upload.handle(head(200, "0"), random: 0)
            }
        }
        #expect(steps < 50)
        #expect(isFailure(action))
    }

    @Test("A server that stores nothing, or forgets, is asked again a limited number of times")
    func nothing() {
        var upload = upload(retries: 2)
        #expect(isWait(upload.handle(patch(204, "0"), random: 0)))
        #expect(upload.handle(head(200, "0"), random: 0) == .patch(offset: 0, length: 10))
        #expect(isWait(upload.handle(patch(204, "0"), random: 0)))
        #expect(isFailure(upload.handle(patch(204, "0"), random: 0)))
    }

    @Test("Giving up says how often it was tried, why it failed, and that a later call may succeed")
    func givingUp() {
        var upload = upload(retries: 0)
        guard case .fail(let error) = upload.handle(.failed(Self.broken), random: 0) else {
            Issue.record("not stopped")
            return
        }
        #expect(error.kind == .upload)
        #expect(error.code == "reset")
        #expect(error.message == "the upload failed once without progress: broken")
        #expect(error.isTransient)
        var conflict = self.upload(retries: 0)
        #expect(isFailure(conflict.handle(patch(409), random: 0)))
    }

    @Test("A changed file or a cancelled task stops it with that very error")
    func stopped() {
        for kind in [VimeoError.Kind.file, .cancelled] {
            var upload = upload()
            let error = VimeoError(kind, "x")
            #expect(upload.handle(.stopped(error), random: 0) == .fail(error))
        }
    }
}

extension TusAnswer {
    fileprivate init(status: Int, offset: Number, length: Number = .missing, retryAfter: Double? = nil) {
        var error = VimeoError(.api, "the upload server answered \(status)")
        error.statusCode = status
        self.init(status: status, offset: offset, length: length, retryAfter: retryAfter, error: error)
    }
}
