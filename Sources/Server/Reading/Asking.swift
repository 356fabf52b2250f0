import Commands
import Events
import Projections

/// For when an answer is asked.
enum AsOf: Sendable {
    case moment(Moment)
    /// What was known on that day: its end, or now when it has not ended.
    case day(Day)
    case position(Position)

    /// Reads a moment (`2026-03-02T09:00:00Z`), a day or a position.
    init?(_ text: String) {
        if let moment = Moment(text) {
            self = .moment(moment)
        } else if let day = Day(text) {
            self = .day(day)
        } else if let number = Int64(text), number > 0, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            self = .position(Position(number))
        } else {
            return nil
        }
    }

    /// Whether it has still to come: nobody knows yet what the answer will be then.
    func isFuture(now: Moment, last: Position) -> Bool {
        switch self {
        case .moment(let moment): moment > now
        case .day(let day): day > now.day
        case .position(let position): position > last
        }
    }
}

extension Moment {
    /// The last moment of a day.
    init(endOf day: Day) { self.init(microseconds: Moment(startOf: day.adding(days: 1)).microseconds - 1) }
}

extension Service {
    /// Answers a question about a dossier: finds out who asks, whether he may look, and as of when. What takes long, the
    /// past and what has still to arrive, goes to the slow lane, and so does what `isSlow` says. `tables` are the views
    /// that the answer reads.
    func ask(
        _ call: Call, _ readers: Readers, _ completion: Completion, of tables: [any Projection.Type],
        isSlow: Bool = false,
        _ answer: @escaping @Sendable (Question, Readers) throws -> Response
    ) throws -> Reply<Readers> {
        let dossier: DossierID = try call.id("dossier")
        let asOf = try call.query("asOf") { AsOf($0) }
        return try reply(call, readers, isSlow: isSlow || asOf != nil) { readers in
            try self.respond(call, readers, dossier, asOf: asOf, of: tables, answer)
        }
    }

    /// The past that a question asks for; nil for now. Throws when it has still to come.
    func asOf(_ call: Call, _ readers: Readers) throws -> AsOf? {
        guard let asOf = try call.query("asOf", { AsOf($0) }) else { return nil }
        guard !asOf.isFuture(now: clock.now(), last: try readers.log.lastPosition()) else {
            throw call.badQuery(
                "asOf", "out-of-range", "Dit is nog niet geweest. Kies bij asOf een eerder moment, of laat asOf weg.")
        }
        return asOf
    }

    /// Answers on the live tables, for questions that are not about one dossier.
    func look(
        _ call: Call, _ readers: Readers, isSlow: Bool = false,
        _ answer: @escaping @Sendable (Caller, Readers, Snapshot, Reflection) throws -> Response
    ) throws -> Reply<Readers> {
        try reply(call, readers, isSlow: isSlow) { readers in
            let caller = try Caller(call.caller, readers.vault)
            call.trail.saw(caller)
            return try readers.live { live in
                try caller.requireRegistered(live)
                if caller.identity.means == .employee, let party = caller.party,
                    let (_, roles) = try Viewing.employment(party, caller.identity.office, live)
                {
                    call.trail.note { $0.roles = roles }
                }
                return try answer(caller, readers, live, Reflection(live, self))
            }
        }
    }

    /// Finds something in the live tables and then answers with it, on the slow lane: for what reads a long file, while
    /// nobody should wait for the tables.
    func look<Found>(
        _ call: Call, _ readers: Readers, find: @escaping @Sendable (Caller, Snapshot) throws -> Found,
        answer: @escaping @Sendable (Found) throws -> Response
    ) throws -> Reply<Readers> {
        try reply(call, readers, isSlow: true) { readers in
            let caller = try Caller(call.caller, readers.vault)
            call.trail.saw(caller)
            let found = try readers.live { live in
                try caller.requireRegistered(live)
                return try find(caller, live)
            }
            return try answer(found)
        }
    }

    /// What the views must reflect for a question about the past: a moment may be that of the newest event.
    private func pastReach(_ call: Call) throws -> Position {
        let last = views.health.last
        return switch try call.query("asOf", { AsOf($0) }) {
        case nil: .start
        case .position(let position): min(position, last)
        default: last
        }
    }

    /// Answers now, or on the slow lane when that takes long or the views have still to reach the position asked for.
    private func reply(
        _ call: Call, _ readers: Readers, isSlow: Bool, _ respond: @escaping @Sendable (Readers) throws -> Response
    ) throws -> Reply<Readers> {
        let asked = Position(Int64(try call.query("minPosition", in: 0...Int.max) ?? 0))
        // Nobody looks by a right that was taken away, and what is asked of a past is there as far as that goes.
        let needed = max(asked, endedRights.reach, try pastReach(call))
        guard isSlow || needed > views.position else {
            return .now(answering(call) { try respond(readers) })
        }
        return .slow { readers in
            self.answering(call) {
                guard asked <= (try readers.log.lastPosition()) else {
                    throw call.badQuery(
                        "minPosition", "out-of-range",
                        "Deze positie is er nog niet. Neem bij minPosition de positie uit het antwoord op uw commando.")
                }
                guard try self.waitForViews(needed) else { throw Problem.retry(.notThereYet, afterSeconds: 1) }
                return try respond(readers)
            }
        }
    }

    /// Waits until the views reflect a position, two seconds at the most.
    private func waitForViews(_ position: Position) throws -> Bool {
        guard views.position < position else { return true }
        let reached = try WakeSignal()
        views.whenReached(position) { reached.post() }
        reached.wait(milliseconds: 2_000)
        return views.position >= position
    }

    private func respond(
        _ call: Call, _ readers: Readers, _ dossier: DossierID, asOf: AsOf?, of tables: [any Projection.Type],
        _ answer: (Question, Readers) throws -> Response
    ) throws -> Response {
        let caller = try Caller(call.caller, readers.vault)
        call.trail.saw(caller)
        let actingAs = try call.query("actingAs") { ActingAs(rawValue: $0) }
        let now = clock.now()
        let today = now.day
        if let asOf, asOf.isFuture(now: now, last: try readers.log.lastPosition()) {
            throw call.badQuery(
                "asOf", "out-of-range", "Dit is nog niet geweest. Kies bij asOf een eerder moment, of laat asOf weg.")
        }
        return try readers.live { live in
            try caller.requireRegistered(live)
            let viewing = try Viewing(caller, of: dossier, actingAs: actingAs, at: now, live)
            call.trail.saw(viewing, of: dossier)
            guard let asOf else {
                return try answer(
                    Question(
                        call: call, caller: caller, dossier: dossier, viewing: viewing, snapshot: live, live: live,
                        reflection: Reflection(live, self), day: today), readers)
            }
            let (past, day) = try readers.past(asOf, of: dossier, tables, live, today: today, for: call.export)
            return try answer(
                Question(
                    call: call, caller: caller, dossier: dossier, viewing: viewing, snapshot: past, live: live,
                    reflection: Reflection(past, self, isPast: true), day: day), readers)
        }
    }

    /// An answer, or the problem that stood in the way.
    func answering(_ call: Call, _ body: () throws -> Response) -> Response {
        do {
            return try body()
        } catch let problem as Problem {
            return problem.response(trace: call.request.trace)
        } catch is ViewReader.NotReadable {
            return Problem.retry(.viewsNotReady, afterSeconds: 5).response(trace: call.request.trace)
        } catch let error as DatabaseError {
            failed("read-failed", error)
            return Problem.retry(.unavailable, afterSeconds: 5).response(trace: call.request.trace)
        } catch let failure as WriterFailure {
            return CommandRoute.problem(of: failure).response(trace: call.request.trace)
        } catch let error as FileError where error.isNoRoom {
            failed("file-not-written", error)
            return Problem.retry(.diskFull, afterSeconds: 30).response(trace: call.request.trace)
        } catch is ViewsBehind {
            return Problem.retry(.notThereYet, afterSeconds: 5).response(trace: call.request.trace)
        } catch {
            failed("read-failed", error)
            return Problem(.internalError).response(trace: call.request.trace)
        }
    }
}

extension ProblemKind {
    static let viewsNotReady = ProblemKind(
        "views-not-ready", 503, "De overzichten worden gemaakt",
        "De overzichten worden opnieuw gemaakt. Probeer het over een poosje opnieuw.")
    static let notThereYet = ProblemKind(
        "not-there-yet", 503, "Nog niet verwerkt", "Wat u vraagt is nog niet verwerkt. Probeer het zo opnieuw.")
}
