/// Who was erased, and when: what has to be kept beside the heads of a log, outside its folder. When a folder is lost and
/// only older copies are left, a restore is given this list and erases them again.
///
/// It holds ids and moments, and nothing about anybody.
package struct Erasures: Hashable, Sendable {
    package struct Person: Hashable, Sendable {
        package let subject: PartyID
        package let erasedAt: Moment
    }

    package let people: [Person]

    /// The list of a data folder or of a copy of one. It is read beside a running server.
    package init(in folder: String) throws {
        let vault = try Vault(try Connection(.reader("\(folder)/vault.db")))
        people = try vault.fences().map { Person(subject: $0.subject, erasedAt: $0.erasedAt) }
    }

    /// Reads what `text` wrote; nil when it is not that, or not all of it: a list that was cut off would let somebody
    /// come back.
    package init?(_ text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.popLast() == "", let end = lines.popLast(), lines.first == Self.title,
            end == "\(Self.end)\(lines.count - 1)"
        else { return nil }
        var people: [Person] = []
        for line in lines.dropFirst() {
            let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            guard words.count == 2, let subject = PartyID(words[0]), let moment = Moment(words[1]) else { return nil }
            people.append(Person(subject: subject, erasedAt: moment))
        }
        self.people = people
    }

    /// One line for each person between a title and the count of them.
    package var text: String {
        let lines = people.map { "\($0.subject.text) \($0.erasedAt.text)" }
        return ([Self.title] + lines + ["\(Self.end)\(people.count)", ""]).joined(separator: "\n")
    }

    /// In the form a restore takes.
    package var fences: [(subject: PartyID, erasedAt: Moment)] { people.map { ($0.subject, $0.erasedAt) } }

    private static let title = "pgb-erasures-1"
    private static let end = "persons: "
}
