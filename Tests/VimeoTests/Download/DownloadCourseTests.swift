import Testing

@testable import Vimeo

@Suite("Steps of a download")
struct DownloadCourseTests {
    private let broken = VimeoError(.network, code: "reset", "x", isTransient: true)

    private func course(
        size: Int64? = 100,
        offset: Int64 = 0,
        validator: String? = nil,
        isCertain: Bool = false,
        isRenewable: Bool = false,
        retries: Int = 3
    ) -> DownloadCourse {
        DownloadCourse(
            size: size,
            offset: offset,
            validator: validator,
            isCertain: isCertain,
            isRenewable: isRenewable,
            retries: retries
        )
    }

    private func code(_ action: DownloadCourse.Action) -> VimeoError.Code? {
        if case .fail(let error, _) = action { error.code } else { nil }
    }

    @Test("From the first byte to the last")
    func plain() {
        var course = course()
        #expect(course.start() == .get(offset: 0, validator: nil))
        #expect(course.handle(.answered(DownloadAnswer(200, length: 100, validator: "v")), random: 1) == .store(at: 0))
        #expect(course.validator == "v")
        #expect(course.handle(.ended(at: 100), random: 1) == .finished(100))
    }

    @Test("Without an announced size the body's size counts; an empty file is an error")
    func unknownSize() {
        var course = course(size: nil)
        _ = course.start()
        #expect(course.handle(.answered(DownloadAnswer(200)), random: 1) == .store(at: 0))
        #expect(course.handle(.ended(at: 7), random: 1) == .finished(7))
        var empty = self.course(size: nil)
        _ = empty.start()
        #expect(empty.handle(.answered(DownloadAnswer(200, length: 0)), random: 1) == .store(at: 0))
        #expect(code(empty.handle(.ended(at: 0), random: 1)) == "size")
    }

    @Test("A part is continued if the server or the API says that it belongs to the file, else not")
    func resume() {
        var known = course(offset: 40, validator: "v")
        #expect(known.start() == .get(offset: 40, validator: "v"))
        var certain = course(offset: 40, isCertain: true)
        #expect(certain.start() == .get(offset: 40, validator: nil))
        var unknown = course(offset: 40)
        #expect(unknown.start() == .get(offset: 0, validator: nil))
        var complete = course(offset: 100, validator: "v")
        #expect(complete.start() == .finished(100))
        var tooLong = course(offset: 101, validator: "v", isCertain: true)
        #expect(tooLong.start() == .get(offset: 0, validator: nil))
    }

    @Test("A 206 counts if it begins at the requested byte of a file of the same size and tag")
    func parts() {
        func answer(_ range: String?, _ validator: String? = "v") -> DownloadCourse.Action {
            var course = course(offset: 40, validator: "v")
            _ = course.start()
            return course.handle(.answered(DownloadAnswer(206, range: range, validator: validator)), random: 1)
        }
        #expect(answer("bytes 40-99/100") == .store(at: 40))
        #expect(answer("bytes 40-49/100", nil) == .store(at: 40))
        #expect(answer("bytes 40-99/*") == .store(at: 40))
        let again = DownloadCourse.Action.get(offset: 0, validator: nil)
        #expect(answer("bytes 39-99/100") == again)
        #expect(answer("bytes 0-99/100") == again)
        #expect(answer("bytes 40-100/101") == again)
        #expect(answer("bytes 40-99/100", "w") == again)
        #expect(answer("bytes 40-") == again)
        #expect(answer(nil) == again)
    }

    @Test("A 200 in place of a part starts over in the same answer")
    func whole() {
        var course = course(offset: 40, validator: "v")
        _ = course.start()
        #expect(course.handle(.answered(DownloadAnswer(200, length: 100, validator: "w")), random: 1) == .store(at: 0))
        #expect(course.offset == 0)
        #expect(course.validator == "w")
    }

    @Test("A 206 that was not asked for is stored from the first byte, and continued from where it ends")
    func unasked() {
        var course = course(size: nil, retries: 0)
        _ = course.start()
        let answer = DownloadAnswer(206, range: "bytes 0-9/20", validator: "v")
        #expect(course.handle(.answered(answer), random: 1) == .store(at: 0))
        #expect(course.total == 20)
        #expect(course.validator == "v")
    }

    @Test("After a part of a file of unknown size comes the next one, until the server says that there is none")
    func openEnded() {
        var course = course(size: nil, offset: 40, validator: "v")
        _ = course.start()
        for end in [50, 60] as [Int64] {
            let answer = DownloadAnswer(206, range: "bytes \(course.offset)-\(end - 1)/*", validator: "v")
            #expect(course.handle(.answered(answer), random: 1) == .store(at: course.offset))
            #expect(course.handle(.ended(at: end), random: 1) == .get(offset: end, validator: "v"))
        }
        #expect(course.handle(.answered(DownloadAnswer(416, range: "bytes */60")), random: 1) == .finished(60))
    }

    @Test("The last part of such a file may tell its size, and a whole file needs none")
    func openEndedTotal() {
        var told = course(size: nil, offset: 40, validator: "v")
        _ = told.start()
        _ = told.handle(.answered(DownloadAnswer(206, range: "bytes 40-49/*", validator: "v")), random: 1)
        _ = told.handle(.ended(at: 50), random: 1)
        _ = told.handle(.answered(DownloadAnswer(206, range: "bytes 50-59/60", validator: "v")), random: 1)
        #expect(told.handle(.ended(at: 60), random: 1) == .finished(60))
        var whole = course(size: nil, offset: 40, validator: "v")
        _ = whole.start()
        _ = whole.handle(.answered(DownloadAnswer(206, range: "bytes 40-49/*", validator: "v")), random: 1)
        _ = whole.handle(.ended(at: 50), random: 1)
        _ = whole.handle(.answered(DownloadAnswer(200, validator: "w")), random: 1)
        #expect(whole.handle(.ended(at: 7), random: 1) == .finished(7))
    }

    @Test("Parts of unknown size without new bytes end after the retries", arguments: ["v", nil])
    func stalled(validator: String?) {
        var course = course(size: nil, validator: validator, retries: 2)
        var action = course.start()
        var requests = 0
        while requests < 99, case .get(let offset, _) = action {
            requests += 1
            let end = max(offset, 10)
            let answer = DownloadAnswer(206, range: "bytes \(offset)-\(end)/*", validator: validator)
            guard course.handle(.answered(answer), random: 0) == .store(at: offset) else { break }
            action = course.handle(.ended(at: end), random: 0)
            if case .wait = action { action = course.handle(.waited, random: 0) }
        }
        #expect(code(action) == "range")
        #expect(requests == 4)
    }

    @Test("After 416 the part is complete if the server says so, else it starts over; twice is enough without retries")
    func unsatisfied() {
        var complete = course(size: nil, offset: 40, validator: "v")
        _ = complete.start()
        #expect(complete.handle(.answered(DownloadAnswer(416, range: "bytes */40")), random: 1) == .finished(40))
        var other = course(offset: 40, validator: "v", retries: 1)
        _ = other.start()
        #expect(
            other.handle(.answered(DownloadAnswer(416, range: "bytes */30")), random: 1)
                == .get(offset: 0, validator: nil)
        )
        #expect(code(other.handle(.answered(DownloadAnswer(416)), random: 1)) == "range")
    }

    @Test("A size other than the promised one is an error, and a body that is longer is discarded")
    func lies() {
        var short = course()
        _ = short.start()
        #expect(code(short.handle(.answered(DownloadAnswer(200, length: 99)), random: 1)) == "size")
        var long = course()
        _ = long.start()
        _ = long.handle(.answered(DownloadAnswer(200)), random: 1)
        guard case .fail(let error, let isUseful) = long.handle(.overran, random: 1) else {
            Issue.record("no failure")
            return
        }
        #expect(error.code == "size")
        #expect(!isUseful)
    }

    @Test("A body that ends early, properly or not, is continued after a pause")
    func early() {
        var course = course(retries: 1)
        _ = course.start()
        _ = course.handle(.answered(DownloadAnswer(200, validator: "v")), random: 1)
        guard case .wait(let seconds, let error) = course.handle(.ended(at: 60), random: 1) else {
            Issue.record("no wait")
            return
        }
        #expect(seconds == 0.5)
        #expect(error.code == "truncated")
        #expect(course.handle(.waited, random: 1) == .get(offset: 60, validator: "v"))
    }

    @Test("The count of failures restarts whenever new bytes came, but not for bytes that were there before")
    func counting() {
        var course = course(retries: 1)
        _ = course.start()
        for end in [10, 20, 30] as [Int64] {
            _ = course.handle(.answered(DownloadAnswer(200)), random: 1)
            guard case .wait = course.handle(.failed(broken, at: end), random: 1) else {
                Issue.record("no wait at \(end)")
                return
            }
            // Nothing tells that the part belongs to the file, so it starts over.
            #expect(course.handle(.waited, random: 1) == .get(offset: 0, validator: nil))
        }
        _ = course.handle(.answered(DownloadAnswer(200)), random: 1)
        let end = course.handle(.failed(broken, at: 30), random: 1)
        #expect(code(end) == "reset")
        guard case .fail(let error, let isUseful) = end else { return }
        #expect(isUseful)
        #expect(error.isTransient)
        #expect(error.message == "the download failed 2 times without progress: x")
    }

    @Test(
        "What cannot succeed later ends it at once",
        arguments: [
            VimeoError(.cancelled, "x"), VimeoError(.file, "x"), VimeoError(.usage, "x"),
            VimeoError(.network, code: "redirect", "x"), VimeoError(.network, code: "tls", "x"),
        ]
    )
    func final(error: VimeoError) {
        var course = course()
        _ = course.start()
        #expect(course.handle(.failed(error, at: 0), random: 1) == .fail(error, isUseful: true))
    }

    @Test("Temporary statuses are waited for, others are final", arguments: [400, 408, 429, 451, 500, 503, 302, 204])
    func statuses(status: Int) {
        var course = course()
        _ = course.start()
        let action = course.handle(.answered(DownloadAnswer(status, retryAfter: 7)), random: 1)
        if [408, 429, 500, 503].contains(status) {
            guard case .wait(7, _) = action else {
                Issue.record("\(action)")
                return
            }
        } else {
            #expect(code(action) == "api")
        }
        #expect(code(course.handle(.answered(DownloadAnswer(503, retryAfter: 301)), random: 1)) == "api")
    }

    @Test(
        "For an expired link a new one is asked for once, and once more after bytes came",
        arguments: [401, 403, 404, 410]
    )
    func renewal(status: Int) {
        var course = course(isCertain: true, isRenewable: true)
        _ = course.start()
        let gone = DownloadCourse.Event.answered(DownloadAnswer(status))
        guard case .renew = course.handle(gone, random: 1) else {
            Issue.record("no renewal")
            return
        }
        #expect(course.handle(.renewed(size: 100, isSame: true), random: 1) == .get(offset: 0, validator: nil))
        _ = course.handle(.answered(DownloadAnswer(200)), random: 1)
        _ = course.handle(.failed(broken, at: 5), random: 1)
        #expect(course.handle(.waited, random: 1) == .get(offset: 5, validator: nil))
        guard case .renew = course.handle(gone, random: 1) else {
            Issue.record("no second renewal")
            return
        }
        #expect(course.handle(.renewed(size: 90, isSame: false), random: 1) == .get(offset: 0, validator: nil))
        #expect(course.total == 90)
        #expect(code(course.handle(gone, random: 1)) == "api")
        var plain = self.course()
        _ = plain.start()
        #expect(code(plain.handle(gone, random: 1)) == "api")
    }

    @Test("While the API cannot be reached it is asked for the link again; a refusal ends the download")
    func failedRenewal() {
        var course = course(isRenewable: true, retries: 2)
        _ = course.start()
        let gone = DownloadCourse.Event.answered(DownloadAnswer(410))
        for _ in 0..<2 {
            guard case .renew = course.handle(gone, random: 1),
                case .wait = course.handle(.failed(broken, at: 0), random: 1)
            else {
                Issue.record("no renewal")
                return
            }
            #expect(course.handle(.waited, random: 1) == .get(offset: 0, validator: nil))
        }
        _ = course.handle(gone, random: 1)
        let refusal = VimeoError(.api, code: "not_found", "x")
        #expect(course.handle(.failed(refusal, at: 0), random: 1) == .fail(refusal, isUseful: true))
    }

    @Test("A web page is never asked for again with the same link, and a compressed body is an error")
    func page() {
        var answer = DownloadAnswer(200, length: 100)
        answer.isPage = true
        var link = course()
        _ = link.start()
        #expect(code(link.handle(.answered(answer), random: 1)) == "page")
        var video = course(isRenewable: true)
        _ = video.start()
        guard case .renew = video.handle(.answered(answer), random: 1) else {
            Issue.record("no renewal")
            return
        }
        #expect(video.handle(.renewed(size: 100, isSame: true), random: 1) == .get(offset: 0, validator: nil))
        #expect(code(video.handle(.answered(answer), random: 1)) == "page")
        answer = DownloadAnswer(200, length: 100)
        answer.isEncoded = true
        #expect(code(video.handle(.answered(answer), random: 1)) == "protocol")
    }
}

extension DownloadAnswer {
    fileprivate init(
        _ status: Int,
        length: Int64? = nil,
        range: String? = nil,
        validator: String? = nil,
        retryAfter: Double? = nil
    ) {
        var error = VimeoError(.api, "the server answered \(status)", isTransient: status >= 500)
        error.statusCode = status
        self.init(
            status: status,
            length: length,
            range: range.flatMap { ContentRange($0) },
            validator: validator,
            retryAfter: retryAfter,
            error: error
        )
    }
}
