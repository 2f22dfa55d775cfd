/// One upload that is under way: what is sent, how, and who hears of it.
struct UploadJob: Sendable {
    var source: any ByteSource
    var options: UploadOptions
    var bandwidth: Bandwidth?
    var report: TransferReport
    /// Its place in the journal, if it has one.
    var record: UploadRecord?
}
