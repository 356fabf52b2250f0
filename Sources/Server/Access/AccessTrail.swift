import Events
import Synchronization

/// What is found out while a call is answered, for its lines in the access log: who looks, in which quality, on which
/// ground and at whom. Filled on the thread that answers, read on the one that records.
final class AccessTrail: Sendable {
    struct Contents {
        var party: PartyID?
        var quality: Principal.Kind?
        var roles: [Role] = []
        var onBehalfOf: PartyID?
        var ground: AccessGround?
        var subjects: [AccessNote.Subject] = []
        /// What a command is about.
        var stream: StreamID?
        var command: CommandID?
        /// A command that is only tried is a look.
        var isLook = false
    }

    private let contents = Mutex(Contents())

    var found: Contents { contents.withLock { $0 } }

    func note(_ body: (inout Contents) -> Void) { contents.withLock { body(&$0) } }

    /// Who calls, as the register knows him.
    func saw(_ caller: Caller) { note { $0.party = caller.party } }

    /// In which quality he acts.
    func saw(_ principal: Principal) {
        note {
            $0.party = principal.party
            $0.quality = principal.kind
            $0.onBehalfOf = principal.onBehalfOf
            $0.ground = $0.ground ?? AccessGround(principal)
        }
    }

    /// That he may look at a dossier, and why.
    func saw(_ viewing: Viewing, of dossier: DossierID) {
        note {
            // Who looks along has no more rights than the holder, but it is the helpdesk that looks.
            $0.roles = viewing.ground == .lookAlong ? [.helpdesk] : viewing.roles
            $0.ground = viewing.ground
            $0.quality = viewing.quality
            $0.onBehalfOf = viewing.quality == .representative ? dossier.holder : nil
        }
    }

    /// Somebody whose data the answer holds, where its content does not say so itself.
    func see(_ subject: PartyID, in dossier: DossierID? = nil) {
        note { $0.subjects.append(AccessNote.Subject(subject, in: dossier)) }
    }

    /// Everybody whom an answer, or a part of it, names.
    func see(_ response: Response) {
        let subjects = AnswerSubjects.of(response)
        note { $0.subjects += subjects }
    }
}

extension AccessGround {
    /// What allows somebody to ask, when the rules of commands are what decides.
    init(_ principal: Principal) {
        self =
            switch principal.kind {
            case .holder: .holder
            case .representative: .representative
            case .caregiver: .caregiver
            case .helper: .helper
            case .employee: .role
            case .operator, .system: .operator
            }
    }
}
