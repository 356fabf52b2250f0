import Events
import Projections

/// Turns the payments of a run into transfers, a few hundred at a time: who is paid and where stands in the vault, under the
/// commitments of the log.
struct Transfers {
    private let contents: [RunContents.Filed]
    private let kind: RunKind
    private let readers: Readers
    private var next = 0
    private var ready: [Transfer] = []
    private var reader = JSONReader()

    private static let pageMost = 500

    init(_ contents: RunContents, _ kind: RunKind, _ readers: Readers) {
        self.contents = contents.payments
        self.kind = kind
        self.readers = readers
    }

    /// The next transfer, nil behind the last.
    mutating func transfer() throws -> Transfer? {
        if ready.isEmpty {
            let page = contents[next..<min(next + Self.pageMost, contents.count)]
            guard !page.isEmpty else { return nil }
            next = page.endIndex
            // The last of them is given first.
            ready = try readers.live { s in
                var made: [Transfer] = []
                for filed in page.reversed() { made.append(try transfer(filed, s)) }
                return made
            }
        }
        return ready.popLast()
    }

    private mutating func transfer(_ filed: RunContents.Filed, _ s: Snapshot) throws -> Transfer {
        guard let sealed = try readers.vault.value(filed.account), sealed.isTrue, reader.load(sealed.json),
            let iban = reader.value(Iban.self)
        else { throw RunFault.accountErased }
        guard let reference = BankReference(Code(filed.payment)) else { throw RunFault.badReference }
        let name = try self.name(of: sealed.subject, with: filed.account, s)
        guard let envelope = try KnownPayment.one(s, filed.payment),
            case .payment(.scheduled(let scheduled)) = envelope.event
        else { throw RunFault.unknownPayment }
        return Transfer(
            endToEnd: reference, amount: filed.cents, creditorName: name.text, creditorIban: iban,
            remittance: Self.remittance(scheduled))
    }

    /// The name that was given with the account: the account of today mostly, else the one that was then.
    private mutating func name(of payee: PartyID, with account: Digest, _ s: Snapshot) throws -> Name {
        var found: Personal<Name>?
        if let now = try PayeeAccount.one(s, payee), now.iban.commitment == account {
            found = now.name
        } else {
            for position in try TimelineEntry.positions(s, stream: .party(payee)) {
                if case .party(.bankAccountChanged(let change)) = try s.events.event(at: position).event,
                    change.iban.commitment == account
                {
                    found = change.accountName
                }
            }
        }
        guard let found, let sealed = try readers.vault.value(found.commitment), sealed.isTrue,
            reader.load(sealed.json), let name = reader.value(Name.self)
        else { throw RunFault.accountErased }
        return name
    }

    /// What the payee reads: what it is for and of which month. No names: a bank statement is read by others too.
    private static func remittance(_ payment: PaymentScheduled) -> String {
        let what =
            switch payment.source {
            case .claim: "declaratie"
            case .wage: "loon"
            case .freeAmount: "vrij besteedbaar bedrag"
            case .backPayment: "nabetaling"
            case .depositRefund: "terugbetaling storting"
            }
        return "PGB " + what + (payment.month.map { " " + $0.text } ?? "")
    }
}

/// Why a run cannot go on: a person has to look, and can cancel it. It names no person and no amount.
enum RunFault: String, Error {
    /// Somebody was erased between the run and its file.
    case accountErased = "account-erased"
    case badReference = "bad-reference"
    case unknownPayment = "unknown-payment"
    /// The log and the views tell different things of the run.
    case contentsDiffer = "contents-differ"
    case notRecorded = "not-recorded"
}
