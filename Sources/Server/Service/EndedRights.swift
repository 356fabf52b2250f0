import Commands
import Events
import Projections
import Synchronization

/// Up to where the views must be before they may let anybody in: behind the last command that took a right away.
///
/// Commands are decided on the state of the moment, but who may look is read from the views, which follow the log a little
/// later. Without this, somebody who was sent away could still look for as long as they lag after that was acknowledged.
final class EndedRights: Sendable {
    private let position: Mutex<Position>

    /// - Parameter last: the last position of the log at the start: what took a right away before may be in no view yet.
    init(from last: Position) { position = Mutex(last) }

    /// What a question has to wait for.
    var reach: Position { position.withLock { $0 } }

    /// Notes an accepted command before its answer leaves. The views were told of its events before.
    func note(_ command: any Command, _ views: Views) {
        guard Self.endsRights(command) else { return }
        let last = views.health.last
        position.withLock { $0 = max($0, last) }
    }

    /// Whether somebody may do less after the command than before: an exclusive representative shuts out the holder, and the
    /// first member of an organisation everybody else of it.
    private static func endsRights(_ command: any Command) -> Bool {
        command is RemoveRepresentative || command is AppointRepresentative || command is RevokeHelp
            || command is ReleaseEmployee || command is AppointEmployee || command is RecordDeath
            || command is SettleDeath || command is AddMember || command is RemoveMember || command is ErasePerson
    }
}
