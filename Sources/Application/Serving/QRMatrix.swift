import CQREncode

/// The modules of a QR code (ISO/IEC 18004), made by libqrencode.
enum QRMatrix {
    /// Rows of modules, dark is true; empty when the text does not fit.
    static func modules(of text: String) -> [[Bool]] {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return [] }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard let data = code.pointee.data else { return [] }
        return (0..<width).map { row in (0..<width).map { column in data[row * width + column] & 1 == 1 } }
    }
}
