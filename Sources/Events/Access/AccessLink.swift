/// Makes the hashes of the access log. `docs/access-log.md` says the same for a stranger; both change together or never.
/// How values become bytes is as in the log (`LinkHasher`).
enum AccessLink {
    /// What stands before the first link: it ties the chain to the name of its log.
    static func origin(_ origin: String) -> Digest {
        LinkBytes.hash(room: 64 + origin.utf8.count) { bytes in
            bytes.add("pgb1-access-origin")
            bytes.add(text: origin)
        }
    }

    /// The hash of a line that stands behind the link with hash `before`.
    static func hash(_ line: AccessLine, _ place: AccessPlace, after before: Digest) -> Digest {
        let texts =
            line.activity.utf8.count + line.roles.utf8.count + (line.actor?.utf8.count ?? 0)
            + (line.refusal?.utf8.count ?? 0)
        return LinkBytes.hash(room: 768 + texts) { bytes in
            bytes.add("pgb1-access")
            bytes.add(before)
            bytes.add(place.sequence)
            bytes.add(line.at.microseconds)
            bytes.add(bits: line.trace)
            bytes.add(Int64(bitPattern: line.span))
            bytes.add(maybe: line.parent.map { Int64(bitPattern: $0) })
            bytes.add(text: line.action.rawValue)
            bytes.add(text: line.outcome.rawValue)
            bytes.add(text: line.activity)
            bytes.add(maybe: line.subject)
            bytes.add(maybe: line.dossier)
            bytes.add(maybe: line.user)
            bytes.add(maybe: line.actor)
            bytes.add(maybe: line.quality?.rawValue)
            bytes.add(text: line.roles)
            bytes.add(maybe: line.office)
            bytes.add(maybe: line.onBehalfOf)
            bytes.add(text: line.means.rawValue)
            bytes.add(text: line.level.rawValue)
            bytes.add(text: line.ground.rawValue)
            bytes.add(maybe: line.refusal)
            switch line.point {
            case .local: bytes.add(byte: 0)
            case .network(let code):
                bytes.add(byte: 1)
                bytes.add(bits: code)
            }
            bytes.add(place.beforeOfSubject)
            bytes.add(place.beforeOfEmployee)
            bytes.add(place.beforeOfOffice)
        }
    }
}

extension LinkBytes {
    fileprivate mutating func add(text: String) {
        var text = text
        text.withUTF8 { add(text: UnsafeRawBufferPointer($0)) }
    }

    fileprivate mutating func add(maybe text: String?) {
        add(byte: text == nil ? 0 : 1)
        if let text { add(text: text) }
    }

    fileprivate mutating func add(maybe number: Int64?) {
        add(byte: number == nil ? 0 : 1)
        if let number { add(number) }
    }

    fileprivate mutating func add<Subject>(maybe id: ID<Subject>?) {
        add(byte: id == nil ? 0 : 1)
        if let id { add(bits: id.bits) }
    }
}
