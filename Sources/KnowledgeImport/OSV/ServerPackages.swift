/// What of Go's standard library a stranger reaches in a TLS or HTTP server. Flaws of other packages are not taken.
enum ServerPackages {
  /// Packages that read what a client sends before it has shown who it is: the handshake, its certificate, the request.
  static let names: Set<String> = [
    "crypto/tls", "crypto/x509", "encoding/asn1", "net/http", "net/http/internal", "net/http/internal/http2",
    "net/textproto", "net/url",
  ]

  /// Whether a flaw lies in a client alone: every symbol that a record names belongs to one.
  static func isClientOnly(_ package: String, symbols: [String]) -> Bool {
    guard !symbols.isEmpty, let clients = clients[package] else { return false }
    return symbols.allSatisfy { symbol in
      clients.exact.contains(symbol) || clients.beginnings.contains { symbol.hasPrefix($0) }
    }
  }

  // As the records of Go's database name them.
  private static let clients: [String: (exact: Set<String>, beginnings: [String])] = [
    "net/http": (
      ["Get", "Head", "Post", "PostForm", "ProxyFromEnvironment", "ProxyURL", "ReadResponse"],
      [
        "Client.", "Transport.", "persistConn.", "http2Transport.", "http2ClientConn.", "http2clientStream.",
        "http2clientConn", "http2noDial", "http2transport", "transport", "Response.", "cancelTimerBody.",
        "bodyEOFSignal.", "wantConn.", "setRequestCancel", "send", "shouldRedirect",
        "shouldCopyHeaderOnRedirect",
        "refererForURL",
      ]
    ),
    "crypto/tls": (
      ["Dial", "DialWithDialer"],
      ["Dialer.", "clientHandshake", "Conn.clientHandshake", "Conn.verifyServerCertificate"]
    ),
  ]
}

/// Which program of the control plane a module or package of Kubernetes is part of.
enum ControlPlaneModules {
  /// The programs whose flaws are taken. They run at the version of the API server, as a rule; kubelet and kube-proxy
  /// may be older, and clients are no part of a cluster.
  static let components: Set<String> = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"]

  /// The program of a module that Kubernetes' own records name; nil for others. The libraries are those that
  /// kube-apiserver is built of.
  static func component(ofModule name: String) -> String? {
    switch name {
    case "k8s.io/apiserver", "k8s.io/kube-apiserver", "k8s.io/apiextensions-apiserver",
      "k8s.io/kube-aggregator",
      "k8s.io/pod-security-admission":
      "kube-apiserver"
    case "k8s.io/controller-manager", "k8s.io/kube-controller-manager": "kube-controller-manager"
    case "k8s.io/scheduler", "k8s.io/kube-scheduler": "kube-scheduler"
    default: nil
    }
  }

  /// The program that a package of k8s.io/kubernetes is part of; nil where that is not sure.
  static func component(ofPackage path: String) -> String? {
    for (beginning, component) in packages where path.hasPrefix(beginning) { return component }
    return nil
  }

  /// The one program that a text names; nil where it names none or several.
  static func component(in text: String) -> String? {
    let words = Set(text.lowercased().split { !($0.isLetter || $0 == "-") }.map(String.init))
    let named = words.intersection(programs)
    return named.count == 1 ? named.first : nil
  }

  private static let programs = components.union([
    "kubelet", "kube-proxy", "kubectl", "kubeadm", "cloud-controller-manager", "ingress-nginx",
  ])

  private static let packages: [(beginning: String, component: String)] = [
    ("k8s.io/kubernetes/cmd/kube-apiserver", "kube-apiserver"),
    ("k8s.io/kubernetes/pkg/kubeapiserver", "kube-apiserver"),
    ("k8s.io/kubernetes/pkg/controlplane", "kube-apiserver"),
    ("k8s.io/kubernetes/pkg/registry", "kube-apiserver"),
    ("k8s.io/kubernetes/plugin/pkg/admission", "kube-apiserver"),
    ("k8s.io/kubernetes/plugin/pkg/auth", "kube-apiserver"), ("k8s.io/apiserver", "kube-apiserver"),
    ("k8s.io/kubernetes/cmd/kube-controller-manager", "kube-controller-manager"),
    ("k8s.io/kubernetes/pkg/controller", "kube-controller-manager"),
    ("k8s.io/kubernetes/cmd/kube-scheduler", "kube-scheduler"),
    ("k8s.io/kubernetes/pkg/scheduler", "kube-scheduler"),
    ("k8s.io/kubernetes/pkg/kubelet", "kubelet"), ("k8s.io/kubernetes/cmd/kubelet", "kubelet"),
    ("k8s.io/kubernetes/pkg/proxy", "kube-proxy"), ("k8s.io/kubernetes/pkg/kubectl", "kubectl"),
    ("k8s.io/kubernetes/cmd/kubeadm", "kubeadm"),
  ]
}
