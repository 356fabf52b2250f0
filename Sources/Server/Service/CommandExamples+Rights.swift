extension CommandExamples {
    static let rights: [String] = [
        #"""
        {"id":"0000006d-0000-4000-8000-000000000201","type":"restrict-processing","party":"00000068-0000-4000-8000-000000000001",
        "ground":"accuracy-contested","explanation":"Mijn geboortedatum klopt niet."}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000202","type":"lift-restriction","party":"00000068-0000-4000-8000-000000000001",
        "toldOn":"2026-05-04"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000203","type":"set-hold","party":"00000068-0000-4000-8000-000000000001",
        "reason":"objection","until":"2027-02-01","explanation":"Er loopt een bezwaar."}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000204","type":"lift-hold","party":"00000068-0000-4000-8000-000000000001",
        "reason":"objection"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000205","type":"erase-person","party":"00000068-0000-4000-8000-000000000001",
        "ground":"term-over"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000206","type":"look-at-retention","party":"00000068-0000-4000-8000-000000000001"}
        """#,
    ]
}
