import Events

/// The answer to an accepted command. It is kept in the log, so that a repeat gets the very same bytes.
struct CommandAnswer {
    let id: CommandID
    let revision: Revision
    let position: Position
    let events: [Event]
    /// The stored names of the events.
    let names: [String]
    let told: ToldReasons

    /// `outcome` is `refused` when the domain answers no; the reasons that were not met are then named. A caregiver is
    /// told that, and not why: the reason may show the holder's balance. What was accepted and only warned of, such as a
    /// term of notice that is usual, is named in the same way.
    func write(to w: inout JSONWriter) {
        let refusal = refusal
        w.object { w in
            w.field("id", id)
            w.key("outcome")
            w.value(refusal == nil ? "accepted" as StaticString : "refused")
            w.field("revision", revision)
            w.field("position", position)
            w.field(
                "events",
                array: { w in
                    for name in names { w.value(name) }
                })
            let unmet = (refusal ?? warnings).filter { !$0.met }
            if refusal != nil || !unmet.isEmpty, told.asker != .caregiver || isAboutHimself {
                w.field("reasons", unmet.map(ExplainedReason.init))
            }
            if let code { w.field("code", code) }
        }
    }

    /// A code that the asker hands over to somebody else. The log keeps only where the vault has it: see
    /// `opening(_:in:)`.
    private var code: Personal<Text>? {
        for case .representation(.helperInvited(let invited)) in events { return invited.code.closed }
        return nil
    }

    /// An answer as it is given: with the code itself in the place of the reference that the log keeps; null when it was
    /// erased.
    static func opening(_ answer: [UInt8], in vault: Vault) throws(DatabaseError) -> [UInt8] {
        let start = answer.count - reference - 1
        guard start > 0, answer[start...].starts(with: #""code":{"subject":""#.utf8),
            let commitment = Digest(hex: String(decoding: answer.dropLast(3).suffix(64), as: UTF8.self))
        else { return answer }
        return answer[..<start] + Array(#""code":"#.utf8) + (try vault.value(commitment)?.json ?? Array("null".utf8))
            + [UInt8(ascii: "}")]
    }

    /// How many bytes `"code":{"subject":"…","commitment":"…"}` takes.
    private static let reference = 7 + 12 + 36 + 16 + 64 + 2

    /// What facts say that was weighed and did not stop them: about a contract, a claim that was late, or one that waits
    /// for a person.
    private var warnings: [Reason] {
        events.flatMap { event -> [Reason] in
            switch event {
            case .contract(.extended), .contract(.ended), .contract(.renewalNotified), .claim(.accepted), .claim(.held),
                .application(.decided), .circumstance(.requestDecided), .circumstance(.reported),
                .circumstance(.pgbEnded):
                told(event)
            default: []
            }
        }
    }

    /// Whether what was refused is the asker's own affair and says nothing of a budget.
    private var isAboutHimself: Bool {
        events.contains { if case .party(.codeRefused) = $0 { true } else { false } }
    }

    private var refusal: [Reason]? {
        for event in events {
            switch event {
            case .claim(.refused), .payment(.wageWithheld): return told(event)
            case .party(.codeRefused(let refused)): return refused.reasons.list
            default: break
            }
        }
        return nil
    }
}
