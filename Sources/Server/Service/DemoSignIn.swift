import Events

extension Site {
    /// Signing in without proving anything: exists only under `--demo`.
    var demoSignIn: Route<Readers> {
        let signIn = signIn
        return Route(
            .post, "/v1/demo/sign-ins", needs: .nothing,
            summary: "DEMONSTRATIE: geeft een token en een inlogbewijs voor iedere persoon. Bestaat niet in het echt.",
            request: Content(DemoSignInRequest.self), response: Content(DemoSignInAnswer.self), isSignIn: true
        ) { call, _, _ in
            let asked = try call.body(DemoSignInRequest.self)
            guard TokenLevel.words(of: asked.means).contains(asked.level) else {
                throw Problem([
                    Malformed(pointer: "/level", code: .invalidValue, detail: "Dit niveau hoort niet bij dit middel.")
                ])
            }
            let answer = DemoSignInAnswer(
                demo: true,
                token: signIn.demoToken(
                    asked.subject, asked.means, asked.level, office: asked.office, user: asked.user),
                assertion: signIn.demoAssertion(
                    asked.subject, asked.means, asked.level, office: asked.office, user: asked.user, now: call.now))
            return .now(.json(Site.json { answer.write(to: &$0) }))
        }
    }
}

/// Whom to sign in as.
struct DemoSignInRequest: Record {
    let subject: String
    let means: SignInMeans
    let level: TokenLevel
    let office: OfficeID?
    /// The person behind an organisation.
    let user: String?

    init(from r: inout JSONReader) {
        subject = r("subject")
        means = r("means")
        level = r("level")
        office = r.optional("office")
        user = r.optional("user")
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("subject", subject)
        w.field("means", means)
        w.field("level", level)
        w.field("office", office)
        w.field("user", user)
    }
}

/// A token for requests, and an assertion to begin a session with.
struct DemoSignInAnswer: Record {
    let demo: Bool
    let token: String
    let assertion: String

    init(demo: Bool, token: String, assertion: String) {
        self.demo = demo
        self.token = token
        self.assertion = assertion
    }

    init(from r: inout JSONReader) {
        demo = r("demo")
        token = r("token")
        assertion = r("assertion")
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("demo", demo)
        w.field("token", token)
        w.field("assertion", assertion)
    }
}
