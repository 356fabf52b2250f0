extension CommandExamples {
    /// The commands about applying for a pgb and what goes on around one, in the order of the catalogue.
    static let applications: [String] = [
        #"""
        {"id":"0000006d-0000-4000-8000-000000000201","type":"apply-for-pgb",
        "dossier":"00000068-0000-4000-8000-000000000001","application":"00000061-0000-4000-8000-000000000001",
        "office":"0000006f-0000-4000-8000-000000000001","law":"wlz","from":"2026-04-01",
        "plan":[{"function":"individual-support","unit":"hour","rateCents":2500,"unitsPerYear":520,
        "totalCents":1300000}],"totalCents":1300000,"motivation":"Ik wil zelf kiezen wie mij helpt.",
        "representative":"00000072-0000-4000-8000-000000000001","ground":"authorised",
        "documents":["00000064-0000-4000-8000-000000000001"]}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000202","type":"ask-supplement",
        "dossier":"00000068-0000-4000-8000-000000000001","application":"00000061-0000-4000-8000-000000000001",
        "until":"2026-02-09","explanation":"Stuur uw budgetplan mee."}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000203","type":"withdraw-application",
        "dossier":"00000068-0000-4000-8000-000000000001","application":"00000061-0000-4000-8000-000000000001"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000204","type":"plan-interview",
        "dossier":"00000068-0000-4000-8000-000000000001","application":"00000061-0000-4000-8000-000000000001",
        "at":"2026-01-20T13:00:00Z","form":"in-person"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000205","type":"report-interview",
        "dossier":"00000068-0000-4000-8000-000000000001","application":"00000061-0000-4000-8000-000000000001",
        "heldOn":"2026-01-20","outcome":"capable","report":"U weet goed wat er bij komt kijken."}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000206","type":"extend-decision",
        "dossier":"00000068-0000-4000-8000-000000000001","application":"00000061-0000-4000-8000-000000000001",
        "until":"2026-03-30"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000207","type":"decide-application",
        "dossier":"00000068-0000-4000-8000-000000000001","application":"00000061-0000-4000-8000-000000000001",
        "outcome":"granted","grounds":["conditions-met"],"explanation":"U voldoet aan de voorwaarden."}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000208","type":"file-request",
        "dossier":"00000068-0000-4000-8000-000000000001","request":"00000071-0000-4000-8000-000000000001",
        "office":"0000006f-0000-4000-8000-000000000001","kind":"extra-budget","law":"wlz","from":"2026-03-01",
        "extra":"more-care","amountCents":250000,"explanation":"Ik heb meer hulp nodig."}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000209","type":"withdraw-request",
        "dossier":"00000068-0000-4000-8000-000000000001","request":"00000071-0000-4000-8000-000000000001"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000210","type":"decide-request",
        "dossier":"00000068-0000-4000-8000-000000000001","request":"00000071-0000-4000-8000-000000000001",
        "outcome":"refused","grounds":["not-necessary"],"explanation":"Deze zorg zit al in uw budget."}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000211","type":"report-circumstance",
        "dossier":"00000068-0000-4000-8000-000000000001","report":"0000006d-0000-4000-8000-000000000001",
        "kind":"abroad","from":"2026-06-01","until":"2026-06-28"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000212","type":"handle-circumstance",
        "dossier":"00000068-0000-4000-8000-000000000001","report":"0000006d-0000-4000-8000-000000000001",
        "outcome":"noted","explanation":"Wij hebben het genoteerd."}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000213","type":"plan-visit",
        "dossier":"00000068-0000-4000-8000-000000000001","visit":"00000076-0000-4000-8000-000000000001",
        "at":"2026-02-16T13:00:00Z"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000214","type":"report-visit",
        "dossier":"00000068-0000-4000-8000-000000000001","visit":"00000076-0000-4000-8000-000000000001",
        "heldOn":"2026-02-16","outcome":"in-order","report":"De zorg is zoals afgesproken."}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000215","type":"give-consent",
        "party":"00000068-0000-4000-8000-000000000001","purpose":"interview-recording",
        "office":"0000006f-0000-4000-8000-000000000001"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000216","type":"withdraw-consent",
        "party":"00000068-0000-4000-8000-000000000001","purpose":"interview-recording",
        "office":"0000006f-0000-4000-8000-000000000001"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000217","type":"end-pgb",
        "dossier":"00000068-0000-4000-8000-000000000001","law":"wlz","ending":"ended","lastDay":"2026-12-31",
        "reason":"own-wish"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000218","type":"revise-ending",
        "dossier":"00000068-0000-4000-8000-000000000001","law":"wlz","reason":"objection",
        "explanation":"Uw bezwaar klopt: u houdt uw pgb."}
        """#,
    ]
}
