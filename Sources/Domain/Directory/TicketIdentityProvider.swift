import Cryptography
import JSONTree
import NationalCodes

/// One request to another system, and its answer. The shell implements it.
package protocol HTTPExchange: Sendable {
    /// Posts form fields and gives the status and the body; throws when there is no answer in time.
    func post(_ location: String, fields: [(name: String, value: String)]) async throws -> (status: Int, body: [UInt8])
}

/// The sign-on that most provinces have: a ticket comes back with the browser, is changed for a token, and the token
/// for the person, each call with signed parameters.
///
/// Names of parameters, pointers into the answers and the wording of levels differ by province and are configuration.
package struct TicketIdentityProvider: IdentityProvider {
    /// How a province's interface is spoken to.
    package struct Configuration: Sendable, Hashable {
        /// Signature over the parameters sorted by name, `name=value` joined with `&`, with the secret as key.
        package enum Signature: String, Sendable, Hashable {
            case hmacSHA256 = "hmac-sha256"
            case hmacSM3 = "hmac-sm3"

            var digest: Digest { self == .hmacSHA256 ? .sha256 : .sm3 }
        }

        package var signInLocation: String
        package var tokenLocation: String
        package var personLocation: String
        package var applicationID: String
        package var secret: String
        package var signature: Signature = .hmacSHA256
        package var returnLocation: String
        /// The parameter in which the ticket comes back.
        package var ticketParameter = "ticket"
        /// Where the token stands in the first answer.
        package var tokenPointer = "/data/token"
        package var idNumberPointer = "/data/idNumber"
        package var namePointer = "/data/name"
        package var phonePointer = "/data/phone"
        package var levelPointer = "/data/level"
        /// The province's word for each level of assurance; other words count as declared only.
        package var verifiedLevels: Set<String> = ["2", "L2"]
        package var strongLevels: Set<String> = ["3", "L3"]

        package init(
            signInLocation: String, tokenLocation: String, personLocation: String, applicationID: String,
            secret: String, returnLocation: String
        ) {
            self.signInLocation = signInLocation
            self.tokenLocation = tokenLocation
            self.personLocation = personLocation
            self.applicationID = applicationID
            self.secret = secret
            self.returnLocation = returnLocation
        }
    }

    package let name = "province"
    private let configuration: Configuration
    private let exchange: any HTTPExchange

    package init(_ configuration: Configuration, exchange: any HTTPExchange) {
        self.configuration = configuration
        self.exchange = exchange
    }

    package func signInLocation(state: String) -> String? {
        let fields = [
            ("appid", configuration.applicationID), ("redirect_uri", configuration.returnLocation), ("state", state),
        ]
        let query = fields.map { "\($0.0)=\(TicketIdentityProvider.percentEncoded($0.1))" }.joined(separator: "&")
        return configuration.signInLocation + (configuration.signInLocation.contains("?") ? "&" : "?") + query
    }

    package func person(for answer: [String: String], now: Int64) async throws -> VerifiedPerson {
        guard let ticket = answer[configuration.ticketParameter], (1...512).contains(ticket.utf8.count) else {
            throw DirectoryError(.ticketRefused)
        }
        let first = try await ask(configuration.tokenLocation, [("ticket", ticket)], now: now)
        guard let token = try text(first, configuration.tokenPointer) else { throw DirectoryError(.ticketRefused) }
        let second = try await ask(configuration.personLocation, [("token", token)], now: now)
        guard let number = try text(second, configuration.idNumberPointer),
            let personName = try text(second, configuration.namePointer), !personName.isEmpty
        else { throw DirectoryError(.ticketRefused) }
        guard let idNumber = CitizenID.normalised(number) else { throw DirectoryError(.malformedIdentity) }
        let level = try text(second, configuration.levelPointer) ?? ""
        let assurance: IdentityAssurance =
            configuration.strongLevels.contains(level)
            ? .strong : configuration.verifiedLevels.contains(level) ? .verified : .declared
        guard assurance >= .verified else { throw DirectoryError(.assuranceTooLow) }
        return VerifiedPerson(
            idNumber: idNumber, name: personName, phone: try text(second, configuration.phonePointer),
            assurance: assurance)
    }

    private func ask(_ location: String, _ fields: [(String, String)], now: Int64) async throws -> JSON {
        let answer: (status: Int, body: [UInt8])
        do {
            answer = try await exchange.post(location, fields: try signed(fields, now: now))
        } catch {
            throw DirectoryError(.providerUnavailable)
        }
        guard answer.status < 500 else { throw DirectoryError(.providerUnavailable) }
        guard answer.status == 200, let json = try? JSON(parsing: answer.body) else {
            throw DirectoryError(.ticketRefused)
        }
        return json
    }

    /// The fields with the application, the time, a number used once, and the signature over all of them.
    func signed(_ fields: [(String, String)], now: Int64) throws -> [(name: String, value: String)] {
        var all = fields.map { (name: $0.0, value: $0.1) }
        all.append((name: "appid", value: configuration.applicationID))
        all.append((name: "timestamp", value: String(now / 1000)))
        all.append((name: "nonce", value: try SecureRandom.shared.token(12)))
        all.sort { $0.name < $1.name }
        let text = all.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        let code = MessageAuthentication.code(
            configuration.signature.digest, key: Array(configuration.secret.utf8), Array(text.utf8))
        all.append((name: "sign", value: Hexadecimal.encoded(code)))
        return all
    }

    private func text(_ json: JSON, _ pointer: String) throws -> String? {
        guard let value = json[try JSONPointer(parsing: pointer)] else { return nil }
        return value.string ?? value.integer.map(String.init)
    }

    private static func percentEncoded(_ text: String) -> String {
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: encoded.append(byte)
            default: encoded.append(contentsOf: "%\(Hexadecimal.encoded([byte]).uppercased())".utf8)
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
