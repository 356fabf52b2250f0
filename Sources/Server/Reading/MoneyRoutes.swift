import Events
import Projections

/// What can be asked about the money of one dossier, besides its budgets, payments and claims themselves.
extension Site {
    var moneyRoutes: [Route<Readers>] {
        [overview, forecast, receivables, receivable, explanation, declared, statement]
    }

    private var overview: Route<Readers> {
        ask(
            "/overview", of: [MoneyView.self],
            "Het overzicht van de budgetten: wat er is, wat is betaald en wat is ingepland.",
            .list(BudgetOverview.self)
        ) { question, _ in
            try question.requireMoney()
            return question.list(
                try BudgetOverview.list(
                    question.snapshot, dossier: question.dossier, on: question.day,
                    onlyOffice: question.viewing.office, withExtras: question.viewing.readsCare))
        }
    }

    private var receivables: Route<Readers> {
        ask(
            "/receivables", of: [MoneyView.self, ContractView.self], "De vorderingen, de nieuwste eerst.",
            .list(Receivable.self),
            query: [QueryParameter("status", ReceivableStatus.schema, "Alleen vorderingen met deze status.")]
        ) { question, _ in
            var filter = question.receivables
            filter.status = try question.call.query("status", ReceivableStatus.init(rawValue:))
            return question.list(try Receivable.list(question.snapshot, dossier: question.dossier, filter))
        }
    }

    private var receivable: Route<Readers> {
        ask(
            "/receivables/{receivable}", of: [MoneyView.self, ContractView.self],
            "Eén vordering, met wat ervan is terugbetaald.",
            .one(Receivable.self)
        ) { question, _ in
            try question.one(
                try Receivable.one(
                    question.snapshot, try question.call.id("receivable"), dossier: question.dossier,
                    question.receivables))
        }
    }

    private var explanation: Route<Readers> {
        ask(
            "/payments/{payment}/explanation", of: [MoneyView.self, ClaimView.self, ContractView.self],
            "Legt een betaling uit: waarvoor, wat is gecontroleerd, elke stap en waar hij nu is.",
            .one(ExplainedPayment.self)
        ) { question, readers in
            let explanation = try PaymentExplanation.one(
                question.snapshot, try question.call.id("payment"), dossier: question.dossier, question.payments)
            return try question.one(explanation.map { ExplainedPayment($0, question) }).unsealed(readers.vault)
        }
    }

    private var declared: Route<Readers> {
        ask(
            "/claims-and-wages", of: [ClaimView.self, ContractView.self, MoneyView.self],
            "De declaraties en maandlonen in één lijst, de nieuwste eerst.", .page(Declared.self),
            query: Question.paging + [
                QueryParameter("kind", Declared.Kind.schema, "Alleen declaraties, of alleen maandlonen."),
                QueryParameter(
                    "contract", ContractID.schema, "Alleen van deze zorgovereenkomst.", form: "een id"),
                QueryParameter(
                    "month", Month.schema, "Alleen over deze maand.", form: "een maand (2026-03)"),
                QueryParameter("paymentStatus", PaymentStatus.schema, "Alleen met een betaling die deze status heeft."),
            ]
        ) { question, _ in
            let limit = try question.limit()
            let filter = Declared.Filter(
                onlyCaregiver: question.viewing.caregiver, onlyOffice: question.viewing.office,
                kind: try question.call.query("kind", Declared.Kind.init(rawValue:)),
                contract: try question.call.query("contract") { ContractID($0) },
                month: try question.call.query("month") { Month($0) },
                paymentStatus: try question.call.query("paymentStatus", PaymentStatus.init(rawValue:)),
                on: question.day)
            return question.list(
                try Declared.page(
                    question.snapshot, dossier: question.dossier, filter, before: try question.before(), limit: limit),
                limit: limit, next: \.position)
        }
    }

    private var statement: Route<Readers> {
        ask(
            "/statements/{year}", of: [MoneyView.self],
            "Het jaaroverzicht van de budgetten, naar de maand van de zorg: bruto en netto, en hoe het is afgesloten.",
            .list(BudgetStatement.self)
        ) { question, _ in
            try question.requireMoney()
            return question.list(
                try BudgetStatement.list(
                    question.snapshot, dossier: question.dossier, year: try question.call.year(),
                    onlyOffice: question.viewing.office))
        }
    }
}

extension Question {
    fileprivate var receivables: Receivable.Filter {
        Receivable.Filter(onlyCaregiver: viewing.caregiver, onlyOffice: viewing.office)
    }
}

extension Call {
    /// The year in the path; one that the calendar does not have is not there.
    func year() throws(Problem) -> Int {
        let text = path("year")
        guard text.utf8.count == 4, let month = Month(text + "-01") else {
            throw Problem(.notFound)
        }
        return month.year
    }
}
