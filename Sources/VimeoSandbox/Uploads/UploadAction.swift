/// What the upload origin does after it has read the head of a request.
enum UploadAction: Sendable {
    case answer(Response)
    /// Takes the body; the answer is that of `Store.finish`.
    case receive(Transfer)
}
