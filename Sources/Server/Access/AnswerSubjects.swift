import Events
import Glibc

/// Whose data an answer holds: everybody whom its JSON names in a field that means a person.
///
/// Nothing that leaves is overlooked because somebody forgot to say it: what is looked at are the bytes of the answer.
/// Inside a string a quote is escaped, so nothing that a person typed can look like a field.
enum AnswerSubjects {
    /// The fields that hold the id of a person, beside `dossier`, which holds that of its holder.
    static let names = [
        "party", "caregiver", "payee", "holder", "subject", "debtor", "client", "who", "representative", "helper",
        "applicant", "stream", "signer", "onBehalfOf", "member", "organisation", "filedBy",
    ]

    /// A name of at most 16 bytes as a number: comparing two is one step.
    private static func number(_ name: some Sequence<UInt8>) -> UInt128 {
        name.reduce(0) { $0 << 8 | UInt128($1) }
    }

    private static let dossier = number("dossier".utf8)
    private static let fields = names.map { number($0.utf8) }
    private static let longest = 16
    private static let quote: UInt8 = 0x22

    /// The persons in an answer, each once, in the order in which they come.
    static func of(_ response: Response) -> [AccessNote.Subject] {
        var subjects = SubjectList()
        add(of: response, to: &subjects)
        return subjects.all
    }

    /// Adds the persons in an answer to those that are known already.
    static func add(of response: Response, to subjects: inout SubjectList) {
        if let known = response.subjects {
            for subject in known { subjects.add(subject) }
        } else if isJSON(response) {
            add(json: response.body, to: &subjects)
        }
    }

    /// The persons in a JSON document, each once, in the order in which they come.
    static func of(json: [UInt8]) -> [AccessNote.Subject] {
        var subjects = SubjectList()
        add(json: json, to: &subjects)
        return subjects.all
    }

    private static func isJSON(_ response: Response) -> Bool {
        let json: StaticString = "application/json"
        guard let type = response.contentType, type.utf8CodeUnitCount == json.utf8CodeUnitCount else { return false }
        return memcmp(type.utf8Start, json.utf8Start, json.utf8CodeUnitCount) == 0
    }

    private static func add(json: [UInt8], to subjects: inout SubjectList) {
        json.withUnsafeBytes { bytes in
            // An id has 36 digits and hyphens without a gap, so that one byte in 36 need be looked at: where that is
            // neither, no id runs across it; where it is, the id begins where the digits begin.
            var index = idLength - 1
            while index < bytes.count {
                defer { index += idLength }
                var start = index
                while start > 0, index - start < idLength, mayBeOfID(bytes[start]) { start -= 1 }
                // `start` is at what stands before the digits.
                guard start < index, start >= 3, start + 1 + idLength < bytes.count, bytes[start] == quote,
                    bytes[start - 1] == ASCII.colon, bytes[start - 2] == quote, bytes[start + 1 + idLength] == quote
                else { continue }
                let field = field(before: start - 2, in: bytes)
                guard field != .other,
                    let id = PartyID(ascii: UnsafeRawBufferPointer(rebasing: bytes[(start + 1)...(start + idLength)]))
                else { continue }
                subjects.add(.init(id, in: field == .dossier ? DossierID(holder: id) : nil))
                index = start + idLength
            }
        }
    }

    private static let idLength = 36

    @inline(__always)
    private static func mayBeOfID(_ byte: UInt8) -> Bool {
        byte &- ASCII.zero < 10 || byte &- 0x61 < 6 || byte == 0x2D
    }

    /// What kind of field ends with the quote at `end`.
    private static func field(before end: Int, in bytes: UnsafeRawBufferPointer) -> Field {
        var start = end
        while start > 0, end - start <= longest, bytes[start - 1] != quote { start -= 1 }
        guard end - start <= longest else { return .other }
        let name = number(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        if name == dossier { return .dossier }
        return fields.contains(name) ? .person : .other
    }

    private enum Field { case dossier, person, other }
}

/// Persons, each once, in the order in which they came; with the dossier that came with him first.
struct SubjectList {
    private(set) var all: [AccessNote.Subject] = []
    private var known: Set<PartyID> = []

    mutating func add(_ subject: AccessNote.Subject) {
        // Of a few, looking through them costs less than a table.
        if all.count < 8 {
            if all.contains(where: { $0.party == subject.party }) { return }
        } else {
            if known.isEmpty { known.formUnion(all.map(\.party)) }
            guard known.insert(subject.party).inserted else { return }
        }
        all.append(subject)
    }
}
