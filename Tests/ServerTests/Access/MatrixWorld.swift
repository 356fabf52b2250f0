import Commands
import Events
import Foundation
import Testing

@testable import Server

/// Somebody who asks, for the matrix of need to know.
struct MatrixAsker {
    let name: String
    /// What a sign-in gives him; nil for who is not signed in.
    let token: String?
    /// What he says of himself where he must.
    let actingAs: String?
    /// What he may ask; nil for who is not signed in.
    let standing: Standing?
    let onlooker: Onlooker?
}

/// One dossier with everybody around it, and the ids of it, of another one and of nothing.
struct MatrixWorld {
    let askers: [MatrixAsker]
    /// By the name that the field of a command has.
    let own: [String: String]
    let foreign: [String: String]

    static let names = JourneyNames(journey: "everybody-around-one-dossier")

    static func id(_ short: String, _ names: JourneyNames = names) -> String { PartyID(bits: names.id(short)).text }
    /// The holder of a dossier that none of them has to do with, of a municipality where none of them works.
    static let elsewhere = id("h1", JourneyNames(journey: "network-help-youth"))
    static func party(_ short: String) -> PartyID { PartyID(bits: names.id(short)) }
    static func office(_ short: String) -> OfficeID { OfficeID(bits: names.id(short)) }

    /// Who asks in that quality, and what he says of it.
    static func asker(_ onlooker: Onlooker) -> (principal: Principal, actingAs: String?) {
        switch onlooker {
        case .holder: (.holder(party("h1")), nil)
        case .representative: (.caregiver(party("r1")), "representative")
        case .helper: (.caregiver(party("g1")), "helper")
        case .caregiver: (.caregiver(party("c1")), nil)
        case .otherCaregiver: (.caregiver(party("c2")), nil)
        case .grants: (.employee(party("e1"), at: office("o1")), nil)
        case .assessor: (.employee(party("e2"), at: office("o1")), nil)
        case .officePrivacy: (.employee(party("e23"), at: office("o1")), nil)
        case .officeHelpdesk: (.employee(party("e24"), at: office("o1")), nil)
        case .otherGranter: (.employee(party("e3"), at: office("o2")), nil)
        case .foreignOffice: (.employee(party("e9"), at: office("o4")), nil)
        case .svbAssessor: (.employee(party("e5"), at: office("o3")), nil)
        case .svbPayments: (.employee(party("e7"), at: office("o3")), nil)
        case .svbAuditor: (.employee(party("e8"), at: office("o3")), nil)
        case .svbPrivacy: (.employee(party("e22"), at: office("o3")), nil)
        case .svbHelpdesk: (.employee(party("e21"), at: office("o3")), nil)
        case .stranger: (.holder(party("h2")), nil)
        case .operator: (.operator, nil)
        }
    }

    /// The eighteen of the page.
    static func onlookers(_ server: TestService) -> [MatrixAsker] {
        Onlooker.allCases.map { onlooker in
            let (principal, actingAs) = asker(onlooker)
            return MatrixAsker(
                name: onlooker.rawValue, token: server.token(principal), actingAs: actingAs,
                standing: onlooker.standing, onlooker: onlooker)
        }
    }

    /// The dossier of the page, and beside the eighteen: the roles that they do not have, who is new, and nobody.
    static func main(_ server: TestService, _ places: Places) throws -> MatrixWorld {
        let payment = try #require(places.own["{payment}"])
        let otherPayment = try #require(places.foreign["{payment}"])
        let run = try #require(places.own["{run}"])
        func employee(_ short: String, _ workplace: String, _ name: String, _ standing: Standing) -> MatrixAsker {
            MatrixAsker(
                name: name, token: server.token(.employee(party(short), at: office(workplace))), actingAs: nil,
                standing: standing, onlooker: nil)
        }
        let more = [
            employee("e6", "o3", "svb-maker", Standing(place: .svb, roles: [.paymentsMaker])),
            employee("e4", "o2", "other-granter-assessor", Standing(place: .granter, roles: [.assessor])),
            employee("e10", "o4", "foreign-assessor", Standing(place: .otherOffice, roles: [.assessor])),
            // An office says in his token that he works there; the register does not.
            employee("e2", "o4", "assessor-of-elsewhere", Standing(place: .otherOffice)),
            MatrixAsker(
                name: "newcomer", token: server.signIn.demoToken("bsn:999990342", .digid, .hoog, office: nil),
                actingAs: nil, standing: Standing(place: .newcomer), onlooker: nil),
            MatrixAsker(name: "nobody", token: nil, actingAs: nil, standing: nil, onlooker: nil),
        ]
        let own = [
            "dossier": id("h1"), "party": id("h1"), "office": id("o1"), "budget": id("b1"), "contract": id("k1"),
            "claim": id("q1"), "payment": payment, "document": id("d1"), "documents": id("d1"),
            "receivable": id("f1"), "caregiver": id("g1"), "representative": id("r1"), "employee": id("e2"),
            "member": id("c1"), "invitation": id("i1"), "run": run, "receipt": id("d1"), "corrects": id("q1"),
            "replaces": id("k1"), "follows": id("b1"),
            "identityDocument": id("d1"),
        ]
        let applying = JourneyNames(journey: "apply-to-first-payment")
        let around = JourneyNames(journey: "abroad-extra-and-end")
        let foreign = [
            "dossier": elsewhere, "party": elsewhere, "office": id("o5"), "budget": id("b3"), "contract": id("k3"),
            "claim": id("q3"), "payment": otherPayment, "document": id("d3"), "documents": id("d3"),
            "receivable": id("f2"), "receipt": id("d3"), "corrects": id("q3"), "replaces": id("k3"),
            "follows": id("b3"),
            "identityDocument": id("d3"),
            "application": id("a1", applying), "request": id("s1", around), "report": id("m1", around),
            "visit": id("v1", around), "invitation": id("i1", JourneyNames(journey: "helper-and-helpdesk")),
            "deposit": id("d1", JourneyNames(journey: "deposit-above-maximum")),
        ]
        return MatrixWorld(askers: onlookers(server) + more, own: own, foreign: foreign)
    }

    /// A dossier in which an organisation alone acts, its predecessor elsewhere and a successor who has not begun; its
    /// caregiver is a person.
    static func organisation(_ server: TestService) -> MatrixWorld {
        let names = JourneyNames(journey: "representative-organisation")
        func person(
            _ short: String, _ name: String, actingAs: String? = nil, _ standing: Standing
        ) -> MatrixAsker {
            MatrixAsker(
                name: name, token: server.signIn.demoToken(id(short, names), .digid, .hoog, office: nil),
                actingAs: actingAs, standing: standing, onlooker: nil)
        }
        let bureau = server.signIn.demoToken("kvk:90000036", .eherkenning, .eh4, office: nil)
        return MatrixWorld(
            askers: [
                person("h1", "represented-holder", Standing(place: .represented, isOneself: true)),
                MatrixAsker(
                    name: "representing-organisation", token: bureau, actingAs: "representative",
                    standing: Standing(place: .representative), onlooker: nil),
                MatrixAsker(
                    name: "organisation-for-itself", token: bureau, actingAs: nil,
                    standing: Standing(place: .outsider, isOrganisation: true), onlooker: nil),
                person("r2", "successor", actingAs: "representative", Standing(place: .shutOut)),
                person("c1", "caregiver-of-organisation", Standing(place: .caregiver)),
            ],
            own: [
                "dossier": id("h1", names), "party": id("h1", names), "budget": id("b1", names),
                "contract": id("k1", names), "claim": id("q1", names), "caregiver": id("c1", names),
                "representative": id("r1", names),
            ],
            foreign: ["dossier": elsewhere, "party": elsewhere, "office": id("o5")])
    }

    /// A dossier in which an organisation gives care that keeps a list of who acts for it.
    static func caregiverOrganisation(_ server: TestService) -> MatrixWorld {
        let names = JourneyNames(journey: "organisation-several-codes")
        return MatrixWorld(
            askers: [
                MatrixAsker(
                    name: "caregiver-organisation",
                    token: server.signIn.demoToken(
                        "agb:41900061", .vecozo, .hoog, office: nil, user: id("m2", names)), actingAs: nil,
                    standing: Standing(place: .caregiver, isOrganisation: true), onlooker: nil)
            ],
            own: [
                "dossier": id("h1", names), "party": id("h1", names), "budget": id("b1", names),
                "contract": id("k1", names), "caregiver": id("c1", names),
            ],
            foreign: ["dossier": elsewhere, "party": elsewhere, "office": id("o5")])
    }
}
