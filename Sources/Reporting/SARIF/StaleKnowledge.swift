/// The notification (SARIF §3.58) that says that the knowledge is old.
struct StaleKnowledge {
  private let sentence: String

  init(_ sentence: String) {
    self.sentence = sentence
  }

  private static let id = "knowledge-old"

  /// What the notification is, for the list of the tool's notifications.
  static let descriptor: JSONValue = [
    "id": .string(id),
    "shortDescription": [
      "text": "What is known of releases and vulnerabilities is older than 90 days; newer ones are missed"
    ],
  ]

  /// The notification; it refers to the second descriptor of the list.
  var value: JSONValue {
    [
      "descriptor": ["id": .string(Self.id), "index": 1],
      "level": "warning",
      "message": ["text": .string(sentence)],
    ]
  }
}
