/// What a browser lets the page do: nothing but its own style and its own script, which it knows by their digests.
/// Nothing is loaded from anywhere, no form is sent.
enum PagePolicy {
  /// SHA-256 of the style in Base64, as CSP wants it (CSP Level 3 §6.7.2.2). A test computes it anew.
  static let styleDigest = "N9sDJmF9uznRA5wSiQXS+gHix7IpnZMAriiR/Wz1Vy4="
  /// SHA-256 of the script in Base64.
  static let scriptDigest = "znS9vXTxIPlc33tQJGFKx/YRR+azmWhEgR3aSr3wByI="

  /// The text of the policy.
  static let text =
    "default-src 'none'; style-src 'sha256-\(styleDigest)'; script-src 'sha256-\(scriptDigest)'; "
    + "base-uri 'none'; form-action 'none'"
}
