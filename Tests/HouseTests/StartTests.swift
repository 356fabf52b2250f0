import Testing

@Test func houseRoomBuilds() {
    #expect(Bool(true))
}
