import Exposure
import Foundation
import Targets
import Testing

@testable import Scanning

@Suite("What a proxy echoes of its credentials")
struct ProxyEchoTests {
  private static let mark = ProxyEcho.mark

  private static func observation(_ body: String, isCut: Bool = false, header: String = "") -> Observation {
    let target = Target(text: "http://127.0.0.1:8080")
    return Observation(
      endpoint: Endpoint(target: target, address: .v4(0x7F00_0001), port: 8080, transport: .plain),
      scannedAt: Date(timeIntervalSince1970: 0), connection: .connected,
      responses: [
        Response(
          path: "/version", status: 502, headers: [HeaderField(name: "Via", value: header)], body: body,
          bodyTruncated: isCut)
      ])
  }

  private static let rows: [(body: String, blanked: String)] = [
    ("Proxy-Authorization: Basic cm9ib3Q6aHVudGVyMg==", "Proxy-Authorization: Basic \(mark)=="),
    ("cm9ib3Q6aHVudGVyMg", mark),
    ("user robot:hunter2 is unknown", "user \(mark) is unknown"),
    ("robot%3Ahunter2 robot%3ahunter2", "\(mark) \(mark)"),
    ("hunter2 is not the password of robot", "\(mark) is not the password of \(mark)"),
    // The user alone shows nothing.
    ("robot and robotics", "robot and robotics"),
    ("robot:hunter2, robotics", "\(mark), robotics"),
    ("hunter3", "hunter3"),
    ("", ""),
  ]

  @Test("is blanked in every form, and nothing else is", arguments: rows)
  func bodies(_ row: (body: String, blanked: String)) throws {
    let echo = ProxyEcho(try ProxyCredentials(user: "robot", password: "hunter2"))
    #expect(echo.blanked(Self.observation(row.body)).responses.first?.body == row.blanked)
    #expect(
      echo.blanked(Self.observation("", header: row.body)).responses.first?.headers.first?.value
        == row.blanked)
  }

  @Test("is blanked where the text was cut within it")
  func cut() throws {
    let echo = ProxyEcho(try ProxyCredentials(user: "robot", password: "hunter2 and a long tail"))
    let cut = echo.blanked(Self.observation("who is robot:hunter2 an", isCut: true))
    #expect(cut.responses.first?.body == "who is \(Self.mark)")
    let encoded = Data("robot:hunter2 and a long tail".utf8).base64EncodedString().prefix(20)
    let other = echo.blanked(Self.observation("got \(encoded)", isCut: true))
    #expect(other.responses.first?.body == "got \(Self.mark)")
    let chance = Self.observation("I am no robot", isCut: true)
    #expect(echo.blanked(chance) == chance)
  }

  @Test("is blanked with characters that JSON, HTML and URLs write otherwise")
  func escapes() throws {
    let echo = ProxyEcho(try ProxyCredentials(user: "me", password: "a\"b<c&d/é"))
    for text in [
      #"{"got":"me:a\"b<c&d/é"}"#, "me:a&quot;b&lt;c&amp;d/é", "me%3Aa%22b%3Cc%26d%2F%C3%A9",
      Data("me:a\"b<c&d/é".utf8).base64EncodedString(),
    ] {
      let body = try #require(echo.blanked(Self.observation(text)).responses.first?.body)
      #expect(body.contains(Self.mark) && !body.contains("b<c") && !body.contains("b&lt;"), "\(body)")
    }
  }

  @Test("leaves alone what servers say by themselves, though it is a user or a password")
  func chance() throws {
    let echo = ProxyEcho(try ProxyCredentials(user: "admin", password: "kubernetes"))
    let observation = Self.observation(#"{"issuer":"CN=kubernetes","user":"system:admin"}"#, isCut: true)
    #expect(echo.blanked(observation) == observation)
  }
}
