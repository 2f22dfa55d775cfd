extension Notice {
    static func cannotSave(_ name: String, _ error: any Error) -> Notice {
        let text = "the upload of \(PlainText.oneLine(name)) cannot be saved in the journal (\(error))"
        return Notice(kind: .journal, message: "\(text); if it is interrupted, it starts over")
    }

    static func cannotRemove(_ name: String, _ error: any Error) -> Notice {
        let text = "the journal entry of \(PlainText.oneLine(name)) cannot be removed (\(error))"
        return Notice(kind: .journal, message: text)
    }

    /// - Parameters:
    ///   - path: where the entry is now, if it could be set aside.
    ///   - remains: what it is about, if Vimeo confirmed that.
    static func unusable(_ name: String, _ reason: String, path: String?, remains: String?) -> Notice {
        let place = path.map { " (now \(PlainText.oneLine($0)))" } ?? ""
        let text = "the journal entry of an unfinished upload of \(PlainText.oneLine(name))\(place) cannot be used: "
        let rest = remains.map { "; \(canBeDeleted($0))" } ?? ""
        return Notice(kind: .journal, message: "\(text)\(reason); starting over\(rest)")
    }

    static func changed(_ name: String, remains: String) -> Notice {
        let text = "\(PlainText.oneLine(name)) has changed since its upload began; starting over"
        return Notice(kind: .fileChanged, message: "\(text); \(canBeDeleted(remains))")
    }

    static func unwanted(_ name: String, remains: String) -> Notice {
        let text = "not resuming the unfinished upload of \(PlainText.oneLine(name)): \(unfinished(remains))"
        return Notice(kind: .uploadAbandoned, message: text)
    }

    static func resumed(_ name: String, uri: String) -> Notice {
        let text = "resuming the unfinished upload of \(PlainText.oneLine(name)) to \(PlainText.oneLine(uri))"
        return Notice(kind: .uploadResumed, message: text)
    }

    static func abandoned(_ remains: String) -> Notice {
        Notice(kind: .uploadAbandoned, message: unfinished(remains))
    }

    static func perhapsCreated(_ name: String, uri: String) -> Notice {
        let text =
            "it may be that \(PlainText.oneLine(uri)) was created by an interrupted call for \(PlainText.oneLine(name))"
        return Notice(kind: .uploadAbandoned, message: "\(text); delete it if it is not wanted")
    }

    static func gone(_ loss: VimeoError, remains: String) -> Notice {
        let text = "the server lost the upload (\(loss.message)); starting over; \(canBeDeleted(remains))"
        return Notice(kind: .uploadGone, message: text)
    }

    static func unfinished(_ remains: String) -> String {
        "\(PlainText.oneLine(remains)) never got all its bytes; delete it if it is not wanted"
    }

    static func canBeDeleted(_ remains: String) -> String {
        "what is left of \(PlainText.oneLine(remains)) can be deleted"
    }
}
