import Events

/// The words of a message about somebody's own data, or about the death of a holder for who represents him.
enum PersonText {
    static func words(_ fact: PartyFact) -> PeopleText.Words {
        switch fact {
        case .contactChanged(let change): words(change)
        case .contactConfirmed:
            (
                "Uw e-mailadres is bevestigd",
                ["Uw e-mailadres is bevestigd.", "Wij gebruiken vanaf nu dit adres.", warning]
            )
        case .changed(let change): words(change)
        case .deathWithdrawn:
            (
                "U staat niet meer als overleden in het register",
                ["U stond als overleden in het register.", "Dat was een vergissing.", "U kunt weer inloggen.", warning]
            )
        case .died(let death):
            (
                "De budgethouder is overleden",
                [
                    "De budgethouder is op \(Dutch.day(death.diedOn)) overleden.",
                    "De zorgovereenkomsten stoppen op die dag.",
                    "Is er nog zorg van voor die dag? Declareer die zo snel mogelijk.",
                    "\(Granter.capital(nil)) past het budget aan.", "U krijgt daar bericht van.",
                ]
            )
        case .agbAdded(let added):
            (
                "Uw organisatie heeft er een AGB-code bij",
                ["De AGB-code \(added.agb.text) hoort nu bij uw organisatie.", warning]
            )
        case .agbRemoved(let removed):
            (
                "Uw organisatie heeft een AGB-code minder",
                ["De AGB-code \(removed.agb.text) hoort niet meer bij uw organisatie.", warning]
            )
        case .memberAdded(let added):
            (
                "Iemand kan voor uw organisatie handelen",
                ["Iemand kan vanaf nu voor uw organisatie handelen."]
                    + (added.mayAdd ? ["Hij kan ook anderen toevoegen en verwijderen."] : []) + [warning]
            )
        case .memberRemoved:
            (
                "Iemand handelt niet meer voor uw organisatie",
                ["Iemand kan niet meer voor uw organisatie handelen.", warning]
            )
        case .personRegistered, .organisationRegistered, .bankAccountChanged, .registrationRecorded,
            .bankAccountConfirmed, .codeRefused:
            preconditionFailure("These give no message, or one of an account.")
        }
    }

    private static func words(_ change: ContactChanged) -> PeopleText.Words {
        guard change.code == nil else {
            return (
                "Bevestig uw nieuwe e-mailadres",
                [
                    "Uw e-mailadres is gewijzigd.", "Wij hebben een code naar het nieuwe adres gestuurd.",
                    "Vul die code in om het adres te bevestigen.", warning,
                ]
            )
        }
        return (
            "Uw contactgegevens zijn gewijzigd",
            [
                "Uw contactgegevens zijn gewijzigd.",
                change.channel == .email
                    ? "U krijgt een e-mail als er een bericht voor u is." : "U krijgt uw berichten per post.",
                warning,
            ]
        )
    }

    private static func words(_ change: PersonChanged) -> PeopleText.Words {
        switch change.source {
        case .registry:
            (
                "Uw gegevens zijn bijgewerkt",
                [
                    "Uw gegevens zijn bijgewerkt.", "De nieuwe gegevens komen van de gemeente waar u woont.",
                    "Klopt er iets niet? Neem contact op met die gemeente.",
                ]
            )
        case .office:
            (
                "Uw gegevens zijn verbeterd",
                [
                    "Een medewerker heeft uw gegevens verbeterd.", "Controleer uw gegevens in uw profiel.",
                    "Klopt er iets niet? Neem contact op met \(Granter.yours(nil)).",
                ]
            )
        case .oneself: ("Uw gegevens zijn gewijzigd", ["U hebt uw gegevens gewijzigd.", warning])
        }
    }

    // MARK: Rights

    static func words(_ fact: RightsFact) -> PeopleText.Words {
        switch fact {
        case .consentGiven(let given):
            (
                "U hebt toestemming gegeven",
                [
                    "U hebt toestemming gegeven: \(text(given.purpose)).", "U kunt uw toestemming altijd intrekken.",
                    warning,
                ]
            )
        case .consentWithdrawn(let back):
            (
                "U hebt uw toestemming ingetrokken",
                [
                    "U hebt uw toestemming ingetrokken: \(text(back.purpose)).",
                    "Wat er voor die tijd is gedaan, blijft geldig.", warning,
                ]
            )
        case .restrictionSet(let set):
            (
                "Uw gegevens worden voorlopig niet gebruikt",
                [
                    "Wij bewaren uw gegevens.", "Wij gebruiken ze voorlopig niet voor iets nieuws.", text(set.ground),
                    "U krijgt bericht voordat dit verandert.",
                ]
            )
        case .restrictionLifted:
            (
                "Uw gegevens worden weer gebruikt",
                [
                    "Uw gegevens mogen weer worden gebruikt.",
                    "Bent u het hier niet mee eens? Neem contact op met \(Granter.yours(nil)).",
                ]
            )
        case .holdSet(let set):
            (
                "Uw gegevens worden langer bewaard",
                [
                    "Wij wissen uw gegevens voorlopig niet.", text(set.reason),
                    set.until.map { "Dat duurt tot en met \(Dutch.day($0))." }
                        ?? "U krijgt bericht als dit voorbij is.",
                ]
            )
        case .holdLifted(let lifted):
            (
                "Uw gegevens hoeven niet langer bewaard te blijven",
                [
                    "De reden was: \(text(lifted.reason))", "Dat is nu voorbij.",
                    "Wij wissen uw gegevens als de bewaartijd om is.",
                ]
            )
        case .erased, .erasureDue: preconditionFailure("Nobody is told of it.")
        }
    }

    /// What left came back: how messages come from now on.
    static func words(_ bounced: MessageBounced) -> PeopleText.Words {
        let why =
            switch bounced.reason {
            case .unknownAddress: ["Het adres klopt niet."]
            case .mailboxFull: ["Uw mailbox is vol."]
            case .refused: ["Het bericht is geweigerd."]
            case .returnedLetter: [String]()
            }
        return bounced.channel == .email
            ? (
                "U krijgt uw berichten nu per post",
                ["Een e-mail aan u kwam niet aan."] + why + [
                    "Uw berichten komen nu per post.",
                    "Wilt u weer e-mail? Vul een goed e-mailadres in bij uw profiel.",
                ]
            )
            : (
                "Een brief aan u kwam terug",
                ["Een brief aan u kwam terug."] + why + [
                    "Controleer uw adres in uw profiel.", "Klopt het niet? Geef dat door aan de gemeente waar u woont.",
                ]
            )
    }

    // MARK: Words

    private static let warning = "Hebt u dit niet zelf gedaan? Neem meteen contact op met de SVB."

    private static func text(_ purpose: ConsentPurpose) -> String {
        switch purpose {
        case .interviewRecording: "uw gesprek mag worden opgenomen"
        case .thirdPerson: "iemand anders mag bij het gesprek of het huisbezoek zijn"
        case .homeVisit: "er mag iemand bij u thuis komen kijken"
        case .shareWithOffice: "een andere organisatie mag gegevens over u krijgen"
        }
    }

    private static func text(_ ground: RestrictionGround) -> String {
        switch ground {
        case .accuracyContested: "U hebt gezegd dat er iets niet klopt."
        case .unlawful: "De gegevens hadden niet gebruikt mogen worden."
        case .legalClaim: "U hebt de gegevens nodig voor een rechtszaak."
        case .objection: "U hebt bezwaar gemaakt tegen het gebruik."
        }
    }

    private static func text(_ reason: HoldReason) -> String {
        switch reason {
        case .objection: "Er loopt een bezwaar of beroep."
        case .receivable: "Er moet nog geld worden terugbetaald."
        case .investigation: "Er loopt een onderzoek."
        case .court: "Een rechter heeft dit gevraagd."
        }
    }
}
