/// The components beside the API server, one line each.
enum ComponentTable {
  static var all: [any DescribedComponent.Type] {
    [
      Kubelet.self, Etcd.self, ControllerManager.self, Scheduler.self, KubeProxy.self, KubectlProxy.self,
      MachineConfigServer.self, Supervisor.self,
    ]
  }

  /// The description of a component; nil for the API server.
  static func description(of component: Component) -> (any DescribedComponent.Type)? {
    all.first { $0.component == component }
  }

  /// What is still to be asked of an endpoint, where these components are asked for.
  static func questions(
    after known: EndpointReading, about enabled: Set<Component>
  ) -> [ComponentQuestion] {
    guard !enabled.isEmpty, known.hasAnswers else { return [] }
    let evidence = ComponentEvidence(known, answers: [])
    let recognised = ComponentRules.component(of: evidence, isAPIServer: known.isNamedAPIServer)
    return all.filter {
      enabled.contains($0.component) && $0.isToBeAsked(evidence, recognised: recognised)
    }.flatMap { $0.questions }
  }

  /// Whether an endpoint on which nothing is recognised may be a component that was asked and not heard: its own answers in
  /// place of what is missing or decides nothing would show it.
  static func mayBeUnheard(_ observation: Observation, _ evidence: ComponentEvidence) -> Bool {
    all.contains {
      observation.leavesOpen($0.questions) && $0.isToBeAsked(evidence, recognised: nil)
        && $0.isShown(by: evidence.supposingOpen($0.questions))
    }
  }
}

extension Component {
  /// The ports of it that a scan asks; empty for the API server, whose ports are those of the targets.
  public var ports: [UInt16] { ComponentTable.description(of: self)?.ports ?? [] }

  /// What it is asked beside `/version` and `/healthz`, in this order; empty for the API server.
  public var questions: [ComponentQuestion] { ComponentTable.description(of: self)?.questions ?? [] }
}
