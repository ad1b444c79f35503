import Testing

@testable import Targets

@Suite("Signs of a secret")
struct SecretSignTests {
  @Test(
    "are found in what people put into a list by mistake",
    arguments: [
      ("https://user:pw@a.example", SecretSign.userInformation),
      ("https://ghp_tok@a.example/", .userInformation),
      ("user:pw@a.example:6443", .userInformation),
      ("https://u:p ss@a.example", .userInformation),
      ("https://u:p#a/?@a.example", .userInformation),
      ("10.0.0.1 # was https://u:p@a.example", .userInformation),
      ("hunter2@a.example", .userInformation),
      ("p@ss.w0rd 10.0.0.1", .userInformation),
      ("10.0.0.1:22:root:toor", .colonFields),
      ("localhost:5432:db:user:pw", .colonFields),
      ("-----BEGIN EC PRIVATE KEY-----", .pem),
      ("-----END CERTIFICATE-----", .pem),
      ("token=abc", .named),
      ("  password: hunter2", .named),
      ("\"secret\": \"x\"", .named),
      ("PASSWORDS=x", .named),
      ("export API_KEY=x", .named),
      ("Authorization: Bearer abc", .named),
      ("    client-key-data: LS0tLS1CRUdJTg==", .named),
      ("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", .named),
      ("machine a.example login bob password hunter2", .named),
      ("curl -u admin:hunter2 https://a.example", .named),
      ("kubeadm join 10.0.0.1:6443 --token abcdef.0123456789abcdef", .named),
      ("p\0a\0s\0s\0w\0o\0r\0d\0:\0 \0x\0", .named),
      ("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJr.c2ln x", .token),
      ("x=AKIAIOSFODNN7EXAMPLE", .token),
      ("abcdef.0123456789abcdef x", .token),
      ("MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MhgwMFZ0YyRk7y8M", .opaque),
      ("sha256~Q3VzdG9tVG9rZW5Gb3JUZXN0aW5nMTIzNDU2Nzg x", .opaque),
      ("0123456789abcdef0123456789abcdef x", .opaque),
      ("ghp_0123456789abcdefABCDEF0123456789abcd x", .opaque),
    ])
  func found(line: String, sign: SecretSign) {
    #expect(SecretSign(in: Array(line.utf8)[...]) == sign)
    #expect(!sign.description.isEmpty && !sign.advice.isEmpty)
  }

  @Test(
    "are not found in the mistakes of an ordinary list",
    arguments: [
      "", "not_a host", "10.0.0.300", "10.0.0.300:6443 owner=me@example.com", "api.example.com:http",
      "https://ABCDEF0123456789ABCDEF0123456789.gr7.eu-west-1.eks.amazonaws.com/healthz",
      "https://rancher.example.com/k8s/clusters/c-m-abcdefgh", "token-service.example.com:99999",
      "kubernetes-prod-cluster-01-api-server-a prod", "2001:db8:::1", "fe80::1%eth0", "a.example:443:8443",
      "[2001:db8::1", "my-cluster-dns-prod-weu-a1b2c3d4.hcp.westeurope.azmk8s.io/",
      "10.0.0.1 site=berlin prod",
      "api.1", "api*.example", "secret", "# token:",
    ])
  func notFound(line: String) {
    #expect(SecretSign(in: Array(line.utf8)[...]) == nil)
  }

  @Test("are searched for in bounded time, however long the line is")
  func bounded() {
    #expect(SecretSign(in: [UInt8](repeating: UInt8(ascii: ","), count: 10_000_000)[...]) == nil)
  }
}
