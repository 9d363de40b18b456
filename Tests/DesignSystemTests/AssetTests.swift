import DesignSystem
import Foundation
import Testing

@Suite struct AssetTests {
    /// FNV-1a of 64 bits, twice: enough to tell contents apart in a test.
    static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return withUnsafeBytes(of: hash.bigEndian) { Array($0) + Array($0) }
    }

    static func catalogue() throws -> AssetCatalogue {
        try AssetCatalogue(folder: Repository.publicFolder.path, digest: digest)
    }

    private func files(_ css: String, _ picture: String = "<svg/>") -> [String: [UInt8]] {
        ["css/1.css": Array(css.utf8), "css/2.css": Array(".b { color: red; }".utf8), "img/a.svg": Array(picture.utf8)]
    }

    @Test func `the product's own files are found under names with their hash`() throws {
        let catalogue = try Self.catalogue()
        let style = try #require(catalogue.url("app.css"))
        #expect(style.wholeMatch(of: /\/assets\/app\.[0-9a-f]{20}\.css/) != nil)
        let asset = try #require(catalogue.asset(at: style))
        #expect(asset.contentType == "text/css; charset=utf-8")
        #expect(catalogue.asset(at: "/assets/app.css") == nil)
        #expect(catalogue.links.style == style)
        #expect(catalogue.links.script != nil)
        #expect(catalogue.asset(at: "/assets/css/10-tokens.css") == nil)
    }

    @Test func `a changed picture changes its own name and that of the style sheet that names it`() throws {
        let css = ".a { background: url(\"../img/a.svg\") }"
        let one = try AssetCatalogue(files: files(css), digest: Self.digest)
        let other = try AssetCatalogue(files: files(css, "<svg></svg>"), digest: Self.digest)
        #expect(one.url("img/a.svg") != other.url("img/a.svg"))
        #expect(one.url("app.css") != other.url("app.css"))
        let bytes = try #require(one.assets.first { $0.name == "app.css" }).bytes
        #expect(
            String(decoding: bytes, as: UTF8.self) == ".a{background:url(\"\(one.url("img/a.svg")!)\")}.b{color:red}")
    }

    @Test func `style sheets are joined in their order, without comments, strings untouched`() throws {
        let css =
            "/* a { } */ .a::before { content: \" /* x */  {\"; }\n@media (min-width: 40rem) and (orientation: landscape) { .c > .d { margin: 0 auto } }"
        let catalogue = try AssetCatalogue(files: files(css), digest: Self.digest)
        let bytes = try #require(catalogue.assets.first { $0.name == "app.css" }).bytes
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == ".a::before{content:\" /* x */  {\"}@media (min-width:40rem) and (orientation:landscape){.c > .d{margin:0 auto}}.b{color:red}"
        )
    }

    @Test func `a style sheet that names a missing file is refused`() {
        do {
            _ = try AssetCatalogue(files: files(".a { background: url(../img/none.svg) }"), digest: Self.digest)
            Issue.record("was taken")
        } catch {
            #expect(error.code == .reference)
            #expect(error.name.contains("none.svg"))
        }
    }

    @Test func `a missing folder is said to be missing`() {
        #expect(throws: AssetError.self) { try AssetCatalogue(folder: "/nowhere/at/all", digest: Self.digest) }
        #expect(throws: AssetError.self) { try AssetCatalogue(files: [:], digest: Self.digest) }
    }

    @Test func `htmx is offered only where it has been installed`() throws {
        var files = files(".a {}")
        #expect(try AssetCatalogue(files: files, digest: Self.digest).links.htmx == nil)
        files["vendor/htmx/htmx.min.js"] = Array("x".utf8)
        #expect(
            try AssetCatalogue(files: files, digest: Self.digest).links.htmx?.hasPrefix("/assets/vendor/htmx/htmx.min.")
                == true)
    }

    @Test func `text is kept compressed when that is smaller, pictures of points never`() throws {
        var files = files(".a {}")
        files["img/b.png"] = [1, 2, 3]
        let catalogue = try AssetCatalogue(files: files, digest: Self.digest) { Array($0.prefix(2)) }
        #expect(catalogue.assets.first { $0.name == "img/a.svg" }?.gzip?.count == 2)
        #expect(catalogue.assets.first { $0.name == "img/b.png" }?.gzip == nil)
        let larger = try AssetCatalogue(files: files, digest: Self.digest) { $0 + $0 }
        #expect(larger.assets.allSatisfy { $0.gzip == nil })
    }
}
