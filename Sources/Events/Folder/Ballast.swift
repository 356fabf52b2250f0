internal import CLinux
internal import Glibc

/// Room on the disk that is held back and given up when the disk is full, so that the process can still end, or start, in
/// order: the write-ahead logs go into their files, and the folder says that nothing is under way.
///
/// It is not for commands: what refuses them on a full disk is the missing room, and this file is part of why it is missing.
package struct Ballast: Sendable {
    let path: String
    let bytes: UInt64

    /// So much must stay free beside it, so that a small disk is not filled by its own reserve.
    static let margin: UInt64 = 1 << 20

    /// Whether the room is held.
    package var isHeld: Bool { Files.size(path) == bytes }

    /// Holds the room, if the disk has it and `margin` beside it; tells whether it is held now. Real blocks are taken: a
    /// file with holes would reserve nothing.
    @discardableResult
    package func hold() throws(FileError) -> Bool {
        if bytes == 0 || isHeld { return isHeld }
        // The rest of a try that did not come to its end.
        try Files.remove(path)
        guard try Files.room(at: Files.folder(of: path)).free >= bytes + Self.margin else { return false }
        do throws(FileError) {
            try Files.allocate(bytes, at: path)
        } catch  where error.isNoRoom {
            // Somebody else was faster.
            try Files.remove(path)
            return false
        }
        return true
    }

    /// Gives the room up.
    package func release() throws(FileError) { try Files.remove(path) }
}
