import Events

extension Site {
    /// Signing in without proving anything: exists only under `--demo`.
    var demoSignIn: Route<Readers> {
        let signIn = signIn
        return Route(
            .post, "/v1/demo/sign-ins", needs: .nothing,
            summary: "DEMONSTRATIE: geeft een token voor iedere persoon. Bestaat niet in het echt.",
            request: Content(DemoSignInRequest.self), response: Content(DemoSignInAnswer.self)
        ) { call, _, _ in
            let asked = try call.body(DemoSignInRequest.self)
            guard TokenLevel.words(of: asked.means).contains(asked.level) else {
                throw Problem([
                    Malformed(pointer: "/level", code: .invalidValue, detail: "Dit niveau hoort niet bij dit middel.")
                ])
            }
            let token = signIn.demoToken(asked.subject, asked.means, asked.level, office: asked.office)
            return .now(
                .json(Site.json { DemoSignInAnswer(demo: true, token: token).write(to: &$0) }))
        }
    }
}

/// Whom to sign in as.
struct DemoSignInRequest: Record {
    let subject: String
    let means: SignInMeans
    let level: TokenLevel
    let office: OfficeID?

    init(from r: inout JSONReader) {
        subject = r("subject")
        means = r("means")
        level = r("level")
        office = r.optional("office")
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("subject", subject)
        w.field("means", means)
        w.field("level", level)
        w.field("office", office)
    }
}

struct DemoSignInAnswer: Record {
    let demo: Bool
    let token: String

    init(demo: Bool, token: String) {
        self.demo = demo
        self.token = token
    }

    init(from r: inout JSONReader) {
        demo = r("demo")
        token = r("token")
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("demo", demo)
        w.field("token", token)
    }
}
