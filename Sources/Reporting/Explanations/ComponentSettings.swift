import Exposure

/// Where distributions keep the settings that close a component, by finding and by distribution.
///
/// A distribution stands here only as far as a source says something of it.
enum ComponentSettings {
  /// What one source says of some distributions, as paragraphs.
  struct Setting {
    /// The identifiers of the distributions in the knowledge file.
    let distributions: Set<String>
    let text: String

    init(_ distributions: Set<String>, _ text: String) {
      self.distributions = distributions
      self.text = text.unwrappedParagraphs
    }
  }

  /// The settings of one distribution; those of all distributions, under a title, if none is known.
  static func text(_ finding: FindingID, of distribution: String? = nil) -> String {
    let settings = settings(finding)
    let told =
      distribution.map { distribution in
        settings.filter { $0.distributions.contains(distribution) }.map(\.text)
      } ?? ["By distribution:"] + settings.map(\.text)
    return told.joined(separator: "\n\n")
  }

  /// A remedy with the settings of one distribution in place of those of all.
  static func fitted(_ remedy: String, to finding: FindingID, of distribution: String) -> String {
    guard !settings(finding).isEmpty else { return remedy }
    let every = text(finding)
    let own = text(finding, of: distribution)
    return own.isEmpty
      ? remedy.replacing("\n\n\(every)", with: "") : remedy.replacing(every, with: own)
  }

  private static func settings(_ finding: FindingID) -> [Setting] {
    switch finding {
    case .kubeletAnonymous: kubelet + kubeletAccess
    case .kubeletReadOnlyPort: kubelet + readOnlyPort
    case .etcdOpen: etcd
    case .componentMetrics: metrics
    default: []
    }
  }

  /// kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-reconfigure, "Applying kubelet configuration changes";
  /// k0sproject/k0s, docs/worker-node-config.md; siderolabs/talos,
  /// internal/app/machined/pkg/controllers/k8s/kubelet_spec.go (extra arguments are merged into its own), and
  /// docs.siderolabs.com/talos, "Ingress Firewall".
  private static let kubelet = [
    Setting(
      ["kubeadm"],
      """
      kubeadm: the file is /var/lib/kubelet/config.yaml, and flags stand in /var/lib/kubelet/kubeadm-flags.env. Change the
      ConfigMap kubelet-config in kube-system too: kubeadm upgrade writes the file from it again.
      """),
    Setting(
      ["k0s"],
      """
      k0s: set the kubelet's configuration by spec.workerProfiles in k0s.yaml, or flags by --kubelet-extra-args of k0s
      worker.
      """),
    Setting(
      ["talos"],
      """
      Talos: remove the flags from machine.kubelet.extraArgs; its own configuration has anonymous requests off and
      authorizes by Webhook. Its ingress firewall (NetworkDefaultActionConfig, NetworkRuleConfig) limits who can reach the port.
      """),
  ]

  /// aquasecurity/kube-bench, cfg/k3s-cis-1.8/node.yaml, 4.2.1 and 4.2.2; rancher/rke2-docs,
  /// docs/security/cis_self_assessment111.md, 4.2 (the kubelet's configuration); canonical/microk8s,
  /// microk8s-resources/default-args/kubelet; awslabs/amazon-eks-ami, nodeadm/internal/kubelet/config.go;
  /// openshift/machine-config-operator, templates/worker/01-worker-kubelet/_base/files/kubelet.yaml.
  private static let kubeletAccess = [
    Setting(
      ["k3s", "rke2"],
      """
      K3s and RKE2: anonymous requests are off and authorization is Webhook by default. Remove anonymous-auth=true and
      authorization-mode=AlwaysAllow from kubelet-arg in /etc/rancher/k3s/config.yaml or /etc/rancher/rke2/config.yaml, and
      restart the service.
      """),
    Setting(
      ["microk8s"],
      """
      MicroK8s: the flags stand in /var/snap/microk8s/current/args/kubelet, by default with --anonymous-auth=false; restart
      MicroK8s after a change.
      """),
    Setting(
      ["eks"],
      """
      EKS, nodes set up by nodeadm (AL2023): off by default, and authorization is Webhook. Take the change out of
      spec.kubelet.config of the NodeConfig.
      """),
    Setting(
      ["openshift"],
      """
      OpenShift: /etc/kubernetes/kubelet.conf, which the Machine Config Operator writes, has anonymous requests off.
      """),
  ]

  /// aquasecurity/kube-bench, cfg/k3s-cis-1.8/node.yaml, 4.2.4; canonical/microk8s and awslabs/amazon-eks-ami as above;
  /// cloud.google.com/kubernetes-engine/docs/how-to/disable-kubelet-readonly-port, and
  /// cloud.google.com/sdk/gcloud/reference/container (node-pools update, clusters update).
  private static let readOnlyPort = [
    Setting(
      ["k3s"],
      """
      K3s: the port is 0 by default. Remove read-only-port from kubelet-arg in /etc/rancher/k3s/config.yaml, and restart the
      service.
      """),
    Setting(
      ["microk8s"],
      """
      MicroK8s: --read-only-port=0 stands in /var/snap/microk8s/current/args/kubelet by default; restart MicroK8s after a
      change.
      """),
    Setting(
      ["eks"],
      """
      EKS, nodes set up by nodeadm (AL2023): 0 by default. Take readOnlyPort out of spec.kubelet.config of the NodeConfig.
      """),
    Setting(
      ["gke"],
      """
      GKE: off in new clusters from 1.32 on, and it can be switched off from 1.26.4-gke.500 on, for each node pool:

        gcloud container node-pools update POOL --cluster=CLUSTER \\
          --no-enable-insecure-kubelet-readonly-port

      For node pools that GKE provisions itself, and for Autopilot:

        gcloud container clusters update CLUSTER \\
          --no-autoprovisioning-enable-insecure-kubelet-readonly-port
      """),
  ]

  /// kubernetes, cmd/kubeadm/app/phases/etcd/local.go; k3s-io/k3s, pkg/etcd/etcd.go (ClientCertAuth) and pull request 8402
  /// (gRPC alone on the port for clients); k0sproject/k0s, docs/networking.md, "Required ports and protocols";
  /// microsoft/Threat-Matrix-for-Kubernetes, MS-M9024 ("access to etcd in cloud managed clusters is already restricted").
  private static let etcd = [
    Setting(
      ["kubeadm"],
      """
      kubeadm: sets --client-cert-auth=true and --peer-client-cert-auth=true in /etc/kubernetes/manifests/etcd.yaml. An
      etcd without them was changed there or under etcd.local.extraArgs of the ClusterConfiguration, or started by hand.
      """),
    Setting(
      ["k3s"],
      """
      K3s: its embedded etcd always requires client certificates, and since September 2023 answers gRPC alone on 2379. What
      answers here is another etcd, such as one that --datastore-endpoint names.
      """),
    Setting(["k0s"], "k0s: of etcd, only 2380 has to be reachable, between controllers."),
    Setting(
      ["eks", "gke", "aks"],
      "EKS, GKE and AKS: the provider keeps the cluster's etcd out of reach. What answers here is another etcd."
    ),
  ]

  /// kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-reconfigure; kubernetes,
  /// cmd/kubeadm/app/phases/etcd/local.go; k3s-io/docs, docs/cli/server.md, docs/reference/metrics.md and
  /// docs/installation/requirements.md, "Local Ports"; rancher/rke2-docs, docs/security/cis_self_assessment111.md, 4.3.1;
  /// docs.siderolabs.com, "Expose the Etcd Metrics Endpoint"; ports in plain HTTP: kubernetes/kubeadm, issue 2202,
  /// kubernetes, pull requests 92720 and 96345, ComplianceAsCode/content, pull request 10377.
  private static let metrics = [
    Setting(
      ["kubeadm"],
      """
      kubeadm: change extraArgs of controllerManager, scheduler and etcd.local in the ClusterConfiguration and the manifests
      in /etc/kubernetes/manifests; kube-proxy's setting stands in the ConfigMap kube-proxy in kube-system.
      """),
    Setting(
      ["k3s"],
      """
      K3s: remove etcd-expose-metrics, and bind-address and metrics-bind-address from kube-controller-manager-arg,
      kube-scheduler-arg and kube-proxy-arg in /etc/rancher/k3s/config.yaml; by default all of them listen on loopback. All
      components run in one process there, and each port shows the metrics of all.
      """),
    Setting(
      ["rke2"],
      """
      RKE2: remove etcd-expose-metrics, and metrics-bind-address from kube-proxy-arg in /etc/rancher/rke2/config.yaml.
      """),
    Setting(
      ["talos"],
      "Talos: remove listen-metrics-urls from cluster.etcd.extraArgs in the machine configuration."),
    Setting(
      ["kubeadm", "k3s", "rke2", "talos", "microk8s", "k0s"],
      """
      Old releases: the controller manager and the scheduler also serve metrics in plain HTTP on 10252 and 10251 unless
      --port=0 is set, as kubeadm does since July 2020. Kubernetes 1.23 has no such port any more.
      """),
  ]
}
