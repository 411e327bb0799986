import Foundation

/// The name under which an uploaded file is shown and offered for download: letters of every script, but no path, no
/// control or direction characters (`exe.gpj` shown backwards), nothing that a file system or a header forbids, at most
/// 100 characters and 200 bytes, and the ending of what the file really is (P22).
package func safeFilename(_ name: String?, type: FileType) -> String {
    // By scalars: a `/` with a mark behind it is another character in Swift's eyes, and the same path in others'.
    let names = Text.normalized(name ?? "").unicodeScalars.split { $0 == "/" || $0 == "\\" }
    var clean = ""
    for scalar in names.last ?? "".unicodeScalars[...] {
        if scalar.properties.isWhitespace {
            clean.append(" ")
        } else if #"<>:"|?*%;"#.unicodeScalars.contains(scalar) {
            clean.append("_")
        } else if !scalar.properties.isDefaultIgnorableCodePoint, scalar.properties.generalCategory != .format {
            clean.unicodeScalars.append(scalar)
        }
    }
    clean = clean.split(separator: " ").joined(separator: " ")
    let (stem, ending) = splitEnding(clean)
    let kept = type.extensions.contains(ending.lowercased()) ? ending : type.extensions.first ?? "bin"
    return "\(bounded(stem)).\(kept)"
}

/// What stands behind the last point counts as an ending only if it looks like one: "n.12" has none.
private func splitEnding(_ name: String) -> (stem: String, ending: String) {
    guard let point = name.lastIndex(of: ".") else { return (name, "") }
    let ending = name[name.index(after: point)...]
    guard (1...5).contains(ending.count), ending.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }),
        ending.contains(where: \.isLetter)
    else { return (name, "") }
    return (String(name[..<point]), String(ending))
}

private func bounded(_ stem: String) -> String {
    let edges = CharacterSet(charactersIn: ". ")
    var short = ""
    for character in stem.trimmingCharacters(in: edges).prefix(94) {
        guard short.utf8.count + character.utf8.count <= 190 else { break }
        short.append(character)
    }
    short = short.trimmingCharacters(in: edges)
    return short.isEmpty ? "file" : short
}
