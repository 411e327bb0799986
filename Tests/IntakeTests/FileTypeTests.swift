import Domain
import Intake
import Testing

@Suite struct FileTypeTests {
    private static func box(_ brand: String) -> [UInt8] {
        [0, 0, 0, 0x18] + Array("ftyp\(brand)".utf8) + [0, 0, 0, 0] + Array("mif1\(brand)".utf8)
    }

    private static let jpeg: [UInt8] =
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10] + Array("JFIF".utf8) + [0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xDB, 0, 0x43]
    private static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D] + Array("IHDR".utf8)
        + [0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0]
    private static let webp: [UInt8] = Array("RIFF".utf8) + [0x24, 0, 0, 0] + Array("WEBPVP8 ".utf8) + [0x18, 0, 0, 0]
    private static let pdf = Array("%PDF-1.7\n%\u{E2}\u{E3}\n1 0 obj\n<< /Type /Catalog >>\nendobj\n".utf8)

    @Test("P22 what phones and offices send is recognised by its content")
    func recognised() throws {
        #expect(try FileType.recognize(Self.jpeg) == .jpeg)
        #expect(try FileType.recognize(Self.png) == .png)
        #expect(try FileType.recognize(Self.webp) == .webp)
        #expect(try FileType.recognize(Self.box("heic")) == .heic)
        #expect(try FileType.recognize(Self.box("heix")) == .heic)
        #expect(try FileType.recognize(Self.box("mif1")) == .heic)
        #expect(try FileType.recognize(Self.pdf) == .pdf)
        #expect(try FileType.recognize(Array("Καλημέρα, η αντλία στάζει.\r\n".utf8)) == .text)
        #expect(try FileType.recognize(Array("date;montant\n2026-11-23;450,00\n".utf8)) == .text)
    }

    @Test("a text cut inside a character by the end of the head is text")
    func cutText() throws {
        let long = Array(("a" + String(repeating: "é", count: FileType.headLength)).utf8)
        #expect(try FileType.recognize(long) == .text)
    }

    @Test(
        "P25 what can run is refused, whatever it is called",
        arguments: [
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
            "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "<!DOCTYPE html><html><body>hi</body></html>", "<html><img src=x onerror=alert(1)>",
            "  \n\t<HTML><script>1</script>", "hello <script>alert(1)</script>", "\u{FEFF}<html></html>",
            "#!/bin/sh\nrm -rf /\n", "<?php echo 1; ?>", "@echo off\r\ndel *.*\r\n",
            "MZ\u{90}\0\u{3}\0\0\0\u{4}\0\0\0", "\u{7F}ELF\u{2}\u{1}\u{1}\0", "PK\u{3}\u{4}\u{14}\0\0\0\u{8}\0",
            "GIF89a\u{1}\0\u{1}\0\0\0\0", "%!PS-Adobe-3.0\n", "{\\rtf1 hello}",
            "<html><!-- %PDF-1.4 -->", "junk\n%PDF-1.4\n", "text with \0 in it", "Rar!\u{1A}\u{7}\0",
            "\0\0\0\u{18}ftypisom\0\0\0\0isommp41", "\0\0\0\u{18}ftypavif\0\0\0\0avifmif1",
        ])
    func refused(text: String) {
        #expect(throws: Problem(field: "files", key: "file.type", arguments: ["name": "photo.jpg"])) {
            try FileType.recognize(Array(text.utf8), field: "files", name: "photo.jpg")
        }
    }

    @Test("P25 a page with a picture behind it is no picture")
    func polyglot() {
        let page = Array("<html><script>1</script>".utf8)
        for picture in [Self.jpeg, Self.png, Self.pdf] {
            #expect(throws: Problem.self) { try FileType.recognize(page + picture) }
        }
    }

    @Test("an empty file is named as such")
    func empty() {
        #expect(throws: Problem(field: "", key: "file.empty", arguments: ["name": "a"])) {
            try FileType.recognize([UInt8](), name: "a")
        }
    }

    @Test("many threads may ask at once")
    func threads() async {
        await withTaskGroup(of: FileType?.self) { group in
            for _ in 0..<64 { group.addTask { try? FileType.recognize(Self.png) } }
            for await type in group { #expect(type == .png) }
        }
    }

    @Test("any bytes at all end in a type or a problem")
    func anyBytes() {
        for start in [[], Self.jpeg, Self.png, Self.webp, Self.pdf, Self.box("heic")] {
            for _ in 0..<40 {
                let noise = (0..<Int.random(in: 0...300)).map { _ in UInt8.random(in: 0...255) }
                _ = try? FileType.recognize(start + noise)
            }
        }
    }
}

@Suite struct SafeFilenameTests {
    @Test(
        "names keep their letters and lose what is dangerous",
        arguments: [
            ("Φωτογραφία κουζίνας.jpg", FileType.jpeg, "Φωτογραφία κουζίνας.jpg"),
            ("zażółć gęślą.PDF", .pdf, "zażółć gęślą.PDF"),
            ("IMG_0001.jpg", .heic, "IMG_0001.heic"),
            ("C:\\Users\\me\\devis n°12.pdf", .pdf, "devis n°12.pdf"),
            ("../../etc/passwd", .text, "passwd.txt"),
            // Marks that Swift counts to the character before them: of those that stay, none hides a path.
            ("etc/\u{034F}passwd", .text, "passwd.txt"), ("C:\\\u{0301}devis.pdf", .pdf, "\u{0301}devis.pdf"),
            ("page.html", .pdf, "page.pdf"),
            ("devis n.12", .pdf, "devis n.12.pdf"),
            (".htaccess", .text, "htaccess.txt"),
            ("a\r\nSet-Cookie: x.jpg", .jpeg, "a Set-Cookie_ x.jpg"),
            ("photo\u{202E}gpj.exe", .jpeg, "photogpj.jpg"),
            ("a\"b<c>|d?.png", .png, "a_b_c__d_.png"),
            ("", .png, "file.png"), ("...", .png, "file.png"), ("/", .png, "file.png"),
            ("\u{200B}\u{200E}.jpg", .jpeg, "file.jpg"),
        ])
    func cleaned(name: String, type: FileType, expected: String) {
        #expect(safeFilename(name, type: type) == expected)
    }

    @Test("no name at all gets one")
    func missing() { #expect(safeFilename(nil, type: .webp) == "file.webp") }

    @Test("long names are cut between characters")
    func long() {
        for letter in ["a", "Ω", "👩‍👩‍👧‍👦", "字"] {
            let name = safeFilename(String(repeating: letter, count: 5000) + ".jpeg", type: .jpeg)
            #expect(name.hasSuffix(".jpeg"))
            #expect(name.count <= 100)
            #expect(name.utf8.count <= 200)
        }
    }
}
