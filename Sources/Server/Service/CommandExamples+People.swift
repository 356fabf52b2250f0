extension CommandExamples {
    /// The commands about parties and who stands for whom, in the order of the catalogue.
    static let people: [String] = [
        #"""
        {"id":"0000006d-0000-4000-8000-000000000201","type":"register-self","party":"00000068-0000-4000-8000-000000000007",
        "fullName":"Noa van Dijk","birthDate":"1950-05-00","address":"Dorpsstraat 1, Meerdam","postcode":"2500AA"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000202","type":"record-person","party":"00000068-0000-4000-8000-000000000001",
        "fullName":"Ali de Boer-Kaya","birthDate":"1958-03-02","address":"Kerkweg 5, Meerdam","postcode":"2500AB",
        "source":"office","explanation":"De naam stond er verkeerd, gezien op het paspoort."}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000203","type":"record-death","party":"00000068-0000-4000-8000-000000000001",
        "diedOn":"2026-01-05","source":"registry"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000204","type":"withdraw-death","party":"00000068-0000-4000-8000-000000000001",
        "explanation":"Verwisseld met een naamgenoot."}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000205","type":"settle-death","dossier":"00000068-0000-4000-8000-000000000001",
        "party":"00000063-0000-4000-8000-000000000001"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000206","type":"add-agb-code","party":"00000063-0000-4000-8000-000000000004",
        "agb":"41999999"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000207","type":"remove-agb-code","party":"00000063-0000-4000-8000-000000000004",
        "agb":"41999999"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000208","type":"add-member","party":"00000063-0000-4000-8000-000000000004",
        "member":"00000063-0000-4000-8000-000000000001","mayAdd":true}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000209","type":"remove-member","party":"00000063-0000-4000-8000-000000000004",
        "member":"00000063-0000-4000-8000-000000000002"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000210","type":"confirm-contact","party":"00000068-0000-4000-8000-000000000001",
        "code":"K7WQ-2M9R-TX4B"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000211","type":"invite-helper","dossier":"00000068-0000-4000-8000-000000000001",
        "invitation":"00006869-0000-4000-8000-000000000001","helperName":"Buurvrouw Hennie","until":"2026-01-26"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000212","type":"accept-invitation","actingAs":"helper",
        "dossier":"00000068-0000-4000-8000-000000000001","code":"K7WQ-2M9R-TX4B"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000213","type":"revoke-helper","dossier":"00000068-0000-4000-8000-000000000001",
        "invitation":"00006869-0000-4000-8000-000000000001"}
        """#,
    ]
}
