import Exposure
import PortableFoundation

/// Blanks the user and the password for a proxy in what came through it.
///
/// Nothing of a proxy's own answer is kept. But what it passes on is its word too: a debugging proxy, or a web server that
/// takes CONNECT for a request of its own, answers with the request that it got, credentials among it, and that would stand
/// in a row as the answer of the endpoint.
struct ProxyEcho: Sendable {
  /// What stands in place of what is blanked.
  static let mark = "[credentials of the proxy]"
  /// The shortest password that shows an echo by itself, and by how much a part at the end of a text that was cut is longer
  /// than the user, in bytes.
  private static let shortest = 6

  /// What no endpoint says by chance, in every form in which it may be said: any of it shows an echo.
  private let signs: [[UInt8]]
  /// The shortest beginning of a sign that is blanked where a text was cut.
  private let shortestPart: Int
  /// What is blanked in an echo as well, as words of their own: endpoints say some of them by chance, as `admin`.
  private let words: [[UInt8]]

  init(_ credentials: ProxyCredentials) {
    let (user, password) = (credentials.user, credentials.password)
    let pair = user + [UInt8(ascii: ":")] + password
    var signs = Self.forms(of: pair)
    if Self.isDistinct(password) { signs += Self.forms(of: password) }
    self.signs = Self.ordered(signs)
    shortestPart = user.count + Self.shortest
    words = Self.ordered([user, password].flatMap(Self.forms))
  }

  /// The observation without the credentials.
  func blanked(_ observation: Observation) -> Observation {
    var isEcho = false
    _ = texts(of: observation) { text, isCut in
      isEcho = isEcho || holdsSign(text, isCut: isCut)
      return text
    }
    return isEcho ? texts(of: observation) { blanked($0, isCut: $1) } : observation
  }

  /// All texts that a server or a proxy has chosen, each replaced by what `change` makes of it, which is told whether more
  /// of it had come.
  private func texts(of observation: Observation, _ change: (String, Bool) -> String) -> Observation {
    var observation = observation
    observation.responses = observation.responses.map { response in
      var response = response
      response.body = change(response.body, response.bodyTruncated || response.endedEarly)
      response.headers = response.headers.map {
        HeaderField(name: change($0.name, false), value: change($0.value, true))
      }
      response.unreadableCoding = response.unreadableCoding.map { change($0, false) }
      return response
    }
    if var tls = observation.tls {
      tls.certificate = tls.certificate.map { texts(of: $0, change) }
      tls.clientCANames = tls.clientCANames.map { change($0, false) }
      observation.tls = tls
    }
    observation.loopbackCertificate = observation.loopbackCertificate.map { texts(of: $0, change) }
    observation.accessAnswers = observation.accessAnswers.map { answer in
      var answer = answer
      answer.kind = answer.kind.map { change($0, false) }
      return answer
    }
    observation.componentAnswers = observation.componentAnswers.map { answer in
      var answer = answer
      answer.user = answer.user.map { change($0, false) }
      return answer
    }
    return observation
  }

  private func texts(
    of certificate: CertificateFacts, _ change: (String, Bool) -> String
  ) -> CertificateFacts {
    var certificate = certificate
    certificate.subject = change(certificate.subject, false)
    certificate.issuer = change(certificate.issuer, false)
    certificate.names = certificate.names.map { change($0, false) }
    return certificate
  }

  private func holdsSign(_ text: String, isCut: Bool) -> Bool {
    let bytes = Array(text.utf8)
    return signs.contains { Self.place(of: $0, in: bytes[...]) != nil }
      || isCut && signs.contains { cutPart(of: $0, in: bytes) != nil }
  }

  private func blanked(_ text: String, isCut: Bool) -> String {
    var bytes = Array(text.utf8)
    for sign in signs {
      if isCut, let length = cutPart(of: sign, in: bytes) {
        bytes.replaceSubrange((bytes.count - length)..., with: Self.mark.utf8)
      }
      bytes = Self.replaced(sign, in: bytes) { _ in true }
    }
    for word in words {
      bytes = Self.replaced(word, in: bytes) { range in
        !Self.isOfWord(bytes[..<range.lowerBound].last) && !Self.isOfWord(bytes[range.upperBound...].first)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension ProxyEcho {
  /// A secret as answers may quote it: as it is, in Base64 (RFC 4648 §4 and §5, with padding and without), in a URL, in JSON
  /// and in HTML.
  private static func forms(of secret: [UInt8]) -> [[UInt8]] {
    let base64 = Data(secret).base64EncodedString()
    let forURL = base64.replacing("+", with: "-").replacing("/", with: "_")
    let text = String(decoding: secret, as: UTF8.self)
    let inURL = secret.map { byte in
      isOfWord(byte) ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    let inJSON = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let inHTML = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    let unpadded = [base64, forURL].map { String($0.prefix { $0 != "=" }) }
    return ([text, inURL, inURL.uppercasedEscapes, inJSON, inHTML] + unpadded).map { Array($0.utf8) }
  }

  /// Without the empty one and without repetition, the longest first, so that no part of one is left.
  private static func ordered(_ secrets: [[UInt8]]) -> [[UInt8]] {
    Set(secrets).filter { $0.count > 2 }.sorted { ($0.count, $0.first ?? 0) > ($1.count, $1.first ?? 0) }
  }

  /// Whether a password is nothing that servers say by themselves: `kubernetes` is.
  private static func isDistinct(_ password: [UInt8]) -> Bool {
    let kinds = Set(
      password.map { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): 0
        case UInt8(ascii: "a")...UInt8(ascii: "z"): 1
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): 2
        default: 3
        }
      })
    return password.count >= shortest && kinds.count > 1
  }

  private static func isOfWord(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return UnicodeScalar(byte).properties.isAlphabetic && byte < 0x80 || (0x30...0x39).contains(byte)
  }

  private static func place(of secret: [UInt8], in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    var start = bytes.startIndex
    while bytes.endIndex - start >= secret.count {
      guard let first = bytes[start...].firstIndex(of: secret[0]) else { return nil }
      if bytes[first...].starts(with: secret) { return first..<first + secret.count }
      start = first + 1
    }
    return nil
  }

  private static func replaced(
    _ secret: [UInt8], in bytes: [UInt8], where isMeant: (Range<Int>) -> Bool
  ) -> [UInt8] {
    var (result, rest): ([UInt8], ArraySlice<UInt8>) = ([], bytes[...])
    while let range = place(of: secret, in: rest) {
      result += rest[..<range.lowerBound]
      result += isMeant(range) ? Array(mark.utf8) : Array(rest[range])
      rest = rest[range.upperBound...]
    }
    return result + rest
  }

  /// How many bytes at the end are the beginning of a secret that was cut; nil where none are.
  private func cutPart(of secret: [UInt8], in bytes: [UInt8]) -> Int? {
    guard secret.count > shortestPart else { return nil }
    return (shortestPart..<secret.count).reversed().first { length in
      bytes.suffix(length).elementsEqual(secret.prefix(length))
    }
  }
}

extension String {
  /// `%3a` as `%3A`: both are written (RFC 3986 §2.1).
  fileprivate var uppercasedEscapes: String {
    var left = 0
    return String(
      map { character in
        defer { left = character == "%" ? 2 : max(0, left - 1) }
        return left > 0 ? Character(character.uppercased()) : character
      })
  }
}
