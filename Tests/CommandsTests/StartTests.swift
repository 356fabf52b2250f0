import Testing

@Test func commandsRoomBuilds() {
    #expect(Bool(true))
}
