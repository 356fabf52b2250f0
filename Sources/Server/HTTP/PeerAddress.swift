import CLinux
import Glibc

/// The address at the other end of a connection, for limits per peer. A Unix socket has one peer: the proxy behind it.
struct PeerAddress: Sendable, Hashable {
    let bits: UInt128

    static let local = PeerAddress(bits: 0)

    init(bits: UInt128) {
        self.bits = bits
    }

    /// An IPv4 address is kept in its IPv6-mapped form; everything that has no address is local.
    init(_ address: sockaddr_storage) {
        guard address.ss_family == sa_family_t(AF_INET) else {
            self = .local
            return
        }
        let number = withUnsafeBytes(of: address) { $0.load(as: sockaddr_in.self).sin_addr.s_addr }
        bits = 0xFFFF_0000_0000 | UInt128(UInt32(bigEndian: number))
    }
}
