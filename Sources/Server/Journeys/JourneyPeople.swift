import Events

/// The people of the journeys, to sign in as.
struct JourneyPeople {
    struct Person {
        let file: String
        let short: String
        let party: PartyID
        let name: String
        /// What somebody like this may look at first.
        let path: String
        let means: SignInMeans
        let level: TokenLevel
        let office: OfficeID?
        /// The first of those who may act for an organisation that keeps a list of them.
        let user: String?
    }

    let people: [Person]

    init(_ files: [JourneyFile]) {
        people = files.flatMap(Self.people)
    }

    /// Prints for each person a token and a line to try.
    func print(_ place: String, _ signIn: SignIn) {
        for person in people {
            let token = signIn.demoToken(
                person.party.text, person.means, person.level, office: person.office, user: person.user)
            Swift.print(
                """
                # \(person.name) (\(person.short) in \(person.file))
                TOKEN=\(token)
                curl -s -H "Authorization: Bearer $TOKEN" \(place)\(person.path)

                """)
        }
    }

    private static func people(_ file: JourneyFile) -> [Person] {
        let names = JourneyNames(journey: file.name)
        var people: [Person] = []
        var offices: [String: String] = [:]
        var users: [String: String] = [:]
        for line in file.lines {
            guard case .ask(let asked) = line.step else { continue }
            if asked.type == "appoint-employee", let employee = field("employee", asked.json) {
                offices[employee] = field("office", asked.json)
            }
            if asked.type == "add-member", let organisation = field("party", asked.json),
                let member = field("member", asked.json), users[organisation] == nil
            {
                users[organisation] = PartyID(bits: names.id(member)).text
            }
        }
        for line in file.lines {
            guard case .ask(let asked) = line.step, let short = field("party", asked.json),
                ["register-person", "register-organisation", "register-self"].contains(asked.type),
                let name = field("fullName", asked.json)
            else { continue }
            let party = PartyID(bits: names.id(short))
            let office = offices[short].map { OfficeID(bits: names.id($0)) }
            let isOrganisation = asked.type == "register-organisation"
            let means: SignInMeans = office != nil ? .employee : isOrganisation ? .vecozo : .digid
            people.append(
                Person(
                    file: file.name, short: short, party: party, name: name,
                    path: office != nil ? "/v1/work-queue" : "/v1/dossiers", means: means, level: .hoog, office: office,
                    user: users[short]))
        }
        return people
    }

    /// The value of a text field in the JSON of a journey line.
    private static func field(_ name: String, _ json: String) -> String? {
        let parts = json.split(separator: "\"", omittingEmptySubsequences: false)
        for index in parts.indices where parts[index] == name && index + 2 < parts.count && parts[index + 1] == ":" {
            return String(parts[index + 2])
        }
        return nil
    }
}
