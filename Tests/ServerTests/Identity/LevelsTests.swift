import Commands
import Events
import Testing

@testable import Server

@Suite struct LevelsTests {
    @Test func raisesWhatItNames() throws {
        let levels = try Levels("sign-contract=hoog,look=hoog")
        #expect(levels.look == .hoog && levels.level(of: SignContract.self) == .hoog)
        #expect(levels.level(of: SubmitContract.self) == .substantieel)
        #expect(Levels.usual.look == .substantieel && Levels.usual.level(of: SignContract.self) == .substantieel)
        #expect(try Levels("sign-contract=substantieel").level(of: SignContract.self) == .substantieel)
    }

    @Test(arguments: [
        "", "look", "look=", "look=midden", "look=eh4", "sign-contract=basis", "sign-contract=midden", "nothing=hoog",
        "look=hoog,", "sign-contract=hoog,sign-contract=hoog", "look=hoog=hoog", "Look=hoog",
    ])
    func lowersNothingAndGuessesNothing(_ text: String) {
        #expect(throws: UsageFault.self) { try Levels(text) }
    }
}
