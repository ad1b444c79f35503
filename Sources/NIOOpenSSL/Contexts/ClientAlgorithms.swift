internal import COpenSSL

/// The algorithms that `ClientProvider` offers: the default provider's tables, shortened.
///
/// Both they and what they point to live as long as the process.
struct ClientAlgorithms: @unchecked Sendable {
  /// A default provider that is asked what there is; nothing is computed with it.
  let parent: OpaquePointer
  private let shortened: [Int32: UnsafePointer<OSSL_ALGORITHM>]

  static let shared: ClientAlgorithms? = {
    guard let library = OSSL_LIB_CTX_new(), let parent = OSSL_PROVIDER_load(library, "default") else {
      return nil
    }
    return ClientAlgorithms(parent: parent)
  }()

  private init(parent: OpaquePointer, leavingOut names: Set<String> = []) {
    self.parent = parent
    var shortened: [Int32: UnsafePointer<OSSL_ALGORITHM>] = [:]
    for (operation, isWanted) in Self.wishes {
      shortened[operation] = Self.table(of: parent, for: operation).map { table in
        Self.shorten(table) { isWanted($0) && Self.name(of: $0).map(names.contains) != true }
      }
    }
    self.shortened = shortened
  }

  /// The same lists without some algorithms.
  func leavingOut(_ names: Set<String>) -> ClientAlgorithms {
    ClientAlgorithms(parent: parent, leavingOut: names)
  }

  /// The table for one of the OSSL_OP_ numbers; nil if there is none.
  func algorithms(for operation: Int32) -> UnsafePointer<OSSL_ALGORITHM>? {
    shortened[operation] ?? Self.table(of: parent, for: operation)
  }

  private static func table(
    of provider: OpaquePointer, for operation: Int32
  ) -> UnsafePointer<OSSL_ALGORITHM>? {
    var mayNotBeKept: Int32 = 0
    return OSSL_PROVIDER_query_operation(provider, operation, &mayNotBeKept)
  }

  // What libssl fetches for the suites, versions and certificates of a client (ssl_load_ciphers and its neighbours in
  // ssl/ssl_ciph.c, ssl/t1_enc.c, ssl/tls13_enc.c). Operations that are not named here have short tables anyhow.
  private static let wishes: [Int32: @Sendable (OSSL_ALGORITHM) -> Bool] = [
    OSSL_OP_CIPHER: named([
      "NULL", "AES-128-CBC", "AES-256-CBC", "AES-128-GCM", "AES-256-GCM", "AES-128-CCM", "AES-256-CCM",
      "AES-128-CBC-HMAC-SHA1", "AES-256-CBC-HMAC-SHA1", "AES-128-CBC-HMAC-SHA256", "AES-256-CBC-HMAC-SHA256",
      "ChaCha20-Poly1305", "DES-EDE3-CBC", "CAMELLIA-128-CBC", "CAMELLIA-256-CBC", "ARIA-128-GCM",
      "ARIA-256-GCM",
    ]),
    OSSL_OP_DIGEST: named(["MD5", "MD5-SHA1", "SHA1", "SHA2-224", "SHA2-256", "SHA2-384", "SHA2-512"]),
    OSSL_OP_MAC: named(["HMAC"]),
    OSSL_OP_KDF: named(["HKDF", "TLS13-KDF", "TLS1-PRF"]),
    OSSL_OP_KEYMGMT: named(certificateKeys + ["DH", "DHX", "X25519", "X448", "HMAC", "HKDF", "TLS1-PRF"]),
    OSSL_OP_DECODER: { algorithm in
      guard let properties = algorithm.property_definition.map({ String(cString: $0) }) else { return false }
      return properties.contains("input=der") && properties.contains("structure=SubjectPublicKeyInfo")
        && named(certificateKeys)(algorithm)
    },
  ]

  private static let certificateKeys = ["RSA", "RSA-PSS", "EC", "ED25519", "ED448", "DSA"]

  private static func named(_ names: [String]) -> @Sendable (OSSL_ALGORITHM) -> Bool {
    { algorithm in name(of: algorithm).map(names.contains) ?? false }
  }

  /// The first of several names with colons between them: the one that the default provider's sources go by.
  private static func name(of algorithm: OSSL_ALGORITHM) -> String? {
    guard let all = algorithm.algorithm_names.map({ String(cString: $0) }) else { return nil }
    return all.split(separator: ":").first.map(String.init)
  }

  private static func shorten(
    _ table: UnsafePointer<OSSL_ALGORITHM>, keeping isWanted: (OSSL_ALGORITHM) -> Bool
  ) -> UnsafePointer<OSSL_ALGORITHM> {
    var kept: [OSSL_ALGORITHM] = []
    var next = table
    while next.pointee.algorithm_names != nil {
      if isWanted(next.pointee) { kept.append(next.pointee) }
      next += 1
    }
    // The entry without a name ends a table.
    kept.append(OSSL_ALGORITHM())
    let copy = UnsafeMutablePointer<OSSL_ALGORITHM>.allocate(capacity: kept.count)
    copy.initialize(from: kept, count: kept.count)
    return UnsafePointer(copy)
  }
}
