import Commands
import Events
import Synchronization

extension Service {
    /// Decides a command and waits until that is durable. For what is not on an edge loop: journeys, timed work, tests.
    func submit(_ submission: Submission) throws -> Answer {
        let result = Mutex<Result<Answer, WriterFailure>?>(nil)
        let done = try WakeSignal()
        let (rights, views) = (endedRights, views)
        try writer.submit(submission) { answer in
            if case .success(.accepted) = answer { rights.note(submission.request.command, views) }
            result.withLock { $0 = answer }
            done.post()
        }
        while result.withLock({ $0 == nil }) { done.wait(milliseconds: nil) }
        guard let answer = result.withLock({ $0 }) else {
            preconditionFailure("The writer answers before it wakes anybody.")
        }
        return try answer.get()
    }

    /// Where a journey's commands go.
    func desk(_ reader: LogReader) -> JourneyRun.Desk {
        JourneyRun.Desk(
            submit: submit,
            events: { after, through in
                var decoder = EventDecoder()
                return try reader.batch(after: after, limit: Int(through.rawValue - after.rawValue))
                    .map { try decoder.envelope($0).event }
            }, keep: { file, digest in try self.bankFiles.keep(file, digest) })
    }
}

/// The name of a new log. It begins the chain, so it must be unlike that of any other log.
enum LogName {
    static func make() -> String {
        var random = SystemRandomNumberGenerator()
        return "pgb-" + PartyID(bits: UInt128(random.next()) << 64 | UInt128(random.next())).text
    }
}
