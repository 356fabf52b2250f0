import Synchronization

/// Counts open connections, in all and per peer, over all loops.
final class PeerCounts: Sendable {
    private struct Counts {
        var total = 0
        var perPeer: [PeerAddress: Int] = [:]
    }

    private let counts = Mutex(Counts())
    private let most: Int
    private let mostPerPeer: Int

    init(most: Int, mostPerPeer: Int) {
        self.most = most
        self.mostPerPeer = mostPerPeer
    }

    var total: Int { counts.withLock { $0.total } }

    /// Counts a new connection in, or says no.
    func enter(_ peer: PeerAddress) -> Bool {
        counts.withLock { counts in
            let ofPeer = counts.perPeer[peer, default: 0]
            guard counts.total < most, ofPeer < mostPerPeer else { return false }
            counts.total += 1
            counts.perPeer[peer] = ofPeer + 1
            return true
        }
    }

    func leave(_ peer: PeerAddress) {
        counts.withLock { counts in
            let ofPeer = counts.perPeer[peer, default: 0]
            precondition(counts.total > 0 && ofPeer > 0, "a connection leaves once")
            counts.total -= 1
            counts.perPeer[peer] = ofPeer == 1 ? nil : ofPeer - 1
        }
    }
}
