extension [Verdict: Int] {
  /// How many of what is counted by verdict have a posture: endpoints, or clusters.
  public func count(_ posture: Posture) -> Int {
    reduce(0) { $1.key.posture == posture ? $0 + $1.value : $0 }
  }
}
