@testable import Server

/// What a parser made of some bytes, as the connection would see it.
struct ParserOutcome: Equatable {
    /// The requests in short form.
    private(set) var requests: [String] = []
    private(set) var fault: HTTPFault?
    private(set) var ending = HTTPFixture.Ending.open

    /// - Parameter pieces: the lengths of the pieces the bytes are fed in; the rest follows in one.
    init(of bytes: [UInt8], pieces: [Int]) {
        var parser = HTTPParser()
        var start = 0
        for piece in pieces + [bytes.count] where start < bytes.count {
            let end = min(bytes.count, start + piece)
            Array(bytes[start..<end]).withUnsafeBytes { feed($0, to: &parser) }
            if ending == .closed { return }
            start = end
        }
        ending = parser.isIdle ? .open : .waits
    }

    /// 200 for each request, and the fault.
    var statuses: [String] {
        requests.map { _ in "200" } + (fault.map { ["\($0.status)/\($0.rawValue)"] } ?? [])
    }

    private mutating func feed(_ bytes: UnsafeRawBufferPointer, to parser: inout HTTPParser) {
        var index = 0
        while true {
            switch parser.read(bytes, from: &index) {
            case .more: return
            case .head: continue
            case .request:
                let request = parser.takeRequest()
                requests.append(Self.text(request))
                if !request.keepsAlive { ending = .closed }
            case .fault(let found):
                fault = found
                ending = .closed
            }
            if ending == .closed { return }
        }
    }

    private static func text(_ request: Request) -> String {
        let path = String(decoding: request.path, as: UTF8.self)
        let query = request.text(request.target.query).map { "?\($0) " } ?? ""
        return "\(request.method.rawValue) \(path) \(query)\(String(decoding: request.body, as: UTF8.self))"
    }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
