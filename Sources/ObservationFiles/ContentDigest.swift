internal import CCrypto
internal import Dispatch

/// SHA-256 (FIPS 180-4) over bytes as they come, through OpenSSL.
package struct ContentDigest: ~Copyable {
    private let context: OpaquePointer?
    private let queue = DispatchQueue(label: "digest")

    package init() {
        context = EVP_MD_CTX_new()
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
    }

    deinit {
        settle()
        EVP_MD_CTX_free(context)
    }

    /// Takes more bytes.
    package func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    /// Takes more bytes on another thread; they must stay as they are until ``settle()`` returns.
    func begin(_ bytes: UnsafeRawBufferPointer) {
        nonisolated(unsafe) let (context, bytes) = (context, bytes)
        queue.async { EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) }
    }

    /// Waits until all bytes are taken.
    func settle() {
        queue.sync {}
    }

    /// The digest in hexadecimal.
    package func finish() -> String {
        settle()
        var bytes = [UInt8](repeating: 0, count: 64)
        var length: UInt32 = 0
        EVP_DigestFinal_ex(context, &bytes, &length)
        let digits = Array("0123456789abcdef")
        return String(bytes.prefix(Int(length)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
