import Events
import Synchronization

/// Codes for addresses on the network, from which nobody without the key can find the address; who has the key can tell
/// whether two lines came from one address. Addresses that come back are not reckoned again: a proxy has few.
final class PointCodes: Sendable {
    private let code: HMAC256
    private let known = Mutex<[PeerAddress: UInt128]>([:])

    /// So many are remembered; with more, all are forgotten.
    private static let most = 4_096

    init(key: [UInt8]) { code = HMAC256(key: key) }

    func of(_ peer: PeerAddress) -> AccessPoint {
        guard peer != .local else { return .local }
        if let bits = known.withLock({ $0[peer] }) { return .network(bits) }
        var code = code
        withUnsafeBytes(of: peer.bits.bigEndian) { code.update($0) }
        let bits = code.finish().first128
        known.withLock { known in
            if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
            known[peer] = bits
        }
        return .network(bits)
    }
}
