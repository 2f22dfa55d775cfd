/// What a run needs of the program around it.
package struct RunHost {
    /// Takes a line of data.
    package var output: (String) throws -> Void
    /// Takes a line for the user.
    package var message: (String) -> Void
    /// Asks the user; nil if there is nobody to ask.
    package var confirm: ((String) throws -> Bool)?
    /// Creates the log of the run when it is to change something.
    package var openLog: (_ beginning: RunBeginning) throws -> RunLog

    package init(
        output: @escaping (String) throws -> Void,
        message: @escaping (String) -> Void,
        confirm: ((String) throws -> Bool)?,
        openLog: @escaping (_ beginning: RunBeginning) throws -> RunLog
    ) {
        (self.output, self.message, self.confirm, self.openLog) = (output, message, confirm, openLog)
    }
}
