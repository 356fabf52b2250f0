import Commands
import Events

/// Help for who draws up a contract: which kind it is, and which questions then apply. Needs nobody to be known: the
/// answers are about no person.
enum ContractHelpRoutes {
    static var all: [Route<Readers>] {
        [
            Route(
                .get, "/v1/contract-choice", needs: .nothing,
                summary: "Helpt het soort zorgovereenkomst te kiezen: de volgende vraag, of het soort en waarom.",
                query: ContractChoice.Question.allCases.map { question in
                    QueryParameter(question.rawValue, .names(question.answers), question.text)
                }, response: Content(ChoiceAnswer.self, example: ChoiceAnswer(.kind(.family, because: .family)))
            ) { call, _, _ in
                var choice = ContractChoice()
                choice.law = try call.query("law", Law.init(rawValue:))
                choice.relation = try call.query("relation", Relation.init(rawValue:))
                choice.volunteer = try call.query("volunteer", Bool.init)
                choice.institution = try call.query("institution", Bool.init)
                choice.entrepreneur = try call.query("entrepreneur", Bool.init)
                choice.authority = try call.query("authority", Bool.init)
                return .now(.json(Site.json { ChoiceAnswer(choice.outcome).write(to: &$0) }))
            },
            Route(
                .get, "/v1/contract-form", needs: .nothing,
                summary: "Welke vragen er bij een zorgovereenkomst horen, in vijf stappen.",
                query: [
                    QueryParameter(
                        "kind", .names(ContractKind.allCases.map(\.rawValue)), "Het soort.", isRequired: true),
                    QueryParameter(
                        "duration", .names(ContractForm.Duration.allCases.map(\.rawValue)), "Hoelang hij duurt."),
                    QueryParameter("months", .integer(1...600), "Hoeveel maanden, bij een vaste tijd."),
                    QueryParameter("fixedHours", .names(["true", "false"]), "Of de werkweek vast is."),
                    QueryParameter("monthlyWage", .names(["true", "false"]), "Of er een vast maandloon is."),
                    QueryParameter("payroll", .names(["true", "false"]), "Of de SVB de salarisadministratie doet."),
                    QueryParameter("entrepreneur", .names(["true", "false"]), "Of de zorgverlener ondernemer is."),
                ], response: Content(FormAnswer.self, example: FormAnswer(ContractForm(kind: .institution)))
            ) { call, _, _ in
                guard let kind = try call.query("kind", ContractKind.init(rawValue:)) else {
                    throw call.badQuery("kind", "missing")
                }
                var form = ContractForm(kind: kind)
                form.duration = try call.query("duration", ContractForm.Duration.init(rawValue:)) ?? .indefinite
                form.months = try call.query("months", in: 1...600).map(Int64.init)
                form.fixedHours = try call.query("fixedHours", Bool.init) ?? false
                form.monthlyWage = try call.query("monthlyWage", Bool.init) ?? false
                form.payroll = try call.query("payroll", Bool.init) ?? false
                form.entrepreneur = try call.query("entrepreneur", Bool.init) ?? false
                return .now(.json(Site.json { FormAnswer(form).write(to: &$0) }))
            },
        ]
    }
}

/// The next question, or the kind and why.
private struct ChoiceAnswer: Record {
    struct Asked: Record {
        let name: ContractChoice.Question
        let text: String
        let help: String
        let answers: [String]

        init(_ question: ContractChoice.Question) {
            name = question
            text = question.text
            help = question.help
            answers = question.answers
        }

        init(from r: inout JSONReader) {
            name = r("name")
            text = r("text")
            help = r("help")
            answers = r.list("answers")
        }

        func writeFields(to w: inout JSONWriter) {
            w.field("name", name)
            w.field("text", text)
            w.field("help", help)
            w.field("answers", answers)
        }
    }

    let question: Asked?
    let kind: ContractKind?
    let because: ContractChoice.Because?
    let why: String?

    init(_ outcome: ContractChoice.Outcome) {
        switch outcome {
        case .ask(let next):
            question = Asked(next)
            kind = nil
            because = nil
            why = nil
        case .kind(let chosen, let reason):
            question = nil
            kind = chosen
            because = reason
            why = reason.sentence
        }
    }

    init(from r: inout JSONReader) {
        question = r.optional("question")
        kind = r.optional("kind")
        because = r.optional("because")
        why = r.optional("why")
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("question", question)
        w.field("kind", kind)
        w.field("because", because)
        w.field("why", why)
    }
}

/// The five steps with the questions that apply.
private struct FormAnswer: Record {
    struct Step: Record {
        let number: Int64
        let name: ContractForm.Step
        let title: String
        let fields: [Field]

        init(_ step: ContractForm.Step, _ fields: [ContractForm.Field]) {
            number = Int64(step.number)
            name = step
            title = step.title
            self.fields = fields.filter { $0.step == step }.map(Field.init)
        }

        init(from r: inout JSONReader) {
            number = r("number")
            name = r("name")
            title = r("title")
            fields = r.list("fields")
        }

        func writeFields(to w: inout JSONWriter) {
            w.field("number", number)
            w.field("name", name)
            w.field("title", title)
            w.field("fields", fields)
        }
    }

    struct Field: Record {
        let pointer: String
        let question: String
        let required: Bool

        init(_ field: ContractForm.Field) {
            pointer = field.pointer
            question = field.question
            required = field.isRequired
        }

        init(from r: inout JSONReader) {
            pointer = r("pointer")
            question = r("question")
            required = r("required")
        }

        func writeFields(to w: inout JSONWriter) {
            w.field("pointer", pointer)
            w.field("question", question)
            w.field("required", required)
        }
    }

    let steps: [Step]

    init(_ form: ContractForm) {
        let fields = form.fields
        steps = ContractForm.Step.allCases.map { Step($0, fields) }
    }

    init(from r: inout JSONReader) { steps = r.list("steps") }

    func writeFields(to w: inout JSONWriter) { w.field("steps", steps) }
}
