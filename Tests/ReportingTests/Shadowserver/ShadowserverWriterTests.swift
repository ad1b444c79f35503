import Exposure
import Fixtures
import Foundation
import Targets
import Testing

@testable import Reporting

@Suite("Shadowserver's report")
struct ShadowserverWriterTests {
  private func rows(_ observations: [Observation]) throws -> [[String: String]] {
    let rows = try CSVDocument(ShadowserverWriter().file(observations)).rows
    let names = try #require(rows.first)
    return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
  }

  @Test("has the columns of its schema, each once")
  func header() throws {
    let header = String(decoding: ShadowserverWriter().header, as: UTF8.self)
    #expect(header.hasPrefix(#""timestamp","severity","ip","protocol","port","hostname","tag","asn","#))
    #expect(header.hasSuffix("\"raw_cert\",\"raw_cert_chain\"\r\n"))
    #expect(ShadowserverField.allCases.count == 77)
  }

  @Test("tells what is known in Shadowserver's form, and nothing else")
  func values() throws {
    var observation = Observation.complete
    observation.responses[0].headers += [
      HeaderField(name: "date", value: "Tue, 10 May 2022 14:24:13 GMT"),
      HeaderField(name: "Server", value: "x"),
    ]
    observation.responses[0].body = """
      {"major":"1","minor":"36+","gitVersion":"v1.36.2","gitCommit":"f0b1c8ee","gitTreeState":"clean",\
      "buildDate":"2026-06-09T12:00:00Z","goVersion":"go1.26.6","compiler":"gc","platform":"linux/amd64"}
      """
    observation.tls?.certificate?.subject =
      #"CN=a\,b,OU=team,O=Example,L=Berlin,C=DE,emailAddress=x@example.com"#
    let row = try #require(try rows([observation]).first).filter { !$0.value.isEmpty }
    #expect(
      row == [
        "timestamp": "2026-11-23 22:04:55", "severity": "medium", "ip": "2001:db8::1", "protocol": "tcp",
        "port": "6443", "hostname": "api.example.com", "tag": "kubernetes", "http_code": "200",
        "content_type": "application/json", "date": "Tue, 10 May 2022 14:24:13 GMT", "server": "x",
        "major": "1", "minor": "36+", "git_version": "v1.36.2", "git_commit": "f0b1c8ee",
        "git_tree_state": "clean", "build_date": "2026-06-09T12:00:00Z", "go_version": "go1.26.6",
        "compiler": "gc", "platform": "linux/amd64", "handshake": "TLSv1.3",
        "cipher_suite": "TLS_AES_128_GCM_SHA256", "subject_common_name": "a,b",
        "subject_organization_unit_name": "team", "subject_organization_name": "Example",
        "subject_locality_name": "Berlin", "subject_country": "DE", "subject_email_address": "x@example.com",
        "issuer_common_name": "kubernetes", "cert_issue_date": "2026-11-22 22:04:55",
        "cert_expiration_date": "2027-11-23 22:04:55", "cert_serial_number": "5A847BB609CF4F4D",
        "cert_expired": "N", "sha256_fingerprint": Array(repeating: "0A", count: 32).joined(separator: ":"),
      ])
  }

  @Test("says that a certificate had ended")
  func expired() throws {
    var observation = Observation.complete
    observation.tls?.certificate?.notAfter = .sample - 1
    #expect(try rows([observation]).first?["cert_expired"] == "Y")
  }

  @Test("holds exposed API servers and nothing else")
  func admitted() throws {
    let kubelet = Observation.sample(
      port: 10_255, transport: .plain,
      responses: [Response(path: "/healthz", status: 200, body: "ok")])
    #expect(try rows([.lockedDown(), .sample(.refused), kubelet]).isEmpty)
    #expect(try rows([.lockedDown(), .leaking(), .sample(.timedOut), .complete]).count == 2)
  }

  @Test("is CSV whatever strangers send, and no cell is a formula")
  func hostile() throws {
    for row in try rows(.ofAllKinds) {
      #expect(row.count == ShadowserverField.allCases.count)
      for cell in row.values { #expect(!TextSanitiser.startsFormula(cell), "\(printable(cell))") }
    }
  }

  @Test(
    "names cipher suites as the registry does, by OpenSSL's own table",
    .enabled(if: try OutsideTool.openssl.isReady, "needs \(OutsideTool.openssl)"))
  func ciphers() async throws {
    let openssl = try #require(OutsideTool.openssl.program)
    let outcome = try await openssl.run(["ciphers", "-stdname", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"])
    let registered = outcome.lines.reduce(into: [String: String]()) { names, line in
      let words = line.split(separator: " ")
      if words.count > 2 { names[String(words[2])] = String(words[0]) }
    }
    #expect(registered.count > 50)
    // Newer builds of OpenSSL have no RC4 and no 3DES.
    for (name, standard) in CipherSuiteName.names where registered[name] != nil {
      #expect(registered[name] == standard)
    }
    #expect(CipherSuiteName.names.keys.count { registered[$0] != nil } > 15)
    #expect(CipherSuiteName.registered("TLS_AES_128_GCM_SHA256") == "TLS_AES_128_GCM_SHA256")
  }

  @Test("is described column by column in docs/output.md")
  func documented() throws {
    let page = try RepositoryPage("docs/output.md").text
    let section = try #require(page.split(separator: "\n## ").first { $0.hasPrefix("Shadowserver\n") })
    let spans = Set(section.matches(of: /`([^`\n]+)`/).map { String($0.1) })
    #expect(ShadowserverField.allCases.map(\.name).filter { !spans.contains($0) } == [])
  }
}
