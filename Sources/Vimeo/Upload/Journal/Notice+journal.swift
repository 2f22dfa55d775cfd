extension Notice {
    static func unkept(_ name: String, _ error: any Error) -> Notice {
        let text =
            "what is known of the upload of \(PlainText.oneLine(name)) cannot be kept (\(error)); "
            + "if it is interrupted, it begins anew"
        return Notice(kind: .journal, message: text, seconds: 0)
    }

    static func unremoved(_ name: String, _ error: any Error) -> Notice {
        let text = "the note about the upload of \(PlainText.oneLine(name)) cannot be removed (\(error))"
        return Notice(kind: .journal, message: text, seconds: 0)
    }

    static func unusable(_ name: String, _ reason: String) -> Notice {
        let text =
            "an unfinished upload of \(PlainText.oneLine(name)) cannot be gone on with: the note about it is of no use, "
            + "\(reason); starting anew"
        return Notice(kind: .journal, message: text, seconds: 0)
    }

    static func changed(_ name: String, remains: String) -> Notice {
        let text =
            "\(PlainText.oneLine(name)) is not what it was when its upload began; starting anew; "
            + "what is left of \(remains) can be deleted"
        return Notice(kind: .fileChanged, message: text, seconds: 0)
    }

    static func unwanted(_ name: String, remains: String) -> Notice {
        let text = "not going on with the unfinished upload of \(PlainText.oneLine(name)): \(unfinished(remains))"
        return Notice(kind: .uploadAbandoned, message: text, seconds: 0)
    }

    static func resumed(_ name: String, uri: String) -> Notice {
        let text = "going on with the unfinished upload of \(PlainText.oneLine(name)) to \(uri)"
        return Notice(kind: .uploadResumed, message: text, seconds: 0)
    }

    static func unfinished(_ remains: String) -> String {
        "\(remains) never got all its bytes; delete it if it is not wanted"
    }

    static func abandoned(_ remains: String) -> Notice {
        Notice(kind: .uploadAbandoned, message: unfinished(remains), seconds: 0)
    }

    static func gone(_ loss: VimeoError, remains: String) -> Notice {
        let text =
            "the server lost the upload (\(loss.message)); starting anew; what is left of \(remains) can be deleted"
        return Notice(kind: .uploadGone, message: text, seconds: 0)
    }
}
