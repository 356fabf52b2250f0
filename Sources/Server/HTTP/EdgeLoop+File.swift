import Glibc

/// Answers that are sent from the disk.
extension EdgeLoop {
    /// How much of a file one connection sends before the others have their turn.
    private static var fileTurn: Int { 4 << 20 }
    /// Who takes so much in the time for one write keeps his connection.
    private static var filePace: Int { 1 << 20 }

    /// Goes on after the head of an answer: with its file, where it has one, until the socket takes no more.
    func sendFile(_ connection: ClientConnection) {
        guard let file = connection.file else { return finish(connection) }
        if connection.fileStart == 0 { setDeadline(connection, seconds: shared.settings.writeSeconds) }
        let turnEnd = min(file.byteCount, connection.fileStart + Self.fileTurn)
        while connection.fileStart < turnEnd {
            let start = connection.fileStart
            let count = file.send(to: connection.descriptor, from: start, most: turnEnd - start)
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                connection.phase = .writing
                // Anything else than a socket that is full is the end; so is a file that was cut off meanwhile.
                if count == 0 || errno != EAGAIN { drop(connection) }
                return
            }
            connection.fileStart += count
            if connection.fileStart / Self.filePace > start / Self.filePace {
                setDeadline(connection, seconds: shared.settings.writeSeconds)
            }
        }
        guard connection.fileStart < file.byteCount else {
            connection.file = nil
            return finish(connection)
        }
        connection.phase = .writing
        guard !connection.waitsForTurn else { return }
        connection.waitsForTurn = true
        unfinished.append(connection)
    }

    /// Goes on with a connection that had used up its turn.
    func resume(_ connection: ClientConnection) {
        connection.waitsForTurn = false
        guard connections[connection.slot] === connection else { return }
        if connection.phase == .writing { sendRest(connection) }
        pump(connection)
    }
}
