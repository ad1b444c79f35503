/// What is known of Kubernetes apart from any endpoint: releases, published vulnerabilities, distributions.
public struct Knowledge: Sendable {
  /// Nothing: what rests on knowledge is left open.
  public static let none = Knowledge()

  /// What this build brings along.
  public static let builtIn = Knowledge()

  private init() {}
}
