import Cryptography
import Directory
import Foundation
import JSONTree
import TestSupport
import Testing

/// A province that a test plays: it checks what it is asked and answers as told.
final class StandInProvince: HTTPExchange {
    typealias Answer = (status: Int, body: String)

    let asked = Shared<[(location: String, fields: [String: String])]>([])
    private let secret: String
    private let digest: Digest
    private let token: Answer
    private let person: Answer

    struct NoAnswer: Error {}

    init(secret: String, digest: Digest = .sha256, token: Answer, person: Answer) {
        self.secret = secret
        self.digest = digest
        self.token = token
        self.person = person
    }

    func post(_ location: String, fields: [(name: String, value: String)]) async throws -> (status: Int, body: [UInt8])
    {
        asked.change { $0.append((location, Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) }))) }
        // The signature as the province works it out: all fields but itself, sorted, joined, keyed with the secret.
        let signed = fields.filter { $0.name != "sign" }.sorted { $0.name < $1.name }
            .map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        let code = Hexadecimal.encoded(MessageAuthentication.code(digest, key: Array(secret.utf8), Array(signed.utf8)))
        guard fields.first(where: { $0.name == "sign" })?.value == code else { return (403, Array("{}".utf8)) }
        let answer = location.hasSuffix("/token") ? token : person
        if answer.status == 0 { throw NoAnswer() }
        return (answer.status, Array(answer.body.utf8))
    }
}

@Suite struct TicketIdentityProviderTests {
    private static let number = TestPeople.number("19900314", 12)

    private func configuration(
        _ signature: TicketIdentityProvider.Configuration.Signature = .hmacSHA256
    ) -> TicketIdentityProvider.Configuration {
        var configuration = TicketIdentityProvider.Configuration(
            signInLocation: "https://province.example/login", tokenLocation: "https://province.example/token",
            personLocation: "https://province.example/person", applicationID: "yw 1", secret: "s3cret",
            returnLocation: "https://songhe.example/sign-in/province?x=1")
        configuration.signature = signature
        return configuration
    }

    private static let good: StandInProvince.Answer = (200, #"{"data":{"token":"T-1"}}"#)

    private func person(level: String = "\"3\"", number: String = number, name: String = "赵一") -> StandInProvince.Answer
    {
        (200, #"{"data":{"idNumber":"\#(number)","name":"\#(name)","phone":"19900000001","level":\#(level)}}"#)
    }

    private func refusal(
        token: StandInProvince.Answer = good, person: StandInProvince.Answer? = nil,
        answer: [String: String] = ["ticket": "t-1"]
    ) async -> DirectoryError.Code? {
        let province = StandInProvince(secret: "s3cret", token: token, person: person ?? self.person())
        let provider = TicketIdentityProvider(configuration(), exchange: province)
        return await directoryCode { _ = try await provider.person(for: answer, now: TestClock.start) }
    }

    @Test(arguments: [
        (TicketIdentityProvider.Configuration.Signature.hmacSHA256, Digest.sha256), (.hmacSM3, .sm3),
    ])
    func `a ticket becomes a person over two signed calls`(
        signature: TicketIdentityProvider.Configuration.Signature, digest: Digest
    ) async throws {
        let province = StandInProvince(secret: "s3cret", digest: digest, token: Self.good, person: person())
        let provider = TicketIdentityProvider(configuration(signature), exchange: province)
        let person = try await provider.person(for: ["ticket": "t-1", "state": "s"], now: TestClock.start)
        #expect(person.idNumber == Self.number)
        #expect(person.name == "赵一")
        #expect(person.phone == "19900000001")
        #expect(person.assurance == .strong)
        let asked = province.asked.value
        #expect(asked.map(\.location) == ["https://province.example/token", "https://province.example/person"])
        #expect(asked[0].fields["ticket"] == "t-1")
        #expect(asked[1].fields["token"] == "T-1")
        #expect(asked[0].fields["timestamp"] == "1785718800000")
        #expect(asked[0].fields["nonce"] != asked[1].fields["nonce"])
        // The secret itself never travels.
        #expect(!asked.contains { $0.fields.values.contains("s3cret") })
    }

    @Test func `a call signed with another secret or digest is refused by the province and told as refused`() async {
        for digest in Digest.allCases {
            let province = StandInProvince(
                secret: digest == .sha256 ? "another" : "s3cret", digest: digest, token: Self.good, person: person())
            let provider = TicketIdentityProvider(configuration(), exchange: province)
            let code = await directoryCode {
                _ = try await provider.person(for: ["ticket": "t-1"], now: TestClock.start)
            }
            #expect(code == .ticketRefused)
        }
    }

    @Test func `a missing, empty or overlong ticket is refused without a call`() async {
        let province = StandInProvince(secret: "s3cret", token: Self.good, person: person())
        let provider = TicketIdentityProvider(configuration(), exchange: province)
        for answer in [[:], ["ticket": ""], ["ticket": String(repeating: "x", count: 513)], ["code": "t"]] {
            let code = await directoryCode { _ = try await provider.person(for: answer, now: TestClock.start) }
            #expect(code == .ticketRefused)
        }
        #expect(province.asked.value.isEmpty)
    }

    @Test func `a province that refuses, fails or does not answer is told apart`() async {
        #expect(await refusal(token: (401, "{}")) == .ticketRefused)
        #expect(await refusal(token: (200, #"{"data":{}}"#)) == .ticketRefused)
        #expect(await refusal(token: (200, "<html>")) == .ticketRefused)
        #expect(await refusal(token: (503, "{}")) == .providerUnavailable)
        #expect(await refusal(token: (0, "")) == .providerUnavailable)
        #expect(await refusal(person: (500, "{}")) == .providerUnavailable)
        #expect(await refusal(person: (200, #"{"data":{"name":"赵一"}}"#)) == .ticketRefused)
        #expect(await refusal(person: person(name: "")) == .ticketRefused)
    }

    @Test func `levels of assurance are the province's words`() async throws {
        #expect(await refusal(person: person(level: "\"1\"")) == .assuranceTooLow)
        #expect(await refusal(person: person(level: "null")) == .assuranceTooLow)
        #expect(await refusal(person: person(level: "\"admin\"")) == .assuranceTooLow)
        for (level, expected) in [("2", IdentityAssurance.verified), ("\"L2\"", .verified), ("3", .strong)] {
            let province = StandInProvince(secret: "s3cret", token: Self.good, person: person(level: level))
            let found = try await TicketIdentityProvider(configuration(), exchange: province)
                .person(for: ["ticket": "t"], now: 0)
            #expect(found.assurance == expected)
        }
    }

    @Test func `a number with a wrong check character is told as malformed, an old one becomes eighteen`() async throws
    {
        #expect(await refusal(person: person(number: TestPeople.broken(Self.number))) == .malformedIdentity)
        #expect(await refusal(person: person(number: "")) == .malformedIdentity)
        let old = StandInProvince(
            secret: "s3cret", token: Self.good, person: person(number: TestPeople.oldForm(Self.number)))
        let found = try await TicketIdentityProvider(configuration(), exchange: old).person(
            for: ["ticket": "t"], now: 0)
        #expect(found.idNumber == Self.number)
    }

    @Test func `the sign-in location carries application, return and state, percent-encoded`() {
        let provider = TicketIdentityProvider(
            configuration(), exchange: StandInProvince(secret: "", token: Self.good, person: person()))
        #expect(
            provider.signInLocation(state: "a&b=c")
                == "https://province.example/login?appid=yw%201"
                + "&redirect_uri=https%3A%2F%2Fsonghe.example%2Fsign-in%2Fprovince%3Fx%3D1&state=a%26b%3Dc")
    }
}
