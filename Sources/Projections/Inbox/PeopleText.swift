import Events

/// The words of a message about who represents or looks along, what is asked and decided around a pgb, or somebody's own
/// data: plain Dutch, one idea per sentence.
struct PeopleText {
    /// A subject with the sentences behind it.
    typealias Words = (subject: String, sentences: [String])

    private let content: MessageContent
    private let isHolderSide: Bool

    init(_ content: MessageContent, isHolderSide: Bool) {
        self.content = content
        self.isHolderSide = isHolderSide
    }

    var words: Words {
        switch content.event {
        case .application(let fact): ApplicationText(content).words(fact)
        case .circumstance(let fact): CircumstanceText(content).words(fact)
        case .representation(let fact): words(fact)
        case .party(let fact): PersonText.words(fact)
        case .rights(let fact): PersonText.words(fact)
        case .dispatch(.bounced(let bounced)): PersonText.words(bounced)
        default: preconditionFailure("Only messages about people come here.")
        }
    }

    // MARK: Who represents and who looks along

    private func words(_ fact: RepresentationFact) -> Words {
        switch fact {
        case .appointed(let appointed): words(appointed)
        case .removed:
            isHolderSide
                ? (
                    "De vertegenwoordiger is gestopt",
                    ["Iemand is geen vertegenwoordiger meer voor dit pgb.", "Hij kan niets meer regelen."]
                )
                : (
                    "U bent geen vertegenwoordiger meer",
                    [
                        "U bent geen vertegenwoordiger meer van deze budgethouder.",
                        "U kunt niets meer voor hem regelen.",
                    ]
                )
        case .helperInvited(let invited):
            (
                "Er is iemand gevraagd om mee te kijken",
                [
                    "\(HolderSide.acting(content.actor, "heeft")) iemand gevraagd om mee te kijken in dit pgb.",
                    "Geef hem de code.", "De code werkt tot en met \(Dutch.day(invited.until)).",
                    "Wilt u het niet meer? Trek de uitnodiging dan in.",
                ]
            )
        case .helperJoined:
            isHolderSide
                ? (
                    "Er kijkt iemand mee in uw pgb",
                    [
                        "Iemand heeft de code gebruikt.", "Hij kan nu meekijken in uw pgb.",
                        "Hij kan niets veranderen.",
                        "Wilt u dit niet meer? Dan kunt u het meteen stoppen.",
                    ]
                )
                : (
                    "U kunt meekijken in een pgb",
                    [
                        "U kunt nu meekijken in het pgb van iemand anders.", "U kunt niets veranderen.",
                        "De budgethouder kan dit altijd stoppen.", "U kunt er zelf ook mee stoppen.",
                    ]
                )
        case .helperRevoked(let revoked): words(revoked)
        }
    }

    private func words(_ appointed: RepresentativeAppointed) -> Words {
        let last = appointed.until.map { ["Dat duurt tot en met \(Dutch.day($0))."] } ?? []
        guard isHolderSide else {
            return (
                "U bent vertegenwoordiger",
                ["Vanaf \(Dutch.day(appointed.from)) vertegenwoordigt u een budgethouder."] + last
                    + [
                        appointed.exclusive
                            ? "Alleen u kunt dan iets regelen voor dit pgb."
                            : "De budgethouder kan zelf ook alles blijven regelen.",
                        "Bekijk het pgb en de zorgovereenkomsten.",
                    ]
            )
        }
        return (
            "Er is een vertegenwoordiger",
            ["Vanaf \(Dutch.day(appointed.from)) is er een vertegenwoordiger voor dit pgb."] + last
                + [
                    appointed.exclusive
                        ? "Alleen de vertegenwoordiger kan dan iets regelen."
                        : "De budgethouder kan zelf ook alles blijven regelen."
                ]
        )
    }

    private func words(_ revoked: HelperRevoked) -> Words {
        guard isHolderSide else {
            return (
                "U kijkt niet meer mee",
                ["U kunt niet meer meekijken in het pgb van deze budgethouder.", "U hoeft niets te doen."]
            )
        }
        return revoked.helper == nil
            ? (
                "De uitnodiging is ingetrokken",
                ["De uitnodiging om mee te kijken is ingetrokken.", "De code werkt niet meer."]
            )
            : (
                "Er kijkt iemand niet meer mee",
                ["Iemand kijkt niet meer mee in dit pgb.", "Hij ziet er niets meer van."]
            )
    }
}

/// What people call who grants their budget.
enum Granter {
    /// Inside a sentence; both kinds when the law is not known.
    static func yours(_ law: Law?) -> String {
        switch law {
        case .wlz: "uw zorgkantoor"
        case .wmo, .jeugdwet: "uw gemeente"
        case nil: "uw zorgkantoor of gemeente"
        }
    }

    /// At the beginning of a sentence.
    static func capital(_ law: Law?) -> String {
        let name = yours(law)
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// What stands behind a decision that somebody may object to, within six weeks (Awb 6:7).
    static func objection(_ law: Law?) -> [String] {
        [
            "Bent u het hier niet mee eens?",
            "Dan kunt u binnen zes weken bezwaar maken bij \(yours(law)).",
        ]
    }
}
