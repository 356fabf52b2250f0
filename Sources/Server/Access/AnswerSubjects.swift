import Events

/// Whose data an answer holds: everybody whom its JSON names in a field that means a person.
///
/// Nothing that leaves is overlooked because somebody forgot to say it: what is looked at are the bytes of the answer.
/// Inside a string a quote is escaped, so nothing that a person typed can look like a field.
enum AnswerSubjects {
    /// The fields that hold the id of a person, beside `dossier`, which holds that of its holder.
    static let names = [
        "party", "caregiver", "payee", "holder", "subject", "debtor", "client", "who", "representative", "helper",
        "applicant", "stream", "signer", "onBehalfOf", "member", "organisation",
    ]

    private static let dossier = Array("dossier".utf8)
    private static let fields = names.map { Array($0.utf8) }
    private static let longest = 16
    private static let quote: UInt8 = 0x22

    /// The persons in an answer, each once, in the order in which they come.
    static func of(_ response: Response) -> [AccessNote.Subject] {
        if let known = response.subjects { return known }
        guard response.contentType?.description == "application/json" else { return [] }
        return of(json: response.body)
    }

    /// The same of its JSON.
    static func of(json: [UInt8]) -> [AccessNote.Subject] {
        var subjects = Gathered()
        json.withUnsafeBytes { bytes in
            var index = 1
            // A field with an id takes 39 bytes behind its colon.
            while index + 39 <= bytes.count {
                guard bytes[index] == ASCII.colon else {
                    index += 1
                    continue
                }
                if bytes[index - 1] == quote, bytes[index + 1] == quote, bytes[index + 38] == quote,
                    let id = PartyID(ascii: UnsafeRawBufferPointer(rebasing: bytes[(index + 2)..<(index + 38)]))
                {
                    subjects.add(id, field(before: index - 1, in: bytes))
                    index += 39
                } else {
                    index += 1
                }
            }
        }
        return subjects.all
    }

    /// What kind of field ends with the quote at `end`.
    private static func field(before end: Int, in bytes: UnsafeRawBufferPointer) -> Field {
        var start = end
        while start > 0, end - start <= longest, bytes[start - 1] != quote { start -= 1 }
        let name = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        if name.elementsEqual(dossier) { return .dossier }
        return fields.contains { $0.count == name.count && $0.elementsEqual(name) } ? .person : .other
    }

    private enum Field { case dossier, person, other }

    /// Each person once.
    private struct Gathered {
        private(set) var all: [AccessNote.Subject] = []
        private var known: Set<PartyID> = []

        mutating func add(_ id: PartyID, _ field: Field) {
            guard field != .other else { return }
            if all.count < 8 {
                if all.contains(where: { $0.party == id }) { return }
            } else {
                if known.isEmpty { known.formUnion(all.map(\.party)) }
                guard known.insert(id).inserted else { return }
            }
            all.append(AccessNote.Subject(id, in: field == .dossier ? DossierID(holder: id) : nil))
        }
    }
}
