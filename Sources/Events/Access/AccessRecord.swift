/// One line of the access log: one look, or try, at the data of one person. Ids only: no names, numbers or values.
///
/// The fields are those of NEN 7513:2018 chapter 7; with the trace id they are joined to the log and to what other
/// systems wrote of the same request (Logboek Dataverwerkingen, W3C Trace Context).
package struct AccessLine: Sendable, Equatable {
    package var at: Moment
    /// The trace id of the request.
    package var trace: UInt128
    /// What this server did in it; and who called it, when that was said.
    package var span: UInt64
    package var parent: UInt64?
    package var action: AccessAction
    package var outcome: AccessOutcome
    /// The processing activity: the name of the route.
    package var activity: String
    /// Whose data it were; nil when an answer was about nobody.
    package var subject: PartyID?
    /// In which dossier, when it was about one.
    package var dossier: DossierID?
    /// Who looked; nil for the operator and for who is in no register.
    package var user: PartyID?
    /// Which person, when an organisation looked and the sign-in told who of it: a code of the sign-in, no name.
    package var actor: String?
    /// In which quality, when that was settled.
    package var quality: Principal.Kind?
    /// The roles of an employee at his office: their names with a space between, empty for others.
    package var roles: String
    package var office: OfficeID?
    package var onBehalfOf: PartyID?
    package var means: SignInMeans
    package var level: AssuranceLevel
    package var ground: AccessGround
    /// The code of the problem that he was answered with.
    package var refusal: String?
    package var point: AccessPoint

    package init(
        at: Moment, trace: UInt128, span: UInt64, parent: UInt64? = nil, action: AccessAction,
        outcome: AccessOutcome = .success, activity: String, subject: PartyID? = nil, dossier: DossierID? = nil,
        user: PartyID? = nil, actor: String? = nil, quality: Principal.Kind? = nil, roles: String = "",
        office: OfficeID? = nil, onBehalfOf: PartyID? = nil, means: SignInMeans, level: AssuranceLevel,
        ground: AccessGround = .none, refusal: String? = nil, point: AccessPoint = .local
    ) {
        self.at = at
        self.trace = trace
        self.span = span
        self.parent = parent
        self.action = action
        self.outcome = outcome
        self.activity = activity
        self.subject = subject
        self.dossier = dossier
        self.user = user
        self.actor = actor
        self.quality = quality
        self.roles = roles
        self.office = office
        self.onBehalfOf = onBehalfOf
        self.means = means
        self.level = level
        self.ground = ground
        self.refusal = refusal
        self.point = point
    }
}

/// What one request leaves: the same line for each person whose data it showed. It holds many texts, and goes from hand to
/// hand without being copied.
package final class AccessNote: Sendable {
    /// A person, and his dossier when it was about that.
    package struct Subject: Sendable, Hashable {
        package let party: PartyID
        package let dossier: DossierID?

        package init(_ party: PartyID, in dossier: DossierID? = nil) {
            self.party = party
            self.dossier = dossier
        }
    }

    package let line: AccessLine
    /// Each stands in a line of its own; without any, one line tells that somebody looked and saw nobody.
    package let subjects: [Subject]

    package init(_ line: AccessLine, about subjects: [Subject]) {
        self.line = line
        self.subjects = subjects
    }
}

/// Where a line stands: its number, and the lines before it about the same person, by the same employee and by the same
/// office. So each of those is a chain of its own inside the chain, and no index has to be kept.
package struct AccessPlace: Sendable, Equatable {
    package let sequence: Int64
    /// 0: there is none before it.
    package let beforeOfSubject: Int64
    package let beforeOfEmployee: Int64
    package let beforeOfOffice: Int64

    package init(sequence: Int64, beforeOfSubject: Int64, beforeOfEmployee: Int64, beforeOfOffice: Int64) {
        self.sequence = sequence
        self.beforeOfSubject = beforeOfSubject
        self.beforeOfEmployee = beforeOfEmployee
        self.beforeOfOffice = beforeOfOffice
    }
}

/// A line as it stands in the access log.
package struct AccessRecord: Sendable, Equatable {
    package let place: AccessPlace
    package let line: AccessLine
    package let hash: Digest

    package init(place: AccessPlace, line: AccessLine, hash: Digest) {
        self.place = place
        self.line = line
        self.hash = hash
    }
}
