import Commands
import Events

@testable import Server

/// `docs/need-to-know.md`, made of the matrix in the code and of what the server answered.
struct NeedToKnowPage {
    /// What each quality gets to see of each route.
    let fields: [String: [Onlooker: Set<String>]]

    var text: String {
        var page = """
            # Need to know: who sees what, and who may ask what

            Made by `PGB_UPDATE_FIXTURES=1 swift test --filter NeedToKnowTests` of the matrix in `Sources/Server/Access/NeedToKnow.swift`, of the
            answers of a server that played the journey `everybody-around-one-dossier`, and of the catalogue of commands. A test compares this page
            with the server on every run.

            `alles`: all there is. `eigen deel`: only what is his, or what his own budgets pay. `nee`: he is told that he may not (403). `-`: for him
            it does not exist (404).

            ## Questions

            """
        for group in Self.groups {
            page += "\n| | " + group.map(\.words).joined(separator: " | ") + " |\n"
            page += "|---|" + String(repeating: "---|", count: group.count) + "\n"
            for line in NeedToKnow.lines {
                page += "| \(line.data) | " + group.map { line.sight($0).sign }.joined(separator: " | ") + " |\n"
            }
        }
        page +=
            "\n## Fields\n\nWhat stood in the answers, by route. A field that not everybody sees who sees the route, names who does not.\n"
        for line in NeedToKnow.lines {
            for route in line.routes {
                guard let seen = fields[route], !seen.isEmpty else { continue }
                page += "\n### `\(route)`\n\n" + Self.list(seen)
            }
        }
        page += "\n## Commands\n\n| Command | Who may ask | Least level |\n|---|---|---|\n"
        for type in CommandCatalogue.types {
            page +=
                "| `\(type.name)` | \(type.allowed.map(Self.words).joined(separator: ", ")) | \(type.level.rawValue) |\n"
        }
        return page + Self.asked
    }

    /// What comes of asking each command about the dossier, the holder or the office of the matrix.
    private static var asked: String {
        var text = """

            ### Who is heard

            Each command asked about the dossier, its holder or the office of its granter. `ja`: it is decided, which asks more, such as whose
            contract it is. `nee` and `-`: as above; nothing is written, and the access log has a line. About a dossier of others and one that is not
            there the answers are the same to the byte.

            """
        for group in groups {
            text += "\n| | " + group.map(\.words).joined(separator: " | ") + " |\n"
            text += "|---|" + String(repeating: "---|", count: group.count) + "\n"
            for body in ExampleBody.all {
                let signs = group.map { onlooker in
                    let sight = NeedToKnow.sight(
                        asking: body.type, about: body.stream.kind, .own, as: onlooker.standing)
                    return sight == .part ? "ja" : sight.sign
                }
                text += "| `\(body.name)` | " + signs.joined(separator: " | ") + " |\n"
            }
        }
        return text
    }

    private static let groups: [[Onlooker]] = [
        [.holder, .representative, .helper, .caregiver, .otherCaregiver, .stranger],
        [.grants, .assessor, .officePrivacy, .officeHelpdesk, .otherGranter, .foreignOffice],
        [.svbAssessor, .svbPayments, .svbAuditor, .svbPrivacy, .svbHelpdesk, .operator],
    ]

    private static func list(_ seen: [Onlooker: Set<String>]) -> String {
        let viewers = Onlooker.allCases.filter { seen[$0] != nil }
        let all = seen.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        var common: [String] = []
        var others = ""
        for field in all.sorted() {
            let without = viewers.filter { !(seen[$0]?.contains(field) ?? false) }
            if without.isEmpty {
                common.append("`\(field)`")
            } else {
                others += "- `\(field)`: not for \(without.map(\.words).joined(separator: ", "))\n"
            }
        }
        return
            (common.isEmpty
            ? "" : "For \(viewers.map(\.words).joined(separator: ", ")): " + common.joined(separator: ", ") + "\n")
            + (others.isEmpty ? "" : "\n" + others)
    }

    private static func words(_ actor: Actor) -> String {
        switch actor {
        case .holderSide: "budgethouder of vertegenwoordiger"
        case .applicant: "wie een pgb aanvraagt of heeft, en wie hem vertegenwoordigt"
        case .proposer: "wie hem zou vertegenwoordigen"
        case .caregiver: "zorgverlener"
        case .oneself: "wie het zelf is"
        case .addressee: "wie het bericht zelf kreeg"
        case .newcomer: "wie nog niet is ingeschreven"
        case .granter(let role): "verstrekker (\(role.rawValue))"
        case .anyGranter(let role): "elke verstrekker (\(role.rawValue))"
        case .svb(let role): "SVB (\(role.rawValue))"
        case .anyOffice(let role): "elke organisatie (\(role.rawValue))"
        case .ownOffice(let role): "de eigen organisatie (\(role.rawValue))"
        case .anybody: "wie is ingeschreven"
        case .helper: "meekijker"
        case .member: "wie voor de organisatie handelt"
        case .operator: "beheerder"
        case .system: "het systeem"
        }
    }
}
