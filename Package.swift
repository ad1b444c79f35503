// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "apiexpose",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "apiexpose", targets: ["apiexpose"])
  ],
  traits: [
    // GRDB and swift-mustache bring the whole of Foundation along, 48 MB in a static binary. A scanner that only
    // collects what is reported elsewhere does without.
    .trait(name: "History", description: "Keep results in a history, and tell what changed."),
    .trait(name: "Pages", description: "Write reports as HTML pages."),
    // FoundationXML and Yams need the whole of Foundation as well.
    .trait(name: "Lists", description: "Read lists of targets in XML and YAML: nmap's, and kubeconfigs."),
    .default(enabledTraits: ["History", "Pages", "Lists"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "COpenSSL",
      pkgConfig: "openssl",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]
    ),
    .systemLibrary(
      name: "CIDN2",
      pkgConfig: "libidn2",
      providers: [.apt(["libidn2-dev"]), .brew(["libidn2"])]
    ),
    .systemLibrary(name: "CEpoll"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    // Where Scripts/release writes which commit a binary is of.
    .target(name: "CRevision"),
    // The only two that choose by platform; all others import what they chose.
    .target(name: "PortableFoundation"),
    .target(name: "PortableLibc"),
    .target(
      name: "NIOOpenSSL",
      dependencies: [
        "PortableLibc",
        "COpenSSL", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
      ]
    ),
    .target(name: "Targets", dependencies: ["PortableFoundation", "CIDN2"]),
    .target(name: "ListDocuments", dependencies: ["Targets", .product(name: "Yams", package: "Yams")]),
    .target(
      name: "Exposure", dependencies: ["PortableFoundation", "Targets"],
      resources: [
        .embedInCode("Knowledge/Data/knowledge.json"), .embedInCode("Knowledge/Data/controls.json"),
      ]),
    // Makes knowledge files of what others publish.
    .target(name: "KnowledgeImport", dependencies: ["PortableFoundation", "Exposure", "CZlib"]),
    .target(
      name: "Scanning",
      dependencies: [
        "PortableFoundation",
        "PortableLibc",
        "Targets",
        "Exposure",
        "NIOOpenSSL",
        "CEpoll",
        "CZlib",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "DequeModule", package: "swift-collections"),
      ]
    ),
    .target(
      name: "Reporting",
      dependencies: [
        "PortableFoundation",
        "PortableLibc",
        "Targets",
        "Exposure",
        .product(name: "HeapModule", package: "swift-collections"),
      ]
    ),
    .target(
      name: "Pages",
      dependencies: ["Reporting", .product(name: "Mustache", package: "swift-mustache")],
      resources: [
        .embedInCode("Template/page.html"), .embedInCode("Template/page.css"),
        .embedInCode("Template/page.js"),
      ]
    ),
    .target(
      name: "Pipeline",
      dependencies: [
        "PortableFoundation",
        "Targets",
        "Exposure",
        "Reporting",
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "DequeModule", package: "swift-collections"),
      ]
    ),
    .target(
      name: "History",
      dependencies: [
        "PortableFoundation", "PortableLibc", "Targets", "Exposure",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(
      name: "SimulatedFleet",
      dependencies: [
        "PortableFoundation",
        "PortableLibc",
        "Targets",
        "Exposure",
        "NIOOpenSSL",
        "COpenSSL",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ]
    ),
    .target(
      name: "Sessions",
      dependencies: [
        "PortableFoundation", "PortableLibc", "Targets", "Exposure", "Scanning", "Pipeline", "Reporting",
      ]),
    .target(
      name: "CommandSupport",
      dependencies: [
        "CRevision",
        "PortableFoundation",
        "PortableLibc",
        "Targets",
        "Exposure",
        "Scanning",
        "Pipeline",
        "Reporting",
        "Sessions",
        .target(name: "Pages", condition: .when(traits: ["Pages"])),
        .target(name: "ListDocuments", condition: .when(traits: ["Lists"])),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .target(
      name: "HistoryCommands",
      dependencies: [
        "PortableFoundation",
        "CommandSupport",
        "Targets",
        "Exposure",
        "Scanning",
        "Pipeline",
        "Reporting",
        "Sessions",
        "History",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .executableTarget(
      name: "apiexpose",
      dependencies: [
        "PortableFoundation",
        "PortableLibc",
        "CommandSupport",
        "Targets",
        "Exposure",
        "Scanning",
        "Pipeline",
        "Reporting",
        "KnowledgeImport",
        "Sessions",
        .target(name: "HistoryCommands", condition: .when(traits: ["History"])),
        "SimulatedFleet",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .testTarget(
      name: "NIOOpenSSLTests",
      dependencies: [
        "NIOOpenSSL",
        "COpenSSL",
        "SimulatedFleet",
        "Fixtures",
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]
    ),
    .target(
      name: "Fixtures",
      dependencies: ["Targets", "Exposure", .product(name: "Subprocess", package: "swift-subprocess")],
      path: "Tests/Fixtures",
      exclude: ["Transcripts", "Lists", "Components", "Released", "Schemas", "Browser"]
    ),
    .testTarget(name: "TargetsTests", dependencies: ["Targets", "Fixtures"]),
    .testTarget(name: "ListDocumentsTests", dependencies: ["ListDocuments", "Targets", "Fixtures"]),
    .testTarget(name: "ExposureTests", dependencies: ["Exposure", "Fixtures"]),
    .testTarget(
      name: "KnowledgeImportTests", dependencies: ["KnowledgeImport", "Exposure", "CZlib", "Fixtures"]),
    .testTarget(
      name: "ScanningTests",
      dependencies: [
        "PortableLibc",
        "Scanning",
        "SimulatedFleet",
        "Fixtures",
        "NIOOpenSSL",
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ]
    ),
    .testTarget(name: "ReportingTests", dependencies: ["Reporting", "Pages", "Fixtures"]),
    .testTarget(name: "PagesTests", dependencies: ["Pages", "Fixtures"]),
    .testTarget(name: "PipelineTests", dependencies: ["Pipeline", "Reporting", "Fixtures"]),
    .testTarget(name: "SessionsTests", dependencies: ["Sessions", "Fixtures"]),
    .testTarget(
      name: "HistoryTests",
      dependencies: ["History", "Fixtures", .product(name: "GRDB", package: "GRDB.swift")]
    ),
    .testTarget(
      name: "SimulatedFleetTests",
      dependencies: [
        "SimulatedFleet",
        "Fixtures",
        "NIOOpenSSL",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]
    ),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "apiexpose",
        "HistoryCommands",
        "SimulatedFleet",
        "Fixtures",
        .product(name: "Yams", package: "Yams"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]
    ),
  ],
  swiftLanguageModes: [.v6]
)

// A build for a sanitizer (Scripts/sanitize) holds what talks to strangers, and the tests of that.
if Context.environment["APIEXPOSE_SANITIZED"] != nil {
  let others: Set = [
    "apiexpose", "CommandSupport", "CRevision", "HistoryCommands", "Sessions", "Reporting", "Pages",
    "History", "Pipeline",
    "ListDocuments", "KnowledgeImport", "KnowledgeImportTests",
    "TargetsTests", "ListDocumentsTests", "ExposureTests", "ReportingTests", "PagesTests",
    "HistoryTests",
    "PipelineTests", "SessionsTests", "SimulatedFleetTests", "CommandTests",
  ]
  package.targets.removeAll { others.contains($0.name) }
  package.products = []
}

// A build for Scripts/fuzz holds what reads bytes of strangers and files, and the fuzz targets.
if Context.environment["APIEXPOSE_FUZZED"] != nil {
  let others: Set = ["apiexpose", "HistoryCommands", "History", "SimulatedFleet", "Fixtures"]
  package.targets.removeAll { others.contains($0.name) || $0.name.hasSuffix("Tests") }
  package.products = []
  package.targets += [
    .executableTarget(
      name: "FuzzTargets",
      dependencies: [
        "PortableFoundation", "PortableLibc", "Targets", "ListDocuments", "Exposure",
        "KnowledgeImport",
        "NIOOpenSSL", "Scanning", "Reporting", "Pages", "CommandSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Fuzz/Program"
    )
  ]
}
