import ArgumentParser
import CommandSupport
import Exposure
import Pipeline
import Reporting
import Scanning
import Sessions
import Targets
import PortableFoundation

/// `apiexpose scan`: the main job.
struct ScanCommand: AsyncParsableCommand, ConfigurableCommand {
  static let configurationSection: String? = nil
  var positionalWords: [String] { targets.targets }

  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Report which targets leak to strangers and which are locked down.",
    usage: "apiexpose scan [<options>] <target> ...",
    discussion: """
      EXAMPLES
        apiexpose scan targets.txt
        apiexpose scan targets.txt -o exposure.csv -o exposure.jsonl -o exposure.\(OutputFormat.available.endingForPeople)
        apiexpose scan 10.0.0.0/22 api.example.com:443 --port 6443,443 --only exposed
        apiexpose scan targets.txt --components
        apiexpose scan nodes.txt --components kubelet,etcd --fail-on exposed
        generate-targets | apiexpose scan - --format jsonl | jq .verdict
        apiexpose scan targets.txt --quiet --fail-on exposed -o exposure.csv\(ChosenArchiveOptions.example)

      EXIT STATUS
        0    the scan ran to its end       71   too little memory, files or threads
        1    --fail-on was met             73   a report cannot be created
        64   wrong usage                   74   a report cannot be written
        65   a bad target or checkpoint    130  interrupted (143 by SIGTERM)
        66   an input cannot be read       141  the reader of the output has gone
        69   the proxy cannot be used
      """
  )

  @OptionGroup(title: "Targets") var targets: TargetOptions
  @OptionGroup(title: "Components") var components: ComponentOptions
  @OptionGroup(title: "Questions") var questions: QuestionOptions
  @OptionGroup(title: "Parts and order") var order: OrderOptions
  @OptionGroup(title: "Reports") var report: ReportOptions
  @OptionGroup(title: "Execution") var execution: ExecutionOptions
  @OptionGroup(title: "History") var past: ChosenArchiveOptions
  @OptionGroup(title: "Time and load") var load: LoadOptions
  @OptionGroup(title: "Network") var network: NetworkOptions
  @OptionGroup var knowledge: KnowledgeOptions
  @OptionGroup var policy: PolicyOptions
  @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions

  func validate() throws {
    try components.validate(targets.targets)
    try network.validate(with: load)
    guard !execution.resume || !report.outputs.isEmpty else {
      throw ValidationError("--resume needs the -o files of the interrupted scan.")
    }
    guard !execution.resume || !targets.targets.contains("-") else {
      throw ValidationError("--resume cannot know what standard input held: name a file of targets.")
    }
    guard order.randomize == nil || !targets.targets.contains("-") else {
      throw ValidationError(OrderOptions.needsWholeList)
    }
    guard report.labelColumns != .all || !targets.targets.contains("-") else {
      throw ValidationError("--label-columns: \(LabelColumnsError.unknownBeforeEnd("standard input")).")
    }
    guard !past.changesOnly || changeFormat != nil else {
      throw ValidationError("--changes-only takes --format table, csv or jsonl.")
    }
  }

  func run() async throws {
    try await CommandFailure.reported {
      let messages = Messages(
        isQuiet: execution.quiet.isQuiet || past.changesOnly, progress: execution.progress,
        rowsGoToTerminal: !report.format.isTable && TerminalSize.columns(of: 1) != nil)
      try OverwriteGuard.check(
        report.outputs.map(\.path),
        against: [
          "the list of targets": targets.targets.filter(FileText.exists),
          "the exclusions": targets.excludeFile,
          "the knowledge": [knowledge.path].compactMap(\.self), "the history": past.files,
          "the policy": [policy.file].compactMap(\.self),
          "the credentials": [network.proxyCredentials].compactMap(\.self),
          "the template": [report.template.file].compactMap(\.self),
        ])
      // Then this, because with too few open files nothing works.
      var settings = questions.applied(to: try load.settings(holding: files, messages))
      settings.components = components.components?.set ?? []
      let loaded = try knowledge.loaded(messages.notice)
      let known = loaded.knowledge
      let policy = try policy.load()
      let list = try list(messages)
      var definition = definition(list.order, knowing: known)
      definition.policy = policy?.digest ?? ""
      definition.knowledgeDigest = loaded.digest
      settings = try await network.applied(to: settings)
      let archive = try archive(list, of: definition)
      defer { archive?.close() }
      var plan = try plan(of: list, knowing: known, archive)
      plan.documents.policy = messages.policy(policy, at: .now)
      return try await ScanRun(
        list: list,
        settings: settings,
        plan: plan,
        identity: identity(of: list, definition),
        resumes: execution.resume,
        knowledge: known,
        archive: archive,
        messages: messages,
        warnings: StandardError.colour(isForbidden: report.table.colour.isRefused),
        advice: .options
      ).status(failingOn: execution.failOn, messages)
    }
  }

  /// How many files are open while the scan runs: a report's own and the one that a document is rendered into, and those of
  /// SQLite.
  private var files: Int { 2 * report.outputs.count + (past.isKept ? 6 : 0) }

  private func list(_ messages: Messages) throws -> ScanList {
    let given = try GivenTargets(targets, components.components, notice: messages.notice)
    let order = try order.order()
    if given.readsStandardInput {
      return ScanList(
        source: .streamed(try given.streamed(messages, notice: messages.notice)), order: order)
    }
    let list = ScanList(source: .whole(try given.list()), order: order)
    list.notices.forEach(messages.notice)
    if let seed = order.seed { messages.notice(OrderOptions.sentence(ofSeed: seed)) }
    return list
  }

  private func plan(
    of list: ScanList, knowing known: Knowledge, _ archive: (any ScanArchive)?
  ) throws -> ReportPlan {
    var plan = try report.plan(
      knowing: known, isQuiet: execution.quiet.isQuiet, failingOn: execution.failOn
    ) { try list.labelKeys() }
    plan.part = list.part
    if past.changesOnly { plan.standardOutput = nil }
    if let archive, !report.outputs.isEmpty { plan.documents.history = try archive.exposure() }
    return plan
  }

  private var changeFormat: ListingFormat? {
    report.format.isTable ? .text : ListingFormat(rawValue: report.format.rawValue)
  }

  private func archive(_ list: ScanList, of definition: ScanDefinition) throws -> (any ScanArchive)? {
    let fingerprint = if case .whole(let list) = list.source { list.fingerprint } else { "" }
    return try past.open(
      scope: definition.scope, listFingerprint: fingerprint, knowledgeDate: definition.knowledgeDate,
      changesAs: changeFormat, isQuiet: execution.quiet.isQuiet)
  }

  private func definition(_ order: ChosenOrder, knowing known: Knowledge) -> ScanDefinition {
    var definition = ScanDefinition(targets: targets.targets)
    if let port = targets.port { definition.ports = port }
    definition.components = components.components?.description ?? ""
    definition.excluded = targets.exclude
    definition.excludedFiles = targets.excludeFile
    definition.takesOnlyIPv4 = load.v4Only
    definition.takesOnlyIPv6 = load.v6Only
    network.describe(in: &definition)
    definition.shard = order.shard
    definition.seed = order.seed
    definition.omitsStartTime = questions.noStartTime
    definition.asksForAccess = questions.access
    definition.filter = report.filter
    definition.controls = report.control
    definition.labelColumns = report.labelColumns.description
    definition.csvDialect = report.csvDialect
    definition.knowledgeDate = known.asOf.description
    return definition
  }

  private func identity(of list: ScanList, _ definition: ScanDefinition) -> ScanIdentity? {
    guard case .whole(let targets) = list.source else { return nil }
    return definition.identity(
      toolVersion: ToolRelease.version, listFingerprint: targets.fingerprint, startedAt: .now)
  }
}
