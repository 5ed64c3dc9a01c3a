internal import PassiveDNS

extension Places {
    /// The place of a holding, or −1 where it links nothing.
    ///
    /// An address left out of linking is a place of their own for the names that the analyst confirmed there, unless the
    /// analyst distrusts it.
    func place(of holding: Int, _ units: Units, _ judgements: Judgements) -> Int32 {
        let address = units.address[holding]
        let place = ofAddress[Int(address)]
        guard place < 0, judgements.hasHoldings, !judgements.distrusts(address) else { return place }
        let isConfirmed = units.names[units.unit[holding]].contains { judgements.confirms($0, on: address) }
        return isConfirmed ? address : -1
    }
}
