import Events
import Projections

/// The whole site: one table of routes over a service.
struct Site: Sendable {
    let service: Service
    let signIn: SignIn
    let isDemo: Bool

    /// The table with what every request goes through before it.
    func router(limits: Router<Readers>.Limits = .none) -> Router<Readers> {
        let routes = routes
        let description = OpenAPIDocument(Self.info, routes: routes).json()
        let openAPI = Route<Readers>(
            .get, "/v1/openapi.json", needs: .nothing, summary: "Beschrijft deze API in OpenAPI 3.1."
        ) { _, _, _ in
            var response = Response.json(description)
            response.isPublic = true
            return .now(response)
        }
        let verifier = signIn.verifier
        let service = service
        return Router(
            routes + [openAPI], limits: limits, identify: verifier.verify, makeContext: { try Readers(service) })
    }

    private var routes: [Route<Readers>] {
        commandRoutes + claimPreviewRoutes + differenceRoutes + dossierRoutes + moneyRoutes + officeMoneyRoutes
            + bankRoutes
            + payrollRoutes
            + contractRoutes + documentRoutes
            + printRoutes + personalRoutes + auditRoutes + ContractHelpRoutes.all + publicRoutes
            + (isDemo ? [demoSignIn] : [])
    }

    private var commandRoutes: [Route<Readers>] {
        [
            Route(
                .post, "/v1/commands", needs: .signedIn,
                summary: "Vraagt om een handeling. Hetzelfde verzoek met hetzelfde id geeft hetzelfde antwoord.",
                query: [CommandRoute.dryRun], request: CommandRoute.request, response: CommandRoute.answer,
                bodySize: .document, run: CommandRoute(service: service).run)
        ]
    }

    private var publicRoutes: [Route<Readers>] {
        let service = service
        let glossary = Self.json { GlossaryWords(words: Glossary.entries).write(to: &$0) }
        return [
            Route(
                .get, "/v1/health", needs: .nothing, summary: "Zegt of de dienst werkt.",
                response: .row(Health.self), alsoAnswers: [503], isUnlimited: true
            ) { _, _, _ in .now(service.health()) },
            Route(
                .get, "/v1/health/details", needs: .operator,
                summary: "Zegt aan beheer hoeveel ruimte er is en waarop de dienst draait.",
                response: .row(HealthDetails.self), isUnlimited: true
            ) { _, _, _ in .now(service.details()) },
            Route(
                .get, "/metrics", needs: .nothing, summary: "Cijfers voor beheer.", produces: "text/plain",
                isUnlimited: true
            ) { _, _, _ in
                .now(
                    Response(
                        status: 200, contentType: "text/plain; version=0.0.4", body: Array(service.registry.text().utf8)
                    ))
            },
            Route(
                .get, "/v1/problems/{code}", needs: .nothing, summary: "Legt uit wat een foutcode betekent.",
                response: Content(ProblemPage.self, example: ProblemPage(code: "not-found"))
            ) { call, _, _ in
                guard let page = ProblemPage(code: call.path("code")) else { throw Problem(.notFound) }
                return .now(.json(Self.json { page.write(to: &$0) }))
            },
            Route(
                .get, "/v1/glossary", needs: .nothing, summary: "De woorden van deze API in het Nederlands.",
                response: .row(GlossaryWords.self)
            ) { _, _, _ in .now(.json(glossary)) },
        ]
    }

    static func json(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        write(&writer)
        return writer.bytes
    }

    private static let info = OpenAPIDocument.Info(
        title: "PGB",
        summary: "Beheert het persoonsgebonden budget: toekenningen, zorgovereenkomsten, declaraties en "
            + "betalingen. Velden en paden zijn Engels; /v1/glossary geeft de Nederlandse woorden. Een lijst in bladzijden "
            + "noemt de volgende in de header Link. Elke lijst is er ook als CSV: met Accept: text/csv of met format=csv, "
            + "dan zonder limit de hele lijst tot 10.000 regels. Bedragen staan overal in centen. In CSV staat voor een "
            + "tekst die een formule zou zijn een apostrof.",
        version: Product.apiVersion, contactName: "PGB", contactURL: "https://example.org/pgb",
        contactEmail: "pgb@example.org", licence: "EUPL-1.2")
}
