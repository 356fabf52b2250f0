/// The matrix of need to know: who gets what of every question that can be asked (portal 2.3, decisions 8). Deny by
/// default: a quality that a line does not name gets nothing, and a test refuses a route that has no line.
///
/// The policy is carried out where the answers are made (`Viewing`, `Question`); this is what it must come to. A test asks
/// every route in every quality, with his own, foreign and unknown ids, and compares; `docs/need-to-know.md` is made of
/// it, with the fields that each of them gets to see.
enum NeedToKnow {
    /// What belongs together and is shown to the same people.
    struct Line: Sendable {
        /// In Dutch, for the page.
        let data: String
        let routes: [String]
        let sights: [Onlooker: Sight]

        init(_ data: String, _ routes: [String], _ sights: KeyValuePairs<[Onlooker], Sight>, else rest: Sight = .hidden)
        {
            self.data = data
            self.routes = routes
            var all = Dictionary(uniqueKeysWithValues: Onlooker.allCases.map { ($0, rest) })
            for (onlookers, sight) in sights {
                for onlooker in onlookers { all[onlooker] = sight }
            }
            self.sights = all
        }

        func sight(_ onlooker: Onlooker) -> Sight { sights[onlooker] ?? .hidden }
    }

    /// The line of a route by its name, such as `GET /v1/dossiers`; nil when there is none.
    static func line(of route: String) -> Line? { lines.first { $0.routes.contains(route) } }

    private static let holderSide: [Onlooker] = [.holder, .representative, .helper]
    private static let caregivers: [Onlooker] = [.caregiver, .otherCaregiver]
    private static let granter: [Onlooker] = [.grants, .assessor]
    private static let svb: [Onlooker] = [.svbAssessor, .svbPayments, .svbAuditor]
    /// Employees who have no work with what stands in dossiers.
    private static let otherRoles: [Onlooker] = [.officePrivacy, .officeHelpdesk, .svbPrivacy, .svbHelpdesk]
    private static let granterSide: [Onlooker] =
        granter + [.officePrivacy, .officeHelpdesk, .otherGranter, .foreignOffice]
    private static let people: [Onlooker] = holderSide + caregivers + [.stranger]
    private static let employees: [Onlooker] = granter + svb + otherRoles + [.otherGranter, .foreignOffice]

    private static func dossier(_ paths: String...) -> [String] { paths.map { "GET /v1/dossiers/{dossier}" + $0 } }

    static let lines: [Line] = [
        Line(
            "Dossier, tijdlijn en betrokkenen", dossier("", "/timeline", "/people"),
            [
                holderSide: .whole, granter + [.otherGranter]: .part, svb: .whole, caregivers: .part,
                otherRoles: .refused,
            ]),
        Line(
            "Budgetten en hun stand: overzichten", dossier("/budgets", "/overview"),
            [holderSide: .whole, granter + [.otherGranter]: .part, svb: .whole, caregivers + otherRoles: .refused]),
        Line(
            "Eén budget: stand, boekingen, prognose en jaaroverzicht",
            dossier("/budgets/{budget}", "/budgets/{budget}/movements", "/budgets/{budget}/forecast"),
            [holderSide + granter + svb: .whole, caregivers + otherRoles: .refused]),
        Line(
            "Zorgovereenkomsten, declaraties en betalingen: overzichten",
            dossier("/contracts", "/claims", "/payments", "/claims-and-wages", "/documents"),
            [
                holderSide: .whole, granter + [.otherGranter]: .part, svb: .whole, caregivers: .part,
                otherRoles: .refused,
            ]),
        Line(
            "Eén zorgovereenkomst met versies, wijzigingen en afdruk, één declaratie, één betaling, één document",
            dossier(
                "/contracts/{contract}", "/contracts/{contract}/revisions", "/contracts/{contract}/versions",
                "/contracts/{contract}/versions/{number}", "/contracts/{contract}/differences",
                "/contracts/{contract}/versions/{number}/document", "/claims/{claim}", "/payments/{payment}",
                "/payments/{payment}/explanation"),
            [holderSide + granter + svb + [.caregiver]: .whole, otherRoles: .refused]),
        Line(
            "Een bewijsstuk van een zorgovereenkomst", dossier("/documents/{document}/content"),
            [[.holder, .representative, .caregiver, .assessor]: .whole, otherRoles: .refused]),
        Line(
            "Aanvragen, verzoeken, meldingen, huisbezoeken en het einde: overzichten",
            dossier("/applications", "/requests", "/circumstances", "/visits", "/endings"),
            [
                holderSide: .whole, [.grants, .otherGranter]: .part,
                caregivers + otherRoles + svb + [.assessor]: .refused,
            ]),
        Line(
            "Eén aanvraag, één verzoek", dossier("/applications/{application}", "/requests/{request}"),
            [holderSide + [.grants]: .whole, caregivers + otherRoles + svb + [.assessor]: .refused]),
        Line(
            "Wie er meekijkt", dossier("/helpers"),
            [holderSide: .whole, granter + svb + caregivers + otherRoles + [.otherGranter]: .refused]),
        Line(
            "Wie het dossier bekeek", dossier("/access-records"),
            [
                [.holder, .representative]: .whole,
                [.helper] + granter + svb + caregivers + otherRoles + [.otherGranter]: .refused,
            ]),
        Line(
            "Wie uzelf bekeek", ["GET /v1/access-records"], [people + employees: .part], else: .refused),
        Line(
            "Wat de medewerkers van een organisatie bekeken", ["GET /v1/offices/{office}/access-records"],
            [[.officePrivacy]: .whole, granter + [.officeHelpdesk, .operator] + people: .refused]),
        Line(
            "Aanvragen, verzoeken, meldingen en huisbezoeken van een organisatie",
            [
                "GET /v1/offices/{office}/applications", "GET /v1/offices/{office}/requests",
                "GET /v1/offices/{office}/circumstances", "GET /v1/offices/{office}/visits",
            ], [[.grants]: .whole, [.assessor, .officePrivacy, .officeHelpdesk, .operator] + people: .refused]),
        Line(
            "Wat er van iemand wordt bewaard, en de uitdraai",
            [
                "GET /v1/parties/{party}/rights", "GET /v1/parties/{party}/export",
                "GET /v1/parties/{party}/export/document",
            ],
            [employees: .refused, [.holder, .officePrivacy, .svbPrivacy]: .whole]),
        Line(
            "Wie gewist kan worden", ["GET /v1/erasures-due"], [[.officePrivacy, .svbPrivacy]: .part], else: .refused),
        Line(
            "De eigen sessies van een browser",
            [
                "GET /v1/sessions", "GET /v1/sessions/current", "POST /v1/sessions", "DELETE /v1/sessions",
                "DELETE /v1/sessions/current", "POST /v1/sessions/current/confirmations",
            ], [people: .part], else: .part),
        Line(
            "Wat er in het dossier wacht", dossier("/work-items"),
            [holderSide: .whole, granter + [.otherGranter]: .part, svb: .whole, caregivers + otherRoles: .refused]),
        Line(
            "Vorderingen in een dossier", dossier("/receivables"),
            [
                holderSide: .whole, granter + [.otherGranter]: .part, svb: .whole, caregivers: .part,
                otherRoles: .refused,
            ]),
        Line(
            "Jaaroverzicht van de budgetten", dossier("/statements/{year}"),
            [holderSide: .whole, granter + [.otherGranter]: .part, svb: .whole, caregivers + otherRoles: .refused]),
        Line(
            "Eén vordering", dossier("/receivables/{receivable}"),
            [holderSide + granter + svb + [.caregiver]: .whole, otherRoles: .refused]),
        Line(
            "Wat er met terugwerkende kracht verandert", dossier("/differences"),
            [
                [.holder, .representative, .grants, .svbPayments]: .whole,
                [.helper] + caregivers + otherRoles + [.assessor, .svbAssessor, .svbAuditor, .operator]: .refused,
            ]),
        Line(
            "Wat een declaratie zou opleveren", ["POST /v1/dossiers/{dossier}/claim-preview"],
            [
                [.holder, .representative, .caregiver]: .whole,
                [.otherCaregiver, .stranger, .foreignOffice]: .hidden,
            ], else: .refused),
        Line(
            "Berichten, betalingen en jaaroverzicht van uzelf",
            ["GET /v1/inbox", "GET /v1/payments", "GET /v1/statements/{year}"], [people: .part], else: .refused),
        Line("Eigen dossiers", ["GET /v1/dossiers"], [people: .part, granterSide: .part], else: .refused),
        Line(
            "Wat op uzelf of uw organisatie wacht", ["GET /v1/work-queue"], [people + employees: .part], else: .refused),
        Line("Eigen gegevens", ["GET /v1/profile"], [people + employees: .part]),
        Line(
            "Vorderingen: van uzelf, of alle openstaande", ["GET /v1/receivables"],
            [people: .part, [.svbPayments, .svbAuditor]: .whole], else: .refused),
        Line(
            "Cijfers van een organisatie", ["GET /v1/dashboard"], [employees: .part], else: .refused),
        Line(
            "Betaalruns en bankbestanden",
            [
                "GET /v1/runs", "GET /v1/runs/{run}", "GET /v1/runs/{run}/payments", "GET /v1/bank-files",
                "GET /v1/bank-entries",
            ], [[.svbPayments, .svbAuditor]: .whole], else: .refused),
        Line(
            "Het betaalbestand zelf, de tekst van een betaler, inlezen",
            ["GET /v1/runs/{run}/file", "GET /v1/bank-entries/{file}/{number}", "POST /v1/bank-files"],
            [[.svbPayments]: .whole], else: .refused),
        Line(
            "Opdracht aan de salarisadministratie", ["GET /v1/payroll/{month}"], [[.svbPayments, .svbAuditor]: .whole],
            else: .refused),
        Line(
            "Uitkomst van de salarisadministratie: alleen wie bij de SVB betalingen klaarzet",
            ["POST /v1/payroll-results"], [:], else: .refused),
        Line(
            "Het logboek", ["GET /v1/log/events", "GET /v1/log/head"], [[.svbAuditor]: .whole], else: .refused),
        Line(
            "Zoeken op een nummer", ["POST /v1/parties/_search"],
            [[.grants, .otherGranter, .foreignOffice, .svbAssessor]: .whole], else: .refused),
        Line(
            "Vragen om een handeling: zie de tabel van handelingen", ["POST /v1/commands"],
            [Onlooker.allCases: .part]),
        Line(
            "Niets van personen",
            [
                "GET /v1/contract-choice", "GET /v1/contract-form",
            ], [Onlooker.allCases: .whole]),
        Line(
            "Voor iedereen, ook zonder inloggen",
            [
                "GET /v1/health", "GET /metrics", "GET /v1/problems/{code}", "GET /v1/glossary",
                "GET /v1/openapi.json", "POST /v1/demo/sign-ins",
            ], [Onlooker.allCases: .whole]),
        Line(
            "Voor beheer", ["GET /v1/health/details", "GET /v1/health/post-work"], [[.operator]: .whole], else: .refused
        ),
    ]
}
