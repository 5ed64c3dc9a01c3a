/// What a record in the store is known by.
struct RecordKey: Equatable {
    var rrname: Int64
    var rrtype: Int64
    var rdata: Int64

    /// Gives the key to a statement's first three parameters.
    func bind(to statement: PreparedStatement) {
        statement.bind(1, rrname)
        statement.bind(2, rrtype)
        statement.bind(3, rdata)
    }
}
