extension Explanation {
  static let unexpectedPosture = Explanation(
    "unexpected-posture", "The endpoint is not as the policy expects it",
    meaning: """
      The file of --policy has an expectation for this endpoint, and the scan found something else. The evidence names both.
      An endpoint that was silent, or gave no clear answer, decides nothing, unless the expectation says undecided:
      unexpected.
      """,
    attack: """
      None by itself. It shows that a change has undone a decision, or has never been made: a control plane that should be
      locked down and answers strangers, or a port that should be closed and is not.
      """,
    check: """
      Ask what the scan asked:

        curl -k https://HOST:PORT/version

        curl -k https://HOST:PORT/healthz
      """,
    remedy: """
      Where the expectation is right, do what the verdict asks for: `apiexpose explain VERDICT` prints it. Where it is not,
      change the expectation, or accept the finding for a time by an exception.
      """)
}
