import Events

/// Puts the personal values of an answer in place of the references that the views hold.
///
/// A reference is `{"subject":"…","commitment":"…"}`, written by our own writer; inside a string a quote is escaped, so
/// nothing that a person typed can look like one. An erased value becomes null. Of a number that is named with `lastFourOf`
/// instead, only its end is put there (`Ending`).
enum Unsealing {
    private static let opening = Array(#"{"subject":""#.utf8)
    private static let middle = Array(#"","commitment":""#.utf8)
    /// As long as the other one.
    private static let endingMiddle = Array(#"","lastFourOf":""#.utf8)
    private static let closing = Array(#""}"#.utf8)
    private static let idLength = 36
    private static let hexLength = 64

    /// The answer with its references opened; `isAllowed` false hides all of them.
    static func open(_ json: [UInt8], isAllowed: Bool = true, _ vault: Vault) throws -> [UInt8] {
        try open(json) { isAllowed ? try vault.value($0)?.json : nil }
    }

    /// The answer with each reference replaced by the value that goes with its commitment, or by null.
    static func open<Failure: Error>(
        _ json: [UInt8], _ value: (Digest) throws(Failure) -> [UInt8]?
    ) throws(Failure) -> [UInt8] {
        try open(json, endings: []) { (commitment, isEnding) throws(Failure) in
            let found = try value(commitment)
            return isEnding ? found.map(NumberEnding.json) : found
        }
    }

    /// The same, where `value` is told whether only the end of a number is meant: of one that is named with `lastFourOf`, and
    /// of those in the fields `endings`.
    static func open<Failure: Error>(
        _ json: [UInt8], endings: [String], _ value: (Digest, _ isEnding: Bool) throws(Failure) -> [UInt8]?
    ) throws(Failure) -> [UInt8] {
        let endings = endings.map { Array("\"\($0)\":".utf8) }
        var out: [UInt8] = []
        out.reserveCapacity(json.count)
        var index = 0
        while index < json.count {
            guard json[index] == opening[0], let (end, hex, isEnding) = reference(in: json, at: index) else {
                out.append(json[index])
                index += 1
                continue
            }
            var found: [UInt8]?
            if let commitment = Digest(hex: hex) {
                found = try value(commitment, isEnding || endings.contains { json[..<index].ends(with: $0) })
            }
            out += found ?? Array("null".utf8)
            index = end
        }
        return out
    }

    private static func reference(in json: [UInt8], at start: Int) -> (end: Int, hex: String, isEnding: Bool)? {
        let commitment = start + opening.count + idLength + middle.count
        let end = commitment + hexLength + closing.count
        guard end <= json.count, json[start..<start + opening.count].elementsEqual(opening),
            json[end - closing.count..<end].elementsEqual(closing)
        else { return nil }
        let named = json[commitment - middle.count..<commitment]
        let isEnding = named.elementsEqual(endingMiddle)
        guard isEnding || named.elementsEqual(middle) else { return nil }
        return (end, String(decoding: json[commitment..<commitment + hexLength], as: UTF8.self), isEnding)
    }
}

extension Response {
    /// The same answer with the personal values in it.
    func unsealed(isAllowed: Bool = true, _ vault: Vault) throws -> Response {
        var response = self
        // What is opened no longer says whose it is.
        response.subjects = AnswerSubjects.of(self)
        response.body = try Unsealing.open(body, isAllowed: isAllowed, vault)
        return response
    }
}

extension ArraySlice<UInt8> {
    fileprivate func ends(with bytes: [UInt8]) -> Bool { suffix(bytes.count).elementsEqual(bytes) }
}
