import Events
import Projections

/// The whole site: one table of routes over a service.
struct Site: Sendable {
    let service: Service
    let signIn: SignIn
    let isDemo: Bool

    /// The table with what every request goes through before it.
    /// - Parameter clock: seconds since 1970, by which tokens and sessions end.
    func router(
        limits: Router<Readers>.Limits = .none,
        clock: @escaping @Sendable () -> Int64 = { Int64(MachineClock.unixSeconds()) }
    ) -> Router<Readers> {
        let routes = routes
        let description = OpenAPIDocument(Self.info, routes: routes).json()
        let openAPI = Route<Readers>(
            .get, "/v1/openapi.json", needs: .nothing, summary: "Beschrijft deze API in OpenAPI 3.1."
        ) { _, _, _ in
            var response = Response.json(description)
            response.isPublic = true
            return .now(response)
        }
        let service = service
        return Router(
            routes + [openAPI], limits: limits, recorder: recorder, door: signIn.door, clock: clock,
            makeContext: { try Readers(service) })
    }

    /// Through which every answer goes; nil while its cost is measured.
    private var recorder: AccessRecorder<Readers>? {
        service.accessDesk.map { desk in
            AccessRecorder(desk: desk) { identity, readers in
                // Who is in no register, and what cannot be read now, leaves a line without a user.
                do { return try Caller.known(identity, readers.vault) } catch { return nil }
            }
        }
    }

    /// All lines of the table but the description of itself.
    var routes: [Route<Readers>] {
        commandRoutes + claimPreviewRoutes + differenceRoutes + dossierRoutes + helperRoutes + moneyRoutes
            + officeMoneyRoutes + bankRoutes
            + payrollRoutes
            + contractRoutes + documentRoutes + applicationRoutes + rightsRoutes
            + printRoutes + personalRoutes + auditRoutes + accessRoutes + ContractHelpRoutes.all + publicRoutes
            + sessionRoutes + (isDemo ? [demoSignIn] : [])
    }

    private var sessionRoutes: [Route<Readers>] {
        signIn.sessions.map { SessionRoutes(signIn: signIn, sessions: $0, isDemo: isDemo).all } ?? []
    }

    private var commandRoutes: [Route<Readers>] {
        [
            Route(
                .post, "/v1/commands", needs: .signedIn,
                summary: "Vraagt om een handeling. Hetzelfde verzoek met hetzelfde id geeft hetzelfde antwoord.",
                query: [CommandRoute.dryRun], request: CommandRoute.request, response: CommandRoute.answer,
                bodySize: .document, records: .command, run: CommandRoute(service: service, signIn: signIn).run)
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
                response: .row(HealthDetails.self), isUnlimited: true,
                records: .nothing("gaat over de machine")
            ) { _, _, _ in .now(service.details()) },
            Route(
                .get, "/v1/health/post-work", needs: .operator,
                summary: "Zegt aan beheer van wie de e-mails zijn waarvan onzeker is of ze weg zijn.",
                response: .row(OpenPost.self), records: .access(.read, about: .named)
            ) { _, _, _ in
                let open = OpenPost(service.post.present.work)
                return .now(.json(Self.json { open.write(to: &$0) }))
            },
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
