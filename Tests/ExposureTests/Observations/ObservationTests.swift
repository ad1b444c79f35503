import Exposure
import Testing

@Suite("Facts")
struct ObservationTests {
  @Test("a header is found whatever the case of its name, the first of several")
  func header() {
    let response = Response.version(
      200,
      headers: [
        HeaderField(name: "content-type", value: "a"), HeaderField(name: "Content-Type", value: "b"),
      ])
    #expect(response.header("Content-Type") == "a")
    #expect(response.header("CONTENT-TYPE") == "a")
    #expect(response.header("Content-Typ") == nil)
    #expect(response.header("Content[Type") == nil)
  }

  @Test("an answer is found by its path")
  func response() {
    let observation = Observation.sample(healthz: .healthz(200, "ok"))
    #expect(observation.response(to: .healthz)?.body == "ok")
    #expect(observation.response(to: .version) == nil)
    #expect(observation.unanswered == [UnansweredPath(path: "/version", reason: .closed)])
  }

  @Test("the transport is the endpoint's where nothing else was found out")
  func transport() {
    #expect(Observation.sample(transport: .plain).transport == .plain)
    #expect(Observation.sample().transport == .tls)
  }

  @Test("TLS versions are ordered by age")
  func versions() {
    let versions: [TLSVersion] = [.tls13, .tls10, .ssl3, .tls12, .tls11]
    #expect(versions.sorted() == [.ssl3, .tls10, .tls11, .tls12, .tls13])
  }
}
