import Targets
import Testing

@testable import Exposure

@Suite("A list of components as a person writes it")
struct ChosenComponentsTests {
  @Test(
    "takes short words, the names of the column, and all; it is written in the order of the components",
    arguments: [
      ("etcd,kubelet", "kubelet,etcd"), ("kube-apiserver", "apiserver"), ("kubelet, kubelet", "kubelet"),
      ("etcd,all", "all"), ("kube-proxy", "kube-proxy"), ("kube-scheduler", "scheduler"), ("kublet", nil),
      ("", nil), ("etcd,", nil),
    ])
  func reads(_ text: String, _ description: String?) {
    #expect(ChosenComponents(text)?.description == description)
  }

  @Test(
    "a misspelt list is told from a target",
    arguments: [
      ("kublet", true), ("etcd2,kubelet", true), ("kubelet.example.com", false), ("192.0.2.1", false),
      ("node", false), ("etcd:2379", false),
    ])
  func looks(_ text: String, _ isMeant: Bool) {
    #expect(ChosenComponents.mayBeMeant(by: text) == isMeant)
  }

  @Test(
    "its ports stand beside those of API servers where these are asked for or written",
    arguments: [
      ("etcd", "6443", false, [2379, 2381]), ("etcd", "443", true, [443, 2379, 2381]),
      ("apiserver,etcd", "6443", false, [6443, 2379, 2381]),
    ] as [(String, String, Bool, [UInt16])])
  func ports(_ text: String, _ ports: String, _ areWritten: Bool, _ expected: [UInt16]) throws {
    let chosen = try #require(ChosenComponents(text))
    #expect(chosen.ports(beside: try PortList(ports), areWritten: areWritten).ports == expected)
  }
}
