import PortableFoundation

/// One member of an object in JSON Lines: its name, how it is written of a fact, and how it is read into one.
///
/// Each kind of object has one table of its members. The table writes the object, reads it, and is what the documentation
/// is checked against.
struct JSONField<Record>: Sendable {
  /// The key in the file.
  let name: String
  /// Whether it is read back. What follows from the facts is not.
  let isFact: Bool
  /// The keys of the object, or of the objects in the array, that the value is; empty where it is a simple value.
  let members: [String]

  fileprivate let write: @Sendable (Record, inout JSONText) -> Void
  fileprivate let read: @Sendable (inout Record, KeyedDecodingContainer<JSONKey>) throws -> Void
}

/// A key of an object.
struct JSONKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// A fact that is an object in JSON Lines.
protocol JSONObject: JSONWritable, Sendable {
  /// The members in the order in which they are written.
  static var fields: [JSONField<Self>] { get }
}

extension JSONObject {
  /// Writes the object.
  func write(to json: inout JSONText) {
    json.object { json in
      for field in Self.fields { field.write(self, &json) }
    }
  }
}

/// A fact that is read back.
protocol JSONReadable: JSONObject {
  /// What the members are read into.
  static var blank: Self { get }
}

/// A fact as its table reads it.
struct JSONRead<Record: JSONReadable>: Decodable {
  let record: Record

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: JSONKey.self)
    var record = Record.blank
    for field in Record.fields { try field.read(&record, container) }
    self.record = record
  }
}

extension JSONField {
  /// A member that every object has. `set` throws an `ImpossibleValue` where the value cannot be a fact.
  static func required<Value: JSONWritable & Decodable & Sendable>(
    _ name: String, _ get: @escaping @Sendable (Record) -> Value,
    _ set: @escaping @Sendable (inout Record, Value) throws -> Void
  ) -> JSONField {
    let key = JSONKey(name)
    return JSONField(
      name: name, isFact: true, members: [],
      write: { record, json in json.member(name, get(record)) },
      read: { record, container in
        let value = try container.decode(Value.self, forKey: key)
        try container.naming(key) { try set(&record, value) }
      })
  }

  /// A member that is absent where it is not known.
  static func optional<Value: JSONWritable & Decodable & Sendable>(
    _ name: String, _ get: @escaping @Sendable (Record) -> Value?,
    _ set: @escaping @Sendable (inout Record, Value) throws -> Void
  ) -> JSONField {
    let key = JSONKey(name)
    return JSONField(
      name: name, isFact: true, members: [],
      write: { record, json in
        if let value = get(record) { json.member(name, value) }
      },
      read: { record, container in
        guard let value = try container.decodeIfPresent(Value.self, forKey: key) else { return }
        try container.naming(key) { try set(&record, value) }
      })
  }

  /// A time that is absent where it is not known; an empty text is not known either.
  static func time(
    _ name: String, _ get: @escaping @Sendable (Record) -> Date?,
    _ set: @escaping @Sendable (inout Record, Date) -> Void
  ) -> JSONField {
    optional(name, { get($0).map(Timestamp.text) }) { record, text in
      guard !text.isEmpty else { return }
      guard let date = Timestamp.date(text) else { throw ImpossibleValue(text: text) }
      set(&record, date)
    }
  }

  /// An object that every object has.
  static func object<Value: JSONReadable>(
    _ name: String, _ get: @escaping @Sendable (Record) -> Value,
    _ set: @escaping @Sendable (inout Record, Value) throws -> Void
  ) -> JSONField {
    let key = JSONKey(name)
    return JSONField(
      name: name, isFact: true, members: Value.fields.map(\.name),
      write: { record, json in json.member(name, get(record)) },
      read: { record, container in
        let value = try container.decode(JSONRead<Value>.self, forKey: key).record
        try container.naming(key) { try set(&record, value) }
      })
  }

  /// An object that is absent where it is not known.
  static func optionalObject<Value: JSONReadable>(
    _ name: String, _ get: @escaping @Sendable (Record) -> Value?,
    _ set: @escaping @Sendable (inout Record, Value) throws -> Void
  ) -> JSONField {
    let key = JSONKey(name)
    return JSONField(
      name: name, isFact: true, members: Value.fields.map(\.name),
      write: { record, json in
        if let value = get(record) { json.member(name, value) }
      },
      read: { record, container in
        guard let value = try container.decodeIfPresent(JSONRead<Value>.self, forKey: key) else { return }
        try container.naming(key) { try set(&record, value.record) }
      })
  }

  /// An array of objects. One that every object has, unless it is left out where it is empty.
  static func objects<Value: JSONReadable>(
    _ name: String, leftOutWhereEmpty isOptional: Bool = false,
    _ get: @escaping @Sendable (Record) -> [Value],
    _ set: @escaping @Sendable (inout Record, [Value]) -> Void
  ) -> JSONField {
    let key = JSONKey(name)
    return JSONField(
      name: name, isFact: true, members: Value.fields.map(\.name),
      write: { record, json in
        let values = get(record)
        if !isOptional || !values.isEmpty { json.member(name, values) }
      },
      read: { record, container in
        let values =
          isOptional
          ? try container.decodeIfPresent([JSONRead<Value>].self, forKey: key)
          : try container.decode([JSONRead<Value>].self, forKey: key)
        if let values { set(&record, values.map(\.record)) }
      })
  }

  /// A member that follows from the facts: it is written, and absent where it is not known, and is not read back.
  static func written<Value: JSONWritable & Sendable>(
    _ name: String, _ get: @escaping @Sendable (Record) -> Value?
  ) -> JSONField {
    JSONField(
      name: name, isFact: false, members: [],
      write: { record, json in
        if let value = get(record) { json.member(name, value) }
      },
      read: { _, _ in })
  }

  /// A member that follows from the facts, under the name that it has in the CSV.
  static func written<Value: JSONWritable & Sendable>(
    _ column: Column, _ get: @escaping @Sendable (Record) -> Value?
  ) -> JSONField { written(column.name, get) }

  /// Objects that follow from the facts.
  static func written<Value: JSONObject>(
    objects column: Column, _ get: @escaping @Sendable (Record) -> [Value]?
  ) -> JSONField {
    let field = written(column.name, get)
    return JSONField(
      name: field.name, isFact: false, members: Value.fields.map(\.name), write: field.write, read: field.read
    )
  }

  /// An object that follows from the facts.
  static func written<Value: JSONObject>(
    object column: Column, _ get: @escaping @Sendable (Record) -> Value?
  ) -> JSONField {
    let field = written(column.name, get)
    return JSONField(
      name: field.name, isFact: false, members: Value.fields.map(\.name), write: field.write, read: field.read
    )
  }
}
