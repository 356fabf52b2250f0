import Events
import Glibc

extension Verb {
    static var serve: Verb {
        Verb(
            name: "serve", summary: "Serves the API over one data folder.",
            usage: """
                pgb serve [--data FOLDER] [--listen ADDRESS:PORT | --unix PATH] [--key PATH] [--issuer NAME]
                          [--audience NAME] [--level NAME=LEVEL,…] [--kept FILE] [--kept-access FILE] [--rate N]
                          [--sign-in-rate N] [--behind-proxy] [--memory MIB] [--clock-is-right]
                          [--debtor-name NAME --debtor-iban IBAN [--debtor-bic BIC] [--pain VERSION]] [--demo [--now MOMENT] [--journeys FOLDER] [--access off]]

                --data FOLDER      where the log, the vault and the views are (default: data); made when missing
                --listen A:P       the loopback address and port to listen on (default: 127.0.0.1:8080; port 0: any)
                --unix PATH        listens on a Unix socket instead
                --key PATH         the key that the sign-in broker signs with: a file of 32 bytes or more and mode 0400,
                                   or a folder with one or two such files NAME.key; read again on SIGHUP
                --issuer, --audience   whose tokens are taken, and for which service
                --level NAME=LEVEL a higher level of signing in for a command, or with the name look for everything
                --kept FILE        a head that was kept elsewhere: the log must contain it
                --kept-access FILE the same of the access log
                --rate N           requests a second that one caller may make (default: 50, and 200 at once; 0: no limit)
                --behind-proxy     the last address in X-Forwarded-For is that of the client: limits count for each address
                --sign-in-rate N   sign-ins a minute from one address, with --behind-proxy (default: 30; 0: no limit)
                --memory MIB       the most memory SQLite may take (default: 512; 0: no limit)
                --clock-is-right   lines of the access log go when their term is over, also when no line of the last weeks
                                   shows that the clock is right; docs/access-log.md says when to use it
                --debtor-name, --debtor-iban, --debtor-bic   the account of the SVB that payments are made from; without it
                                   no payment file is written (with --demo: an account that does not exist)
                --pain VERSION     the version of payment files: pain.001.001.09 (default) or pain.001.001.03
                \(PostSettings.usage.replacing("\n", with: "\n                "))
                --demo             lets anybody sign in as anybody: never with real data
                --access off       with --demo: nobody is recorded, to measure what recording costs
                --now MOMENT       with --demo: the clock starts there, so that a year can be played
                --journeys FOLDER  with --demo: plays the journeys of the folder first and prints how to sign in

                Stops in order on SIGTERM and SIGINT. docs/sign-in.md says what the broker sends.
                """,
            options: PostSettings.options.union([
                "data", "listen", "unix", "key", "issuer", "audience", "now", "journeys", "kept", "kept-access",
                "loops",
                "rate", "memory", "access", "debtor-name", "debtor-iban", "debtor-bic", "pain", "level", "sign-in-rate",
            ]),
            flags: ["demo", "quiet", "behind-proxy", "clock-is-right"], run: serve)
    }

    private static func serve(_ arguments: Arguments) throws -> ExitCode {
        let isDemo = arguments.has("demo")
        let moment = try arguments.value("now", "a moment such as 2026-03-02T09:00:00Z", { Moment($0) })
        guard isDemo || (moment == nil && arguments.text("journeys") == nil) else {
            throw UsageFault("--now and --journeys play with time and people, so they need --demo.")
        }
        guard isDemo || arguments.text("key") != nil else {
            throw UsageFault("Say with --key where the signing key of the sign-in broker is, or use --demo.")
        }
        let post = try PostSettings(arguments)
        StopSignal.hold()
        CoreDumps.forbid()
        SQLiteMemory.limit(bytes: (try arguments.number("memory", in: 0...1 << 20) ?? 512) << 20)
        let folder = arguments.text("data") ?? defaultFolder
        let files = try arguments.text("journeys").map(JourneyFolder.read) ?? []
        if !files.isEmpty { try JourneyFolder.play(files, in: folder) }
        var clock = ServiceClock.machine
        if let moment { clock = .starting(at: max(moment, try JourneyFolder.latestMoment(in: folder))) }
        let kept = try arguments.text("kept").map { try readHead($0) }
        let keptAccess = try arguments.text("kept-access").map { try readAccessHead($0) }
        let log = try TextLog()
        try log.start()
        defer { log.stop() }
        let service = try Service(
            folder, origin: LogName.make(), clock: clock, kept: kept, keptAccess: keptAccess, log: log,
            debtor: try debtor(arguments) ?? (isDemo ? .demo : nil),
            paymentFormat: try arguments.value(
                "pain", "pain.001.001.09 or pain.001.001.03", PaymentFormat.init(rawValue:))
                ?? .pain001v09, recordsAccess: try recordsAccess(arguments, isDemo: isDemo))
        log.line(
            "sqlite", .name("version", Connection.libraryVersion),
            .number("singleCheckpointer", Connection.needsSingleCheckpointer ? 1 : 0))
        do {
            service.waitForReadableViews()
            let door = try FrontDoor(arguments, service, isDemo: isDemo)
            defer { door.close() }
            let identity = door.signIn
            // What journeys say that was handed in stands in no folder.
            var looks = files.isEmpty ? TimedWork.all : TimedWork.all.filter { !($0 is FileLook) }
            if arguments.has("clock-is-right") {
                looks = looks.map { $0 is AccessTermLook ? AccessTermLook(isClockVouchedFor: true) : $0 }
            }
            let timedWork = try TimedWork(service, looks)
            let sender = try PostSender(service, post)
            let site = Site(service: service, signIn: identity, isDemo: isDemo)
            let edge = try Edge.start(
                site.router(limits: try FrontDoor.limits(arguments)), try settings(arguments),
                registry: service.registry,
                log: arguments.has("quiet") ? nil : log)
            announce(edge.port, arguments, service, files, identity, isDemo: isDemo)
            try timedWork.start()
            try sender.start()
            while StopSignal.wait() == SIGHUP, door.hasKeys { door.readKeys(log) }
            edge.stop()
            sender.stop()
            timedWork.stop()
        } catch {
            service.stop()
            throw error
        }
        service.stop()
        return .success
    }

    /// Only a measurement of what it costs may leave out who saw what, and that on a demonstration.
    private static func recordsAccess(_ arguments: Arguments, isDemo: Bool) throws -> Bool {
        let isOn = try arguments.value("access", "on or off") { ["on": true, "off": false][$0] } ?? true
        guard isOn || isDemo else { throw UsageFault("--access off is for measuring, so it needs --demo.") }
        return isOn
    }

    /// The account that payments are made from, when one is named.
    private static func debtor(_ arguments: Arguments) throws -> Debtor? {
        let name = try arguments.value("debtor-name", "a name", { Name($0) })
        let iban = try arguments.value("debtor-iban", "an IBAN", { Iban($0) })
        let bic = try arguments.value("debtor-bic", "a BIC", { Bic($0) })
        if let name, let iban { return Debtor(name: name, iban: iban, bic: bic) }
        guard name == nil, iban == nil, bic == nil else {
            throw UsageFault("--debtor-name and --debtor-iban go together.")
        }
        return nil
    }

    private static func settings(_ arguments: Arguments) throws -> EdgeSettings {
        var settings = EdgeSettings()
        settings.apiVersion = Product.apiVersion
        settings.isDemo = arguments.has("demo")
        settings.trustsForwardedFor = arguments.has("behind-proxy")
        settings.loops = try arguments.number("loops", in: 1...64)
        if let path = arguments.text("unix") {
            settings.address = .unix(path: path)
        } else if let listen = arguments.text("listen") {
            let parts = listen.split(separator: ":")
            guard parts.count == 2, let port = UInt16(parts[1]) else {
                throw UsageFault("--listen must be an address and a port, such as 127.0.0.1:8080.")
            }
            settings.address = .tcp(host: String(parts[0]), port: port)
        }
        return settings
    }

    private static func announce(
        _ port: UInt16, _ arguments: Arguments, _ service: Service, _ files: [JourneyFile], _ signIn: SignIn,
        isDemo: Bool
    ) {
        let place = arguments.text("unix").map { "unix:\($0)" } ?? "http://127.0.0.1:\(port)"
        if isDemo { print("DEMO: anybody can sign in as anybody. Never use this with real data.") }
        if !files.isEmpty { JourneyPeople(files).print(place, signIn) }
        print("pgb \(Product.version) serves \(service.folder.path) on \(place).")
        // Who started us may be reading this through a pipe, to learn the port.
        fflush(nil)
    }
}
