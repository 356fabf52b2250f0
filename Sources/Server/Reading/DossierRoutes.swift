import Events
import Projections

/// What can be asked about one dossier.
extension Site {
    var dossierRoutes: [Route<Readers>] {
        [
            ask(
                "/budgets", of: [MoneyView.self], "De budgetten van een dossier met hun stand.",
                .list(BudgetBalance.self)
            ) { question, _ in
                try question.requireMoney()
                return question.list(
                    try BudgetBalance.list(
                        question.snapshot, dossier: question.dossier, onlyOffice: question.viewing.office,
                        withExtras: question.viewing.readsCare))
            },
            ask("/budgets/{budget}", of: [MoneyView.self], "Eén budget met zijn stand.", .one(BudgetBalance.self)) {
                question, _ in
                try question.requireMoney()
                return try question.one(try question.budget())
            },
            ask(
                "/budgets/{budget}/movements", of: [MoneyView.self], "De boekingen op een budget, de nieuwste eerst.",
                .page(Movement.self),
                query: Question.paging + [
                    QueryParameter(
                        "line", Movement.Line.schema, "Alleen de boekingen waaruit deze regel van de stand bestaat.")
                ]
            ) {
                question, _ in
                try question.requireMoney()
                guard let budget = try question.budget() else { throw Problem(.notFound) }
                let limit = try question.limit()
                let before = try question.before()
                return question.list(
                    try Movement.page(
                        question.snapshot, budget: budget.budget,
                        line: try question.call.query("line", Movement.Line.init(rawValue:)),
                        for: question.viewing.office, before: before?.rawValue, limit: limit),
                    limit: limit, next: { Position($0.number) })
            },
            ask(
                "/payments", of: [MoneyView.self], "De betalingen, de nieuwste eerst.", .page(PaymentSchedule.self),
                query: Question.paging + Question.paymentFilters
            ) {
                question, _ in
                let limit = try question.limit()
                return question.list(
                    try PaymentSchedule.page(
                        question.snapshot, dossier: question.dossier, try question.listedPayments(),
                        before: try question.before(), limit: limit), limit: limit, next: \.position)
            },
            ask("/payments/{payment}", of: [MoneyView.self], "Eén betaling.", .one(PaymentSchedule.self)) {
                question, _ in
                try question.one(
                    try PaymentSchedule.one(
                        question.snapshot, try question.call.id("payment"), dossier: question.dossier,
                        question.payments))
            },
            ask("/contracts", of: [ContractView.self, MoneyView.self], "De zorgovereenkomsten.", .list(Contract.self)) {
                question, readers in
                try question.list(
                    try Contract.list(
                        question.snapshot, dossier: question.dossier, on: question.day, for: question.viewing.reader)
                ).unsealed(isAllowed: question.viewing.readsCare, readers.vault)
            },
            ask(
                "/contracts/{contract}", of: [ContractView.self, MoneyView.self], "Eén zorgovereenkomst.",
                .one(Contract.self)
            ) {
                question, readers in
                try question.one(
                    try Contract.one(
                        question.snapshot, try question.call.id("contract"), dossier: question.dossier,
                        on: question.day, for: question.viewing.reader)
                ).unsealed(isAllowed: question.viewing.readsCare, readers.vault)
            },
            ask(
                "/claims", of: [ClaimView.self, ContractView.self, MoneyView.self],
                "De declaraties, de nieuwste eerst.", .page(Claim.self),
                query: Question.paging + Question.claimFilters
            ) { question, readers in
                let limit = try question.limit()
                return try question.list(
                    try Claim.page(
                        question.snapshot, dossier: question.dossier, try question.listedClaims(),
                        before: try question.before(), limit: limit), limit: limit, next: \.position
                ).unsealed(readers.vault)
            },
            ask(
                "/claims/{claim}", of: [ClaimView.self, ContractView.self, MoneyView.self], "Eén declaratie.",
                .one(Claim.self)
            ) {
                question, readers in
                try question.one(
                    try Claim.one(
                        question.snapshot, try question.call.id("claim"), dossier: question.dossier, question.claims)
                ).unsealed(readers.vault)
            },
            ask(
                "/timeline",
                of: [TimelineView.self, ContractView.self, ClaimView.self, MoneyView.self, ApplicationsView.self],
                "Wat er gebeurde, het nieuwste eerst.", .page(TimelineEntry.self), query: Question.paging
            ) { question, _ in
                let limit = try question.limit()
                return question.list(
                    try TimelineEntry.page(
                        question.snapshot, stream: .dossier(question.dossier), for: question.viewing.reader,
                        seesAsked: question.viewing.seesAsked, before: try question.before(), limit: limit),
                    limit: limit, next: \.position)
            },
            ask(
                "/work-items",
                of: [WorkView.self, TimelineView.self, ContractView.self, ClaimView.self, MoneyView.self],
                "Wat er wacht, op wie en sinds wanneer.", .list(DatedWork.self)
            ) {
                question, _ in
                try question.requireMoney()
                let items = try WorkItem.list(
                    question.snapshot, dossier: question.dossier, for: question.viewing.reader,
                    seesAsked: question.viewing.seesAsked, on: question.day)
                return question.list(try DatedWork.list(items, on: question.day, question.live))
            },
            ask(
                "/people", of: [RelationView.self, ContractView.self, MoneyView.self], "Wie er bij een dossier horen.",
                .list(DossierPerson.self)
            ) { question, readers in
                try DossierPeople(question).response().unsealed(readers.vault)
            },
        ]
    }

    /// A route under `/v1/dossiers/{dossier}` whose answer needs a question that was allowed. `views` are those whose
    /// tables it reads in the question's snapshot, whoever asks: for the past only these are made.
    func ask(
        _ path: String, of views: [any Projection.Type], _ summary: String, _ response: Content,
        query: [QueryParameter] = [],
        _ answer: @escaping @Sendable (Question, Readers) throws -> Response
    ) -> Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/dossiers/{dossier}" + path, needs: .signedIn, summary: summary,
            query: Question.parameters + query, response: response, records: .access(.read, about: .dossier)
        ) { call, readers, completion in
            try service.ask(call, readers, completion, of: views, answer)
        }
    }
}

extension Question {
    /// A caregiver never sees budgets or what else is about the holder's money.
    func requireMoney() throws(Problem) {
        guard viewing.seesMoney else { throw Problem(.notAllowed) }
    }

    func budget() throws -> BudgetBalance? {
        try BudgetBalance.one(
            snapshot, try call.id("budget"), dossier: dossier, onlyOffice: viewing.office,
            withExtras: viewing.readsCare)
    }

    /// The payments that the asker may see.
    var payments: PaymentSchedule.Filter {
        PaymentSchedule.Filter(onlyCaregiver: viewing.caregiver, onlyOffice: viewing.office, on: day)
    }

    /// The claims that the asker may see.
    var claims: Claim.Filter {
        Claim.Filter(onlyCaregiver: viewing.caregiver, onlyOffice: viewing.office, on: day)
    }
}
