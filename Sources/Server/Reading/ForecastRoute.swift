import Commands
import Events
import Projections

/// Whether a budget lasts to the end of its period, by the one sum that warnings rest on as well (money 12).
extension Site {
    var forecast: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/dossiers/{dossier}/budgets/{budget}/forecast", needs: .signedIn,
            summary: "De verwachting van een budget tot het einde van zijn periode, per zorgovereenkomst.",
            query: Question.parameters, response: .one(ForecastAnswer.self),
            records: .access(.read, about: .dossier)
        ) { call, readers, completion in
            // It folds the dossier, so it takes longer than a look at a row.
            try service.ask(call, readers, completion, of: [MoneyView.self], isSlow: true) { question, _ in
                try question.requireMoney()
                guard let balance = try question.budget() else { throw Problem(.notFound) }
                let state = try DossierHistory(question).state
                guard let budget = state.budget(balance.budget) else { throw Problem(.notFound) }
                // What a granter has decided by now about a day counts, as it does when the claim is decided.
                var policies: [OfficeID: [PolicySet]] = [:]
                for office in Set(state.budgets.map(\.office)) {
                    policies[office] = try RegisteredOffice.policies(question.live, office)
                }
                let forecast = BudgetForecast(budget, state, today: question.day) { [policies] office, day in
                    policies[office]?.last { $0.from <= day }?.money ?? MoneyPolicy()
                }
                return try question.one(ForecastAnswer(forecast: forecast, until: balance.until))
            }
        }
    }
}

/// A forecast as it is shown: what is left, what each contract still takes, and whether that is enough.
struct ForecastAnswer: Described {
    let budget: BudgetID
    let until: Day
    let left: Cents
    let deposit: Cents
    let free: Cents
    let needed: Cents
    let short: Cents
    let isEnough: Bool
    let parts: [Part]
    let reason: ExplainedReason

    /// What one contract is expected to take still.
    struct Part: Described {
        let contract: ContractID
        let wage: Cents
        let agreed: Cents
        let average: Cents
        let waiting: Cents
        let all: Cents

        func writeFields(to w: inout JSONWriter) {
            w.field("contract", contract)
            w.field("wageCents", wage)
            w.field("agreedCents", agreed)
            w.field("averageCents", average)
            w.field("waitingCents", waiting)
            w.field("neededCents", all)
        }

        static var examples: [Part] {
            [
                Part(
                    contract: Sample.id(5), wage: .zero, agreed: Cents(900_000), average: .zero,
                    waiting: Cents(50_000), all: Cents(950_000))
            ]
        }
    }

    init(forecast: BudgetForecast, until: Day) {
        budget = forecast.budget
        self.until = until
        left = forecast.leftCents
        deposit = forecast.depositCents
        free = forecast.freeCents
        needed = forecast.neededCents
        short = forecast.shortCents
        isEnough = forecast.shortCents == .zero
        parts = forecast.parts.map {
            Part(
                contract: $0.contract, wage: $0.wageCents, agreed: $0.agreedCents, average: $0.averageCents,
                waiting: $0.waitingCents, all: $0.cents)
        }
        reason = ExplainedReason(forecast.reason)
    }

    private init(_ part: Part) {
        budget = Sample.id(4)
        until = Sample.lastDay
        left = Cents(1_000_000)
        deposit = .zero
        free = Cents(45_000)
        needed = Cents(995_000)
        short = .zero
        isEnough = true
        parts = [part]
        reason = ExplainedReason(
            Reason(
                rule: .forecast, met: true,
                figures: [
                    Figure("needed-cents", 995_000), Figure("left-cents", 1_000_000), Figure("short-cents", 0),
                ], source: "SVB controleer uw budget"))
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("until", until)
        w.field("leftCents", left)
        w.field("depositCents", deposit)
        w.field("freeAmountLeftCents", free)
        w.field("neededCents", needed)
        w.field("shortCents", short)
        w.field("enough", isEnough)
        w.field("parts", rows: parts)
        w.field("reason", reason)
    }

    static var examples: [ForecastAnswer] { [ForecastAnswer(Part.examples[0])] }
}
