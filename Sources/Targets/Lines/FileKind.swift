/// What a file is that was given as a list of targets by mistake. It is asked only where the list is refused, so that no
/// list that can be read is ever taken for something else.
public enum FileKind: Sendable, Hashable {
  /// Text in two bytes a character, with or without a byte order mark.
  case utf16
  /// Compressed by the program of this name.
  case compressed(by: String)
  /// A ZIP archive, as `.xlsx` and `.ods` are.
  case archive
  /// An SQLite database, as a history is.
  case database
  /// Bytes that are no text.
  case binary
  /// The file that holds a kubectl's clusters and credentials, in YAML or JSON.
  case kubeconfig
  /// Keys or certificates in PEM (RFC 7468).
  case pem
  /// Passwords for ftp and curl.
  case netrc
  /// What apiexpose itself wrote, as JSON Lines or CSV.
  case results
  case json
  case html
  case xml
  case yaml
  /// Fields between commas, semicolons or tabs.
  case table
  /// What nmap and masscan write with `-oG`.
  case grepable
  /// What masscan writes with `-oL`.
  case masscanList
  /// What nmap writes for people.
  case nmapText
}

extension FileKind: CustomStringConvertible {
  /// What it is, and what to do.
  public var description: String { "this is \(name), no list of targets; \(advice)" }

  /// What it is, as in "a kubeconfig, which holds credentials".
  public var name: String {
    switch self {
    case .utf16: "UTF-16 text"
    case .compressed(let program): "a file compressed by \(program)"
    case .archive: "a ZIP archive, as .xlsx and .ods files are"
    case .database: "an SQLite database, as a history of apiexpose is"
    case .binary: "a binary file"
    case .kubeconfig: "a kubeconfig, which holds credentials"
    case .pem: "a file of PEM keys or certificates"
    case .netrc: "a .netrc, which holds passwords"
    case .results: "a report of apiexpose"
    case .json: "JSON"
    case .html: "an HTML page"
    case .xml: "XML"
    case .yaml: "YAML"
    case .table: "a table (CSV)"
    case .grepable: "the output of nmap -oG or masscan -oG"
    case .masscanList: "the output of masscan -oL"
    case .nmapText: "the output of nmap for people"
    }
  }

  private var advice: String {
    switch self {
    case .utf16: "save it as UTF-8, as in: iconv -f UTF-16 -t UTF-8 FILE > NEW"
    case .compressed(let program): "decompress it first, as in: \(program) -dc FILE | apiexpose scan -"
    case .archive: "save the sheet or the files in it as text, one target a line"
    case .binary, .database: "name a text file with one target a line"
    case .kubeconfig:
      "nothing of it is shown; scan its servers with: kubectl --kubeconfig FILE config view "
        + #"-o jsonpath='{range .clusters[*]}{.cluster.server}{"\n"}{end}' | apiexpose scan -"#
    case .pem, .netrc: "nothing of it is shown; name a text file with one target a line"
    case .results:
      "make reports of JSON Lines with apiexpose report FILE, or scan the targets of the list itself"
    case .json: "write one target a line, as in: jq -r '.[].host' FILE | apiexpose scan -"
    case .html: "it may be a page that asks to log in; download the list itself"
    case .grepable: "take the hosts out of it, as in: awk '/\\/open\\//{print $2}' FILE | apiexpose scan -"
    case .masscanList:
      #"take the hosts out of it, as in: awk '$1 == "open" {print $4 ":" $3}' FILE | apiexpose scan -"#
    case .nmapText:
      "write it with nmap -oG FILE, and take the hosts out of that: awk '/\\/open\\//{print $2}' FILE"
    case .xml, .yaml: "write one target a line"
    case .table:
      "say which column holds the hosts, or keep it alone, as in: tail -n +2 FILE | cut -d, -f1 | apiexpose scan -"
    }
  }
}
