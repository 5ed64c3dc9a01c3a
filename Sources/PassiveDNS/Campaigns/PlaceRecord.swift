/// What an analysis made of an address, as it is remembered.
public struct PlaceRecord: Hashable, Sendable {
    /// The address.
    public var address: IPAddress
    /// What kind of place it is, such as `shared`.
    public var hubClass: String
    /// How many registrable domains were ever seen on it.
    public var fanOut: Int

    /// Makes a record.
    public init(address: IPAddress, hubClass: String, fanOut: Int) {
        self.address = address
        self.hubClass = hubClass
        self.fanOut = fanOut
    }
}
