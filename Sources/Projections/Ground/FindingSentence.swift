import Events

/// The sentences of the contract checks (ZO-01 to ZO-30), where a decision kept one as a reason.
struct FindingSentence {
    private let explained: ExplainedReason

    init(_ explained: ExplainedReason) { self.explained = explained }

    var met: String? {
        switch explained.reason.rule.text {
        case "zo-07": "U hebt al sinds \(day("unbroken-since")) een budget. Daarom geldt het formele maximum."
        case "zo-08":
            "Het tarief van \(amount("rate-cents")) is niet lager dan het minimumloon. "
                + "Het laagste tarief is \(amount("lowest-cents"))."
        case "zo-30": "De vakantiebijslag zit in het loon."
        default: nil
        }
    }

    var unmet: String? { parties ?? money ?? work }

    private var parties: String? {
        switch explained.reason.rule.text {
        case "zo-01": "De overeenkomst begint voor het budget, dat ingaat op \(day("budget-from"))."
        case "zo-02":
            "De overeenkomst loopt door tot en met \(day("ends-on")). Het budget eindigt op \(day("budget-until"))."
        case "zo-03": "Er is al een zorgovereenkomst met deze zorgverlener."
        case "zo-06": "Deze zorgverlener telt als informeel, ook als hij een professional is."
        case "zo-16": "Het soort overeenkomst past misschien niet bij deze zorgverlener. De beoordelaar kijkt ernaar."
        case "zo-19": "De vertegenwoordiger geeft ook zorg. De beoordelaar kijkt ernaar."
        case "zo-20": "In de zorgbeschrijving ontbreekt iets waar de verstrekker naar vraagt."
        case "zo-28": "Dit is niet het nieuwste model van de SVB."
        case "zo-29": "Van deze zorgverlener is geen AGB-code bekend."
        default: nil
        }
    }

    private var money: String? {
        switch explained.reason.rule.text {
        case "zo-04", "zo-05", "zo-07", "zo-24":
            explained.figure("most-cents") == nil
                ? "Voor het tarief van \(amount("rate-cents")) is geen maximum bekend. De beoordelaar kijkt ernaar."
                : "Het tarief van \(amount("rate-cents")) is hoger dan het maximum van \(amount("most-cents")) "
                    + "op \(day("day"))."
        case "zo-08":
            explained.figure("lowest-cents") == nil
                ? "Het tarief van \(amount("rate-cents")) kan niet worden vergeleken met het minimumloon."
                : "Het tarief van \(amount("rate-cents")) is lager dan het minimumloon op \(day("day")). "
                    + "Spreek minstens \(amount("lowest-cents")) af."
        case "zo-22":
            "Naar verwachting kost dit \(amount("needed-cents")). Er is nog \(amount("left-cents")) over van het budget."
        case "zo-23":
            "Een kilometer kost \(amount("kilometre-cents")). Zonder belasting mag het \(amount("untaxed-cents")) zijn."
        default: nil
        }
    }

    private var work: String? {
        switch explained.reason.rule.text {
        case "zo-13", "zo-14": "Dit zijn meer uren per week dan de zorgverlener mag werken."
        case "zo-21": "De wijziging gaat niet in op een dag die mag."
        case "zo-25":
            "Dit is meer logeeropvang dan de \(explained.figure("most-days") ?? 0) etmalen die in deze tijd mogen."
        case "zo-26":
            explained.figure("tell-by") == nil
                ? "De zorgverlener krijgt hierdoor een contract voor onbepaalde tijd."
                : "U moest de zorgverlener uiterlijk op \(day("tell-by")) laten weten of u verlengt."
        default: nil
        }
    }

    private func amount(_ name: String) -> String { explained.amount(name) }
    private func day(_ name: String) -> String { explained.day(name) }
}
