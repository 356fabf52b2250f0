import Events
import Projections

/// What can be asked about one contract besides itself: its versions, how two of them differ, and who changed what.
extension Site {
    var contractRoutes: [Route<Readers>] {
        [
            ask(
                "/contracts/{contract}/versions", of: [ContractView.self, MoneyView.self],
                "De versies van een zorgovereenkomst, met de dag waarop elke versie ingaat.",
                .list(ContractVersion.self)
            ) { question, readers in
                let versions = try ContractVersion.list(
                    question.snapshot, try question.call.id("contract"), dossier: question.dossier,
                    for: question.viewing.reader)
                return try question.all(versions).unsealed(isAllowed: question.viewing.readsCare, readers.vault)
            },
            ask(
                "/contracts/{contract}/versions/{number}", of: [ContractView.self, MoneyView.self],
                "Eén versie van een zorgovereenkomst.", .one(ContractVersion.self)
            ) {
                question, readers in
                let digits = question.call.path("number")
                guard let number = Int64(digits), "\(number)" == digits else { throw Problem(.notFound) }
                return try question.one(
                    try ContractVersion.one(
                        question.snapshot, try question.call.id("contract"), number: number, dossier: question.dossier,
                        for: question.viewing.reader)
                ).unsealed(isAllowed: question.viewing.readsCare, readers.vault)
            },
            ask(
                "/contracts/{contract}/differences", of: [ContractView.self, MoneyView.self],
                "Wat er verschilt tussen twee versies, naast elkaar.", .list(ContractDifference.self),
                query: [
                    QueryParameter("from", .integer(1 ... .max), "De ene versie; zonder nummer die voor de andere."),
                    QueryParameter("to", .integer(1 ... .max), "De andere versie; zonder nummer de nieuwste."),
                ]
            ) { question, readers in
                let differences = try ContractDifference.list(
                    question.snapshot, try question.call.id("contract"), from: try question.version("from"),
                    to: try question.version("to"), dossier: question.dossier, for: question.viewing.reader,
                    same: readers.vault.holdsSame)
                return try question.all(differences).unsealed(isAllowed: question.viewing.readsCare, readers.vault)
            },
            ask(
                "/contracts/{contract}/revisions", of: [ContractView.self, MoneyView.self],
                "Wie wat wanneer veranderde in een zorgovereenkomst, het oudste eerst.",
                .list(ContractRevision.self)
            ) { question, readers in
                let revisions = try ContractRevision.list(
                    question.snapshot, try question.call.id("contract"), dossier: question.dossier,
                    for: question.viewing.reader, same: readers.vault.holdsSame)
                return try question.all(revisions).unsealed(isAllowed: question.viewing.readsCare, readers.vault)
            },
        ]
    }
}

extension Question {
    /// Answers with a whole list; not found when there is none.
    fileprivate func all(_ items: [some Described]?) throws(Problem) -> Response {
        guard let items else { throw Problem(.notFound) }
        return list(items)
    }

    /// The number of a version that is asked for.
    fileprivate func version(_ name: String) throws(Problem) -> Int64? {
        try call.query(name, in: 1...Int.max).map { Int64($0) }
    }
}

extension Vault {
    /// Whether two commitments are to the same value. What was erased is the same as nothing.
    fileprivate func holdsSame(_ left: Digest, _ right: Digest) throws(DatabaseError) -> Bool {
        guard let left = try value(left), let right = try value(right) else { return false }
        return left.json == right.json
    }
}
