import Foundation
import ObservationFiles
import PackedFiles
import PassiveDNS
import TestSupport
import Testing

@Suite struct RegistrationTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func read(_ text: String) throws -> ([Registration], TableReader) {
        var reader = TableReader(file: try folder.write(text, as: "in"))
        return (try reader.registrations(), reader)
    }

    @Test("takes the columns of WhoisXML and DomainTools")
    func tables() throws {
        let (rows, _) = try read(
            """
            "domainName","registrarName","contactEmail","createdDate","expiresDate","standardRegCreatedDate"
            "a.example","Registrar, Inc.","x@b.example","15-sep-1997","14-sep-2030 UTC","1997-09-15 04:00:00 UTC"
            """
        )
        #expect(rows.map(\.domain.text) == ["a.example"])
        #expect(rows[0].created?.description == "1997-09-15T04:00:00Z")
        #expect(rows[0].expires?.date == "2030-09-14")
        #expect(rows[0].registrar == "Registrar, Inc.")
        #expect(rows[0].registrant == "x@b.example")
        let (other, _) = try read("Domain,Create Date,Expiration Date,Registrar\na.example,2015-07-10,2016-07-10,R\n")
        #expect(other[0].created?.date == "2015-07-10")
        #expect(other[0].expires?.date == "2016-07-10")
    }

    static let answer = """
        {"objectClassName":"domain","ldhName":"A.Example","nameservers":[{"ldhName":"ns.example"}],
         "events":[{"eventAction":"registration","eventDate":"2010-01-02T03:04:05Z"},
           {"eventAction":"last changed","eventDate":"2015-01-02T03:04:05.5+01:00"},
           {"eventAction":"expiration","eventDate":"2030-01-02T00:00:00Z"}],
         "entities":[{"roles":["abuse"],"vcardArray":["vcard",[["fn",{},"text","Not this"]]]},
           {"roles":["registrar"],"vcardArray":["vcard",[["version",{},"text","4.0"],["fn",{},"text","Registrar \\"R\\""]]]}]}
        """

    @Test func readsRDAPInLinesArraysAndSearches() throws {
        let oneLine = Self.answer.replacingOccurrences(of: "\n", with: "")
        for text in [
            Self.answer, "[\(Self.answer),\n\(Self.answer)]", "\(oneLine)\n\(oneLine)\n",
            "{\"domainSearchResults\":[\(oneLine)]}",
        ] {
            let (rows, reader) = try read(text)
            #expect(reader.rejects.isEmpty)
            #expect(Set(rows).count == 1)
            #expect(rows[0].domain.text == "a.example")
            #expect(rows[0].created?.description == "2010-01-02T03:04:05Z")
            #expect(rows[0].updated?.description == "2015-01-02T02:04:05Z")
            #expect(rows[0].expires?.date == "2030-01-02")
            #expect(rows[0].registrar == "Registrar \"R\"")
        }
    }

    @Test("times that can't be are refused, and of a search only the results that are wrong")
    func impossibleTimes() throws {
        let (rows, reader) = try read(
            "domain,created\na.example,1969-12-31\nhxxp://b[.]example/,2015-07-10\nN/A,2015-07-10\nc.example,2999-01-01\n"
        )
        #expect(rows.map(\.domain.text) == ["b.example", "c.example"])
        #expect(reader.rejects.map(\.field) == ["created", "domain"])
        var late = TableReader(
            file: try folder.write("domain,created\na.example,2015-07-11\nb.example,2015-07-09\n", as: "in")
        )
        let found = try late.registrations(until: Timestamp(year: 2015, month: 7, day: 10))
        #expect(found.map(\.domain.text) == ["b.example"])
        let (results, search) = try read(
            #"{"domainSearchResults":[{"ldhName":"a.example"},{"ldhName":"b.example","events":[{"eventAction":"registration","eventDate":"2015-07-10T00:00:00Z"}]}]}"#
        )
        #expect(results.map(\.domain.text) == ["b.example"])
        #expect(search.rejected == 1)
    }

    @Test("a reregistration is another registration")
    func reregistration() throws {
        let (rows, _) = try read(
            #"{"objectClassName":"domain","ldhName":"a.example","events":[{"eventAction":"registration","eventDate":"2010-01-02T00:00:00Z"},{"eventAction":"reregistration","eventDate":"2016-01-02T00:00:00Z"}]}"#
        )
        #expect(rows.map { $0.created?.date } == ["2010-01-02", "2016-01-02"])
    }

    @Test("refuses what is no answer about a domain, and says where")
    func refusesOtherAnswers() throws {
        let (rows, reader) = try read(
            """
            {"errorCode":404,"title":"Not found"}
            {"objectClassName":"nameserver","ldhName":"ns.example"}
            {"objectClassName":"domain","ldhName":"a.example"}
            {"objectClassName":"domain","events":[]}
            {"objectClassName":"domain","ldhName":"a.example","events":[{"eventAction":"registration","eventDate":"soon"}]}
            """
        )
        #expect(rows.isEmpty)
        #expect(reader.records == 5)
        #expect(reader.rejects.map(\.line) == [1, 3, 4, 5, 2])
        #expect(reader.rejects.map(\.field) == ["errorCode", "events", "ldhName", "eventDate", "objectClassName"])
    }

    @Test("reads WHOIS replies one after another, and takes no contact's dates")
    func whois() throws {
        let (rows, reader) = try read(
            """
            % a remark
            Domain Name: A.EXAMPLE
            Registrar: First Registrar
            Creation Date: 12-sep-1995
            Updated Date: 2013-07-05T00:00:00Z
            Domain Name: a.example
            Creation Date: 1995-09-12T04:00:00Z

            domain:     b.test
            changed:    20110426 17:57:27

            nic-hdl:    XY-TEST
            created:    2001-01-01

            Domain name:
                c.test

            Registrar:
                Name: Second Registrar

            Relevant dates:
                Registered on: 2nd April, 2001
                Expiry date: 14-Feb-2030

            Domain name: d.test
            Status: free
            """
        )
        #expect(rows.map(\.domain.text) == ["a.example", "b.test", "c.test"])
        #expect(rows.map { $0.created?.description } == ["1995-09-12T04:00:00Z", nil, "2001-04-02T00:00:00Z"])
        #expect(rows[1].updated?.description == "2011-04-26T17:57:27Z")
        #expect(rows.map(\.registrar) == ["First Registrar", "", "Second Registrar"])
        #expect(reader.records == 4)
        #expect(reader.rejects.map(\.line) == [25])
    }

    @Test("a registry that puts the class before each label tells of one domain")
    func labelsOfAClass() throws {
        let (rows, reader) = try read(
            """
            domain:Class-Name:domain
            domain:Auth-Area:a.test
            domain:Guardian;I:444.a.test
            domain:Domain-Name:a.test
            domain:Primary-Server;I:111.a.test
            domain:Created:20090324
            """
        )
        #expect(rows.map(\.domain.text) == ["a.test"])
        #expect(rows.map { $0.created?.date } == ["2009-03-24"])
        #expect(reader.rejected == 0)
    }

    @Test("a day and a month are told apart by the registry, or not at all")
    func dayAndMonth() throws {
        let (rows, _) = try read(
            """
            Domain: a.tk
            Domain registered: 12/11/2001
            Domain: a.lu
            registered: 04/06/2003
            Domain: a.example
            created: 04/06/2003
            expires: 24/06/2033
            """
        )
        #expect(rows.map { $0.created?.date } == ["2001-12-11", "2003-06-04", nil])
        #expect(rows[2].expires?.date == "2033-06-24")
    }

    @Test func refusesFilesThatAreNothingOfThis() throws {
        #expect(throws: InputError.self) { try read("colour,size\nred,3\n") }
        #expect(try read("").0.isEmpty)
    }

    @Test("objects that are about no domain are passed over, unless they are all that there is")
    func otherObjects() throws {
        let other = #"{"objectClassName":"nameserver","ldhName":"ns.example"}"#
        let (rows, reader) = try read("[\(other),\n\(Self.answer),\n\(other)]")
        #expect(rows.count == 1 && reader.rejected == 0)
        let (none, alone) = try read("[\(other),\(other)]")
        #expect(none.isEmpty && alone.rejected == 1)
        #expect(alone.rejects.first?.reason == "is nameserver, not domain")
    }
}
