import Commands
import Events

/// The sign-in with which a command is asked. In a browser a signature takes the proof of its session with it, so that
/// the next one asks for a new sign-in; a system proves it with a token that it got just now.
struct Signing: Sendable {
    let level: AssuranceLevel
    /// In seconds since 1970; long ago when the session has no proof.
    let signedInAt: Int64
    private let proof: Proof?
    private let session: Session?
    private let sessions: Sessions?

    /// - Parameter isDryRun: nothing is signed, so the proof stays where it is.
    init(_ call: Call, _ command: any Command.Type, _ sessions: Sessions?, isDryRun: Bool) {
        self.sessions = sessions
        session = call.session
        guard command.asksFreshSignIn, let session = call.session, let sessions else {
            level = call.caller.level
            signedInAt = call.caller.signedInAt
            proof = nil
            return
        }
        let taken = sessions.takeProof(session)
        level = taken?.level ?? call.caller.level
        signedInAt = taken?.at ?? 0
        if isDryRun, let taken { sessions.giveBack(taken, to: session) }
        proof = isDryRun ? nil : taken
    }

    /// Gives the proof back: nothing was signed with it.
    func giveBack() {
        guard let proof, let session else { return }
        sessions?.giveBack(proof, to: session)
    }

    /// Gives the proof back unless something was signed, or nobody knows whether it was.
    func settle(_ result: Result<Answer, WriterFailure>) {
        switch result {
        case .success(.accepted), .failure(.unknownOutcome), .failure(.fault): break
        case .success(.rejected), .success(.denied), .success(.otherRequest), .success(.tried), .success(.looked),
            .failure(.overloaded), .failure(.diskFull), .failure(.stopped):
            giveBack()
        }
    }
}
