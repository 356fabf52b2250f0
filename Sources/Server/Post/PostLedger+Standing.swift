import Events

extension PostLedger {
    /// How things stand; what is on is for the sender to add.
    func standing() throws -> PostStanding {
        var standing = PostStanding()
        standing.followed = try followed()
        standing.waiting =
            try db.first("SELECT count(*) FROM item WHERE state IN ('waiting', 'letter')") { $0.int(0) } ?? 0
        standing.failing = try db.first("SELECT count(*) FROM mail WHERE state = 'failing'") { $0.int(0) } ?? 0
        standing.uncertain = try db.first("SELECT count(*) FROM mail WHERE state = 'uncertain'") { $0.int(0) } ?? 0
        standing.withoutAddress = try db.first("SELECT count(*) FROM item WHERE state = 'stuck'") { $0.int(0) } ?? 0
        let unconfirmed = try batches(.ready) + batches(.recorded)
        standing.toConfirm = unconfirmed.count
        for (state, kind) in [(PostMail.State.uncertain, PostWork.Kind.uncertain), (.failing, .failing)] {
            for mail in try mails(state, limit: 200) {
                standing.work.append(
                    PostWork(
                        kind: kind, party: mail.party, messages: try items(inMail: mail.id).map(\.message.rawValue),
                        mail: "pgb-\(mail.id)", batch: nil, since: mail.at))
            }
        }
        standing.work += unconfirmed.map {
            PostWork(kind: .toConfirm, party: nil, messages: [], mail: nil, batch: $0.name, since: $0.at)
        }
        standing.work = Array(standing.work.prefix(200))
        return standing
    }
}
