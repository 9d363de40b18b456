package import Cryptography

/// Keys that are the same in each run.
package enum TestKeys {
    /// A ring with one key of a suite.
    package static func keyring(_ suite: SealSuite = .aes256GCM) throws -> Keyring {
        try Keyring(
            keys: [Keyring.Key(id: 1, suite: suite, master: Array(repeating: 7, count: 32))],
            indexMaster: Array(repeating: 9, count: 32))
    }
}
