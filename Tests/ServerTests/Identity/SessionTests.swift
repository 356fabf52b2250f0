import Events
import Foundation
import Synchronization
import Testing

@testable import Server

/// The sessions of browsers over a file of their own: their times, their restart, and that nothing is good for twice.
@Suite struct SessionTests {
    static let now: Int64 = 1_800_000_000

    /// Sessions over a folder, with a clock that the test moves.
    struct Desk {
        let folder: String
        let keyring: Keyring
        let key: SigningKey
        let registry = MeterRegistry()
        private(set) var sessions: Sessions
        private let verifier: TokenVerifier
        private let maker: TokenMaker

        init(_ folder: String) throws {
            self.folder = folder
            let settings = TokenSettings(issuer: "i", audience: "a")
            key = try SigningKey(id: "1", bytes: Array(0..<32))
            keyring = try Keyring([key])
            verifier = try TokenVerifier(settings, keyring)
            maker = TokenMaker(settings: settings, key: key)
            sessions = try Self.open(folder, keyring, registry, at: SessionTests.now)
        }

        static func open(
            _ folder: String, _ keyring: Keyring, _ registry: MeterRegistry, at now: Int64
        ) throws -> Sessions {
            try Sessions(folder + "/sessions.db", keyring, registry: registry, clock: { now })
        }

        /// The server stops in order, or is killed; and starts again.
        mutating func restart(at now: Int64 = SessionTests.now) throws {
            sessions.stop()
            sessions = try Self.open(folder, keyring, registry, at: now)
        }

        func assertion(
            _ subject: String = "bsn:999993653", number: String = UUID().uuidString, at: Int64 = SessionTests.now,
            user: String? = nil, level: TokenLevel = .substantieel
        ) throws -> Assertion {
            let means: SignInMeans = user == nil ? .digid : .vecozo
            let text = maker.assertion(
                subject: subject, means: means, level: level, user: user, number: number, now: at)
            return try verifier.assertion(text.utf8, now: at)
        }

        /// What was checked while the first key was still there.
        func assertionOfOldKey() throws -> Assertion {
            let text = maker.assertion(
                subject: "s1", means: .digid, level: .hoog, number: UUID().uuidString, now: SessionTests.now)
            return try TokenVerifier(maker.settings, keys: [key]).assertion(text.utf8, now: SessionTests.now)
        }

        func begin(
            _ assertion: Assertion, replacing earlier: SessionSecret? = nil, at now: Int64 = SessionTests.now
        ) throws -> Result<Sessions.Begun, SessionRefusal> {
            try waited { reply in sessions.begin(assertion, replacing: earlier, now: now, reply: reply) }
        }

        func begun(
            _ subject: String = "bsn:999993653", at now: Int64 = SessionTests.now
        ) throws -> Sessions.Begun {
            try begin(try assertion(subject, at: now), at: now).get()
        }

        func confirm(
            _ session: Session, by assertion: Assertion, at now: Int64 = SessionTests.now
        ) throws -> Result<Proof, SessionRefusal> {
            try waited { reply in
                sessions.confirm(session, by: assertion, now: now, freshSeconds: 300, reply: reply)
            }
        }

        func end(_ ended: [Session]) throws -> SessionRefusal? {
            try waited { reply in sessions.end(ended, reply: reply) }
        }

        /// Why a use is refused; nil when it is not.
        func refusal(of secret: SessionSecret?, at now: Int64 = SessionTests.now) -> SessionRefusal? {
            do {
                _ = try sessions.use(secret, pageToken: nil, changes: false, now: now)
                return nil
            } catch {
                return error
            }
        }

        private func waited<Value: Sendable>(_ ask: (@escaping @Sendable (Value) -> Void) -> Void) throws -> Value {
            let result = Mutex<Value?>(nil)
            let done = try WakeSignal()
            ask { value in
                result.withLock { $0 = value }
                done.post()
            }
            done.wait(milliseconds: 10_000)
            return try #require(result.withLock { $0 })
        }
    }

    private func withDesk(_ body: (inout Desk) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/sessions-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var desk = try Desk(folder)
        defer { desk.sessions.stop() }
        try body(&desk)
    }

    @Test func everySignInHasASecretOfItsOwn() throws {
        try withDesk { desk in
            let first = try desk.begun()
            let second = try desk.begun()
            #expect(first.secret.text != second.secret.text && first.secret.text.utf8.count == 43)
            #expect(first.session.id != second.session.id && first.secret.pageToken != second.secret.pageToken)
            #expect(desk.refusal(of: first.secret) == nil && desk.refusal(of: second.secret) == nil)
            #expect(desk.refusal(of: nil) == .unknown && desk.refusal(of: SessionSecret()) == .unknown)
        }
    }

    /// A browser that brings a session along, its own or one that somebody gave it, gets a new one, and that one ends.
    @Test func signingInEndsTheSessionThatWasThere() throws {
        try withDesk { desk in
            let planted = try desk.begun("bsn:999990342")
            let mine = try desk.begin(desk.assertion(), replacing: planted.secret).get()
            #expect(mine.secret.text != planted.secret.text)
            #expect(desk.refusal(of: planted.secret) == .unknown)
            try desk.restart()
            #expect(desk.refusal(of: planted.secret) == .unknown && desk.refusal(of: mine.secret) == nil)
        }
    }

    /// Fifteen minutes without use, at both sides: 14:59 and 15:00 go on, 15:01 is over.
    @Test(arguments: [(899, nil), (900, nil), (901, .idle), (100_000, .tooOld)] as [(Int64, SessionRefusal?)])
    func endsWhenNobodyUsesIt(_ seconds: Int64, _ expected: SessionRefusal?) throws {
        try withDesk { desk in
            let begun = try desk.begun()
            #expect(desk.refusal(of: begun.secret, at: Self.now + seconds) == expected)
            // Over is over, whatever the clock says next.
            #expect(desk.refusal(of: begun.secret, at: Self.now) == (expected == nil ? nil : .unknown))
        }
    }

    @Test func eachUseBeginsTheIdleTimeAnew() throws {
        try withDesk { desk in
            let begun = try desk.begun()
            for step in 1...30 { #expect(desk.refusal(of: begun.secret, at: Self.now + Int64(step) * 890) == nil) }
            #expect(desk.refusal(of: begun.secret, at: Self.now + 30 * 890 + 901) == .idle)
        }
    }

    /// Eight hours is the longest, however much it is used.
    @Test func endsAfterEightHoursOfUse() throws {
        try withDesk { desk in
            let begun = try desk.begun()
            let longest: Int64 = 8 * 3_600
            for at in stride(from: Int64(600), through: longest, by: 600) {
                #expect(desk.refusal(of: begun.secret, at: Self.now + at) == nil, "\(at)")
            }
            #expect(desk.refusal(of: begun.secret, at: Self.now + longest + 1) == .tooOld)
        }
    }

    @Test func anAssertionIsGoodOnceAlsoAfterARestart() throws {
        try withDesk { desk in
            let assertion = try desk.assertion(number: "n-1")
            _ = try desk.begin(assertion).get()
            func refused(_ desk: Desk) throws -> SessionRefusal? {
                if case .failure(let refusal) = try desk.begin(assertion) { refusal } else { nil }
            }
            #expect(try refused(desk) == .replayed)
            try desk.restart()
            #expect(try refused(desk) == .replayed)
            // Until its age alone refuses it, the number is kept.
            try desk.restart(at: Self.now + 360)
            #expect(try refused(desk) == .replayed)
            #expect(try desk.begin(desk.assertion(number: "n-2")).get().session.identity.means == .digid)
        }
    }

    /// Without the file nobody knows what was used before: what is older than the file is refused.
    @Test func anAssertionFromBeforeTheFileIsRefused() throws {
        try withDesk { desk in
            let assertion = try desk.assertion(at: Self.now - 1)
            guard case .failure(.replayed) = try desk.begin(assertion) else {
                Issue.record("it was taken")
                return
            }
        }
    }

    @Test func aSessionOutlivesARestartAndItsEndDoesToo() throws {
        try withDesk { desk in
            let stays = try desk.begun()
            let ends = try desk.begun()
            #expect(desk.refusal(of: stays.secret, at: Self.now + 600) == nil)
            #expect(try desk.end([ends.session]) == nil)
            #expect(desk.refusal(of: ends.secret) == .unknown)
            try desk.restart(at: Self.now + 600)
            let session = try desk.sessions.use(stays.secret, pageToken: nil, changes: false, now: Self.now + 1_400)
            #expect(session.identity == stays.session.identity && session.id == stays.session.id)
            #expect(desk.refusal(of: ends.secret) == .unknown)
        }
    }

    /// What lies on the disk signs nobody in.
    @Test func theFileHoldsNoSecret() throws {
        try withDesk { desk in
            let begun = try desk.begun()
            desk.sessions.stop()
            let secret = Array(begun.secret.text.utf8)
            let raw = try #require(Array(secret).withUnsafeBufferPointer { Base64URL.decode($0) })
            let page = begun.secret.pageToken.bytes
            for name in try FileManager.default.contentsOfDirectory(atPath: desk.folder) {
                let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: desk.folder + "/" + name)))
                for hidden in [secret, raw, page] { #expect(bytes.firstRange(of: hidden) == nil, "\(name)") }
                if name == "sessions.db" { #expect(bytes.firstRange(of: begun.session.key.bytes) != nil) }
            }
            var dumped = ""
            dump(begun, to: &dumped)
            #expect(!dumped.contains(begun.secret.text) && !"\(begun)".contains(begun.secret.text))
            desk = try Desk(desk.folder)
        }
    }

    @Test func endedSessionsLeaveNothingBehind() throws {
        try withDesk { desk in
            let begun = try desk.begun("bsn:999993653")
            _ = try desk.begun("bsn:999990342")
            desk.sessions.forget(subjects: ["bsn:999993653"])
            #expect(desk.refusal(of: begun.secret) == .unknown)
            desk.sessions.stop()
            for name in try FileManager.default.contentsOfDirectory(atPath: desk.folder) {
                let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: desk.folder + "/" + name)))
                #expect(bytes.firstRange(of: Array("999993653".utf8)) == nil, "\(name)")
            }
            desk = try Desk(desk.folder)
        }
    }

    @Test func aDamagedFileIsMadeAnew() throws {
        try withDesk { desk in
            let begun = try desk.begun()
            desk.sessions.stop()
            try Data(repeating: 0x5A, count: 20_000).write(to: URL(fileURLWithPath: desk.folder + "/sessions.db"))
            desk = try Desk(desk.folder)
            #expect(desk.refusal(of: begun.secret) == .unknown)
            #expect(desk.refusal(of: try desk.begun().secret) == nil)
        }
    }

    @Test func onePersonHasTenAtTheMost() throws {
        try withDesk { desk in
            let other = try desk.begun("bsn:999990342")
            var mine: [Sessions.Begun] = []
            for step in 0..<11 { mine.append(try desk.begun(at: Self.now + Int64(step))) }
            #expect(desk.refusal(of: mine[0].secret, at: Self.now + 11) == .unknown)
            for begun in mine[1...] { #expect(desk.refusal(of: begun.secret, at: Self.now + 11) == nil) }
            #expect(desk.refusal(of: other.secret, at: Self.now + 11) == nil)
            let list = desk.sessions.list(ofPersonOf: mine[5].session)
            #expect(list.map(\.id) == mine[1...].reversed().map(\.session.id))
        }
    }

    /// A key that is taken out ends what it began, at once and after a restart; another key under its name is another.
    @Test func sessionsEndWithTheirKey() throws {
        try withDesk { desk in
            let begun = try desk.begun()
            let next = try SigningKey(id: "2", bytes: Array(32..<64))
            desk.sessions.keep(only: [next, desk.key])
            #expect(desk.refusal(of: begun.secret) == nil)
            desk.sessions.keep(only: [next])
            #expect(desk.refusal(of: begun.secret) == .unknown)
            let again = try desk.begun()
            try desk.keyring.replace(with: [try SigningKey(id: "1", bytes: Array(64..<96))])
            try desk.restart()
            #expect(desk.refusal(of: again.secret) == .unknown)
            // An assertion that was checked just before its key was taken out begins nothing.
            guard case .failure(.unknown) = try desk.begin(desk.assertionOfOldKey()) else {
                Issue.record("it began")
                return
            }
        }
    }

    @Test func onlyOurOwnPageChangesAnything() throws {
        try withDesk { desk in
            let begun = try desk.begun()
            let other = try desk.begun()
            func refusal(_ token: Digest?, changes: Bool) -> SessionRefusal? {
                do {
                    _ = try desk.sessions.use(begun.secret, pageToken: token, changes: changes, now: Self.now)
                    return nil
                } catch {
                    return error
                }
            }
            #expect(refusal(nil, changes: false) == nil)
            #expect(refusal(begun.secret.pageToken, changes: true) == nil)
            for wrong in [nil, other.secret.pageToken, begun.secret.key, .zero] {
                #expect(refusal(wrong, changes: true) == .withoutToken)
            }
        }
    }

    // MARK: Signing again

    @Test func aProofIsGoodForOneSignature() throws {
        try withDesk { desk in
            let session = try desk.begun().session
            let first = try #require(desk.sessions.takeProof(session))
            #expect(first.at == Self.now && desk.sessions.takeProof(session) == nil)
            // Nothing was signed with it after all.
            desk.sessions.giveBack(first, to: session)
            #expect(desk.sessions.takeProof(session) == first)
            let proof = try desk.confirm(
                session, by: desk.assertion(at: Self.now + 60, level: .hoog), at: Self.now + 60)
            #expect(try proof.get() == Proof(at: Self.now + 60, level: .hoog))
            // The older one does not take the place of the newer one, and does not come back beside it.
            desk.sessions.giveBack(first, to: session)
            #expect(desk.sessions.takeProof(session)?.at == Self.now + 60)
            desk.sessions.giveBack(first, to: session)
            #expect(desk.sessions.takeProof(session) == nil)
        }
    }

    @Test func aProofDoesNotOutliveTheProcess() throws {
        try withDesk { desk in
            let begun = try desk.begun()
            try desk.restart()
            let session = try desk.sessions.use(begun.secret, pageToken: nil, changes: false, now: Self.now)
            #expect(desk.sessions.takeProof(session) == nil)
        }
    }

    @Test func onlyTheVeryPersonConfirms() throws {
        try withDesk { desk in
            let session = try desk.begin(try desk.assertion("agb:41123456", user: "anna")).get().session
            _ = desk.sessions.takeProof(session)
            let later = Self.now + 30
            func refusal(_ assertion: Assertion, at now: Int64 = later) throws -> SessionRefusal? {
                if case .failure(let refusal) = try desk.confirm(session, by: assertion, at: now) {
                    refusal
                } else {
                    nil
                }
            }
            let bea = try desk.assertion("agb:41123456", at: later, user: "bea")
            #expect(try refusal(bea) == .otherPerson)
            #expect(try refusal(desk.assertion("agb:41123457", at: later, user: "anna")) == .otherPerson)
            #expect(try refusal(desk.assertion(at: later)) == .otherPerson)
            // A sign-in that is not newer than the last, such as by single sign-on, or that is too old by now.
            #expect(try refusal(desk.assertion("agb:41123456", at: Self.now, user: "anna")) == .notFresh)
            let anna = try desk.assertion("agb:41123456", at: later, user: "anna")
            #expect(try refusal(anna, at: later + 301) == .notFresh)
            // What was shown is used, whatever came of it.
            #expect(try refusal(anna) == .replayed)
            #expect(desk.sessions.takeProof(session) == nil)
            let fresh = try desk.assertion("agb:41123456", at: later, user: "anna")
            #expect(try refusal(fresh) == nil)
            #expect(desk.sessions.takeProof(session)?.at == later)
            #expect(try refusal(fresh) == .replayed)
            let used = try desk.use(session)
            #expect(used.identity.user == "anna" && used.identity.signedInAt == later)
        }
    }
}

extension SessionTests.Desk {
    /// The session as it is listed now.
    fileprivate func use(_ session: Session) throws -> Session {
        try #require(sessions.list(ofPersonOf: session).first)
    }
}
