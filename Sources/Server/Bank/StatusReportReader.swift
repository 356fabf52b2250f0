import Events

/// Reads a pain.002 whole, or says on which line it cannot be used.
///
/// Versions .03, .10 and .12 agree in everything that is read here.
struct StatusReportReader {
    private var document: BankDocument
    private var seen: Set<String> = []

    private static let root = "CstmrPmtStsRpt"
    private static let messages = ["pain.002.001.03": root, "pain.002.001.10": root, "pain.002.001.12": root]

    /// The report in these bytes.
    static func read(_ bytes: [UInt8], mostBytes: Int = BankFileLimits.bytesMost) throws(BankFileFault) -> StatusReport
    {
        var reader = StatusReportReader(
            document: try BankDocument(bytes, mostBytes: mostBytes, messages: messages))
        return try reader.report()
    }

    private mutating func report() throws(BankFileFault) -> StatusReport {
        let line = document.line
        var message: String?
        var group: (original: String, status: BankStatus?, reasons: [String])?
        var batches: [StatusReport.Batch] = []
        while let name = try document.child() {
            switch name {
            case "GrpHdr":
                guard message == nil else { throw document.fault(.repeatedElement) }
                message = try messageID()
            case "OrgnlGrpInfAndSts":
                guard group == nil else { throw document.fault(.repeatedElement) }
                group = try originalGroup()
            case "OrgnlPmtInfAndSts": batches.append(try batch())
            default: try document.skip()
            }
        }
        try document.finish()
        guard let message, let group else { throw document.fault(.missingElement, at: line) }
        return StatusReport(
            message: message, original: group.original, status: group.status, reasons: group.reasons, batches: batches)
    }

    private mutating func messageID() throws(BankFileFault) -> String {
        let line = document.line
        var message: String?
        while let name = try document.child() {
            if name == "MsgId" { try document.take(&message) } else { try document.skip() }
        }
        guard let message else { throw document.fault(.missingElement, at: line) }
        return message
    }

    private mutating func originalGroup() throws(BankFileFault) -> (String, BankStatus?, [String]) {
        let line = document.line
        var original: String?
        var format: String?
        var status: BankStatus?
        var reasons: [String] = []
        while let name = try document.child() {
            switch name {
            case "OrgnlMsgId": try document.take(&original)
            case "OrgnlMsgNmId":
                let line = document.line
                try document.take(&format)
                guard format?.hasPrefix("pain.001") ?? false else { throw document.fault(.otherOriginal, at: line) }
            case "GrpSts": try take(&status)
            case "StsRsnInf": try reason(&reasons)
            default: try document.skip()
            }
        }
        guard let original, format != nil else { throw document.fault(.missingElement, at: line) }
        return (original, status, reasons)
    }

    private mutating func batch() throws(BankFileFault) -> StatusReport.Batch {
        let line = document.line
        var batch: String?
        var status: BankStatus?
        var reasons: [String] = []
        var transfers: [StatusReport.TransferStatus] = []
        while let name = try document.child() {
            switch name {
            case "OrgnlPmtInfId": try document.take(&batch)
            case "PmtInfSts": try take(&status)
            case "StsRsnInf": try reason(&reasons)
            case "TxInfAndSts": transfers.append(try transfer())
            default: try document.skip()
            }
        }
        guard let batch else { throw document.fault(.missingElement, at: line) }
        return StatusReport.Batch(batch: batch, status: status, reasons: reasons, transfers: transfers)
    }

    private mutating func transfer() throws(BankFileFault) -> StatusReport.TransferStatus {
        let line = document.line
        var instruction: String?
        var endToEnd: String?
        var status: BankStatus?
        var reasons: [String] = []
        while let name = try document.child() {
            switch name {
            case "OrgnlInstrId": try document.take(&instruction)
            case "OrgnlEndToEndId":
                let line = document.line
                try document.take(&endToEnd)
                if let endToEnd, endToEnd != BankStatement.notProvided, !seen.insert(endToEnd).inserted {
                    throw document.fault(.repeatedID, at: line)
                }
            case "TxSts": try take(&status)
            case "StsRsnInf": try reason(&reasons)
            default: try document.skip()
            }
        }
        return StatusReport.TransferStatus(
            endToEnd: endToEnd == BankStatement.notProvided ? nil : endToEnd, instruction: instruction, status: status,
            reasons: reasons, line: line)
    }

    /// Adds the code of a reason, if there is one.
    private mutating func reason(_ reasons: inout [String]) throws(BankFileFault) {
        while let name = try document.child() {
            if name == "Rsn" {
                if let code = try document.chosenCode() { reasons.append(code) }
            } else {
                try document.skip()
            }
        }
    }

    private mutating func take(_ field: inout BankStatus?) throws(BankFileFault) {
        guard field == nil else { throw document.fault(.repeatedElement) }
        let line = document.line
        guard let status = BankStatus(try document.code()) else { throw document.fault(.unknownStatus, at: line) }
        field = status
    }
}
