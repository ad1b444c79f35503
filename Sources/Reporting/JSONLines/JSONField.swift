import Exposure
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
  /// What the value is.
  let shape: JSONShape

  fileprivate let write: @Sendable (Record, inout JSONText) -> Void
  /// Reads the member into a record, if the object has it.
  let read: @Sendable (inout Record, JSONDocument, inout JSONMembers) throws -> Void

  /// The keys of the object, or of the objects in the array, that the value is; empty where it is a simple value.
  var members: [String] {
    switch shape {
    case .value, .values: []
    case .object(let members), .objects(let members): members.map(\.name)
    }
  }
}

/// What a value of JSON Lines is.
indirect enum JSONShape: Sendable, Equatable {
  /// A text, a number, true or false.
  case value
  /// An array of such.
  case values
  /// An object.
  case object([Member])
  /// An array of objects.
  case objects([Member])

  /// A key of an object, with what it holds.
  struct Member: Sendable, Equatable {
    let name: String
    let shape: JSONShape
  }

  /// The keys of an object, in their order.
  static func members<Record>(of fields: [JSONField<Record>]) -> [Member] {
    fields.map { Member(name: $0.name, shape: $0.shape) }
  }

  fileprivate static func simple<Value>(_ value: Value.Type) -> JSONShape {
    // A text is no such collection.
    value is any RandomAccessCollection.Type ? .values : .value
  }
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

extension JSONField {
  /// Reads a member, names its place where it cannot be read, and takes it in.
  private static func reading<Value>(
    _ name: String, isRequired: Bool = false,
    _ value: @escaping @Sendable (JSONDocument, Int) throws -> Value,
    _ set: @escaping @Sendable (inout Record, Value) throws -> Void
  ) -> @Sendable (inout Record, JSONDocument, inout JSONMembers) throws -> Void {
    let bytes = Array(name.utf8)
    return { record, json, members in
      do {
        guard let place = members.place(of: bytes) else {
          if isRequired { throw members.has(bytes) ? JSONReadError.otherKind : JSONReadError.missing }
          return
        }
        try set(&record, try value(json, place))
      } catch let error as JSONReadError {
        throw error.within(name)
      } catch let value as ImpossibleValue {
        let error = JSONReadError.impossible(value.text)
        throw (value.member.map { error.within($0) } ?? error).within(name)
      }
    }
  }

  /// The objects of an array.
  @Sendable private static func objects<Value: JSONReadable>(
    _ json: JSONDocument, _ index: Int
  ) throws -> [Value] {
    try json.elements(index).enumerated().map { place, index in
      do { return try Value.read(json, at: index) } catch let error as JSONReadError {
        throw error.within(place)
      }
    }
  }

  /// A member that every object has. `set` throws an `ImpossibleValue` where the value cannot be a fact.
  static func required<Value: JSONWritable & JSONScalar & Sendable>(
    _ name: String, _ get: @escaping @Sendable (Record) -> Value,
    _ set: @escaping @Sendable (inout Record, Value) throws -> Void
  ) -> JSONField {
    JSONField(
      name: name, isFact: true, shape: .simple(Value.self),
      write: { record, json in json.member(name, get(record)) },
      read: reading(name, isRequired: true, { try Value($0, at: $1) }, set))
  }

  /// A member that is absent where it is not known.
  static func optional<Value: JSONWritable & JSONScalar & Sendable>(
    _ name: String, _ get: @escaping @Sendable (Record) -> Value?,
    _ set: @escaping @Sendable (inout Record, Value) throws -> Void
  ) -> JSONField {
    JSONField(
      name: name, isFact: true, shape: .simple(Value.self),
      write: { record, json in
        if let value = get(record) { json.member(name, value) }
      },
      read: reading(name, { try Value($0, at: $1) }, set))
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
    JSONField(
      name: name, isFact: true, shape: .object(JSONShape.members(of: Value.fields)),
      write: { record, json in json.member(name, get(record)) },
      read: reading(name, isRequired: true, { try Value.read($0, at: $1) }, set))
  }

  /// An object that is absent where it is not known.
  static func optionalObject<Value: JSONReadable>(
    _ name: String, _ get: @escaping @Sendable (Record) -> Value?,
    _ set: @escaping @Sendable (inout Record, Value) throws -> Void
  ) -> JSONField {
    JSONField(
      name: name, isFact: true, shape: .object(JSONShape.members(of: Value.fields)),
      write: { record, json in
        if let value = get(record) { json.member(name, value) }
      },
      read: reading(name, { try Value.read($0, at: $1) }, set))
  }

  /// An array of objects. One that every object has, unless it is left out where it is empty. `set` throws as above.
  static func objects<Value: JSONReadable>(
    _ name: String, leftOutWhereEmpty isOptional: Bool = false,
    _ get: @escaping @Sendable (Record) -> [Value],
    _ set: @escaping @Sendable (inout Record, [Value]) throws -> Void
  ) -> JSONField {
    JSONField(
      name: name, isFact: true, shape: .objects(JSONShape.members(of: Value.fields)),
      write: { record, json in
        let values = get(record)
        if !isOptional || !values.isEmpty { json.member(name, values) }
      },
      read: reading(name, isRequired: !isOptional, objects, set))
  }

  /// A member that follows from the facts: it is written, and absent where it is not known, and is not read back.
  static func written<Value: JSONWritable & Sendable>(
    _ name: String, _ get: @escaping @Sendable (Record) -> Value?
  ) -> JSONField {
    JSONField(
      name: name, isFact: false, shape: .simple(Value.self),
      write: { record, json in
        if let value = get(record) { json.member(name, value) }
      },
      read: { _, _, _ in })
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
      name: field.name, isFact: false, shape: .objects(JSONShape.members(of: Value.fields)),
      write: field.write, read: field.read
    )
  }

  /// An object that follows from the facts.
  static func written<Value: JSONObject>(
    object column: Column, _ get: @escaping @Sendable (Record) -> Value?
  ) -> JSONField {
    let field = written(column.name, get)
    return JSONField(
      name: field.name, isFact: false, shape: .object(JSONShape.members(of: Value.fields)),
      write: field.write, read: field.read
    )
  }
}
