/// What the exit of `pgb` says. The numbers never change.
enum ExitCode: Int32 {
    case success = 0
    /// Something failed that is not one of the others.
    case failure = 1
    /// The command line was not understood.
    case usage = 2
    /// The log, the vault, a file for or of the bank, or a kept head does not verify.
    case notVerified = 3
    /// The data folder is in use by another process.
    case inUse = 4
    /// The disk failed or is full.
    case disk = 5
    /// A journey did not go as its file says.
    case journey = 6
}
