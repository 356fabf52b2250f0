import Events
import Foundation
import Testing

@testable import Commands

/// Every reason of a decision has a sentence of its own, met or not, with the figures that the rule compared.
@Suite struct SentenceTests {
    private static func text(_ rule: Rule, met: Bool, _ figures: Figures = []) -> String {
        ExplainedReason(Reason(rule: rule, met: met, figures: figures, source: "proef")).text
    }

    @Test func everyRuleHasItsOwnSentencesBothWays() {
        var seen: [String: String] = [:]
        for rule in Rule.allCases {
            for met in [true, false] {
                let text = Self.text(rule, met: met)
                #expect(!text.contains("Deze controle"), "\(rule.rawValue): \(text)")
                #expect(text.hasSuffix("."), "\(rule.rawValue): \(text)")
                let other = seen.updateValue("\(rule.rawValue) \(met)", forKey: text)
                #expect(other == nil, "\(rule.rawValue) \(met) says what \(other ?? "") says: \(text)")
            }
        }
    }

    /// What was not met says what to do: a sentence that tells or asks the reader something, behind what was found.
    @Test func whatIsNotMetSaysWhatToDo() {
        let advice = [
            "Declareer", "Dien", "Bekijk", "Vul", "Vraag", "Spreek", "Laat", "Controleer", "Kies", "Geef", "Zet",
            "Stort",
            "kijkt ernaar", "is een nieuw budget nodig",
        ]
        for rule in Rule.allCases {
            let text = Self.text(rule, met: false)
            let last = text.components(separatedBy: ". ").last ?? ""
            #expect(
                advice.contains { last.hasPrefix($0) || last.contains($0) || last.contains($0.lowercased()) },
                "\(rule.rawValue): \(text)")
        }
    }

    /// The reasons in all fixtures: the rule is known, and the sentence has every figure that it names.
    @Test func theReasonsOfAllDecisionsAreExplained() throws {
        var rules: Set<String> = []
        for scenario in try Example.all.map({ try Scenario($0.path) }) {
            for body in scenario.expected.compactMap(\.body) {
                guard let start = body.range(of: #""reasons":"#)?.upperBound else { continue }
                for reason in Self.reasons(String(body[start...])) {
                    rules.insert(reason.rule.text)
                    let text = ExplainedReason(reason).text
                    #expect(Rule(rawValue: reason.rule.text) != nil, "\(scenario.path): \(reason.rule)")
                    #expect(!text.contains(" onbekend"), "\(scenario.path): \(text)")
                }
            }
        }
        #expect(rules.count > 18, "The fixtures are not read any more.")
    }

    /// The list of reasons that a text begins with.
    private static func reasons(_ text: String) -> [Reason] {
        var depth = 0
        let list = text.prefix { character in
            if character == "[" { depth += 1 }
            if character == "]" { depth -= 1 }
            return depth > 0
        }
        var reader = JSONReader()
        reader.load(Array((list + "]").utf8))
        return reader.value([Reason].self) ?? []
    }

    @Test func aSentenceNamesTheFiguresThatWereCompared() {
        #expect(
            Self.text(
                .balance, met: false,
                [
                    Figure("needed-cents", 123_456), Figure("left-cents", 100), Figure("short-cents", 123_356),
                ])
                == "Er is te weinig budget over. Nodig is € 1.234,56. Er is nog € 1,00. Er is € 1.233,56 te weinig. "
                + "Vraag uw zorgkantoor of gemeente wat er kan.")
        #expect(
            Self.text(.fortyHours, met: false, [Figure("weekly-minutes", 2_445), Figure("most-minutes", 2_400)])
                == "Een week heeft 40 uur en 45 minuten zorg. Hoogstens 40 uur mag. Vul minder uren in.")
        #expect(
            Self.text(.quarterHours, met: false, [Figure("odd-entries", 1)])
                == "De tijd is bij 1 regel niet ingevuld in hele kwartieren. "
                + "Vul hele kwartieren in en dien de declaratie opnieuw in.")
        #expect(
            Self.text(
                .freeAmount, met: true,
                [
                    Figure("granted-cents", 3_000_000), Figure("basis-points", 150), Figure("period-days", 365),
                    Figure("year-days", 365), Figure("least-cents", 25_000), Figure("most-cents", 125_000),
                    Figure("free-amount-cents", 45_000),
                ])
                == "Het verantwoordingsvrije bedrag is € 450,00. Het is 1,5% van € 30.000,00, en minstens € 250,00 en "
                + "hoogstens € 1.250,00. Het budget loopt 365 van de 365 dagen van het jaar.")
    }

    /// The answer to a command explains a refusal as a question about it does.
    @Test func theAnswerToACommandHasTheSentence() {
        let reasons = [
            Reason(rule: .quarterHours, met: true, figures: [Figure("odd-entries", 0)], source: "proef"),
            Reason(rule: .accountKnown, met: false, figures: [Figure("account-known", 0)], source: "proef"),
        ]
        let refused = Event.claim(.refused(ClaimRefused(claim: ClaimID(bits: 1), reasons: Reasons(reasons))))
        var writer = JSONWriter()
        CommandAnswer(
            id: CommandID(bits: 1), revision: Revision(1), position: Position(1), events: [refused],
            names: ["claim-refused"], told: ToldReasons(.holder)
        ).write(to: &writer)
        let answer = String(decoding: writer.bytes, as: UTF8.self)
        #expect(answer.contains(Self.text(.accountKnown, met: false)), "\(answer)")
        #expect(!answer.contains("quarter-hours"))
    }

    /// A rule of another build is explained in general, and is never left out.
    @Test func aRuleThatIsNotKnownIsStillTold() {
        let reason = Reason(code: "of-tomorrow", met: false, figures: [], source: "proef")
        #expect(ExplainedReason(reason).text == "Deze controle is niet in orde (of-tomorrow).")
    }
}
