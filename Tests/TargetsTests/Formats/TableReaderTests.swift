import Testing

@testable import Targets

@Suite("A table of targets")
struct TableReaderTests {
  @Test(
    "gives the hosts of the column that is known to hold them, with the port beside each and the rest as labels",
    arguments: [
      ("ip\n10.0.0.1\n\n10.0.0.2", ["10.0.0.1", "10.0.0.2"]),
      ("host,port,Owner\na.example,443,Team A\n", ["a.example:443 Owner=Team_A"]),
      (
        "Name;IP;env\r\nx;10.0.0.1;\r\ny;2001:db8::1;prod\r\n",
        ["10.0.0.1 Name=x", "2001:db8::1 Name=y env=prod"]
      ),
      ("ip\tport\n2001:db8::1\t443\n", ["[2001:db8::1]:443"]),
      (
        "# from the inventory\naddress,tls-server-name\n10.0.0.1,api.example\n",
        ["10.0.0.1 tls-server-name=api.example"]
      ),
      ("url,team\nhttps://r.example/k8s/clusters/local,a\n", ["https://r.example/k8s/clusters/local team=a"]),
      // zmap's own columns say nothing of a target.
      (
        "saddr,sport,classification,success\n10.0.0.1,6443,synack,1\n10.0.0.2,6443,rst,0\n", ["10.0.0.1:6443"]
      ),
      // Shodan's `ip` is a number.
      (
        "data,hostnames,ip,ip_str,org,port,transport\n\"HTTP/1.1 403\n\n\"\"x\"\"\",a.example,167772161,10.0.0.1,An Org,6443,tcp\n",
        ["10.0.0.1:6443 hostnames=a.example org=An_Org"]
      ),
    ])
  func columns(_ text: String, _ lines: [String]) throws {
    #expect(try ListedText(text).lines == lines)
  }

  @Test(
    "takes quoted fields as RFC 4180 has them",
    arguments: [
      ("ip,note\n\"10.0.0.1\",\"a, b\"\n", ["10.0.0.1 note=a,_b"]),
      ("ip,note\n10.0.0.1,\"say \"\"hi\"\"\"\n", ["10.0.0.1 note=say_\"hi\""]),
      ("ip,note\n10.0.0.1,\"two\nlines\"\n10.0.0.2,x\n", ["10.0.0.1 note=two_lines", "10.0.0.2 note=x"]),
      ("ip,note\n10.0.0.1,a\"b\n", ["10.0.0.1 note=a\"b"]),
      ("ip,note\n10.0.0.1,x,,\n", ["10.0.0.1 note=x"]),
    ])
  func quotes(_ text: String, _ lines: [String]) throws {
    #expect(try ListedText(text, csv).lines == lines)
  }

  @Test("is read by the columns that are asked for")
  func asked() throws {
    var settings = csv
    settings.addressColumn = .init("mgmt IP")
    settings.portColumn = .init("4")
    settings.labelColumns = [.init("site")]
    let text = "ip,site,Mgmt ip,api\n10.0.0.1,x,10.1.0.1,8443\n"
    #expect(try ListedText(text, settings).lines == ["10.1.0.1:8443 site=x"])
    settings = csv
    settings.addressColumn = .init("2")
    #expect(try ListedText("a,10.0.0.1\nb,10.0.0.2\n", settings).lines == ["10.0.0.1", "10.0.0.2"])
  }

  @Test("of ours gives the endpoints again, under the targets that they came from")
  func own() throws {
    let text = """
      scanned_at,target,labels,address,port,verdict
      2026-01-01T00:00:00Z,a.example,env=prod team=x,10.0.0.1,6443,exposed
      2026-01-01T00:00:00Z,10.0.0.0/24,,10.0.0.7,6443,exposed
      2026-01-01T00:00:00Z,https://r.example/k8s/clusters/local,,10.0.0.9,443,exposed
      2026-01-01T00:00:00Z,10.0.0.1:443 tls-server-name=b.example,a=b,10.0.0.1,443,exposed
      """
    #expect(
      try ListedText(text).lines == [
        "a.example:6443 env=prod team=x", "10.0.0.7:6443", "https://r.example/k8s/clusters/local",
        "10.0.0.1:443 tls-server-name=b.example a=b",
      ])
  }

  @Test("leaves out ports that are not asked for, other transports, secrets and long texts, and tells of it")
  func leftOut() throws {
    var settings = csv
    settings.keptPorts = try PortList("6443")
    let long = String(repeating: "x", count: 300)
    let text =
      "ip,port,proto,token,note\n10.0.0.1,6443,tcp,s3cret,\(long)\n10.0.0.1,443,tcp,a,b\n10.0.0.1,6443,udp,a,b\n"
    let listed = try ListedText(text, settings)
    #expect(listed.lines == ["10.0.0.1:6443"])
    #expect(
      listed.notices == [
        "list: 1 open port left out: not among the ports that are asked for",
        "list: 1 entry left out: not TCP",
        "list: 1 label left out: longer than 256 bytes",
        "list: 1 column left out: their names say that they hold secrets",
      ])
  }

  @Test(
    "makes of no field anything but a host or a label",
    arguments: [
      ("!10.0.0.0/8", "\u{FFFD}!10.0.0.0/8"), ("#x", "\u{FFFD}#x"), ("10.0.0.1 a=b", "10.0.0.1\u{FFFD}a=b"),
      ("\"10.0.0.1\n10.0.0.2\"", "10.0.0.1\u{FFFD}10.0.0.2"),
    ])
  func fields(_ field: String, _ line: String) throws {
    #expect(try ListedText("n,ip\nx,\(field)\n", csv).lines == [line + " n=x"])
    #expect(throws: (any Error).self) { try TargetLine(line) }
  }

  @Test(
    "is refused with the line where it cannot be read",
    arguments: [
      ("ip,note\n10.0.0.1,\"open\nand on\n", .openQuote, 2), ("ip,note\n10.0.0.1,\"a\"b\n", .behindQuote, 2),
      ("ip,note\n10.0.0.1,a,b\n", .moreFields(3, columns: 2), 2), ("a,b\n1,2\n", .noAddressColumn, 1),
    ] as [(String, ListProblem.Reason, UInt64)])
  func refused(_ text: String, _ reason: ListProblem.Reason, _ line: UInt64) throws {
    #expect(throws: ListProblem(reason, line: line)) { try ListedText(text, csv) }
  }

  @Test("is bounded: a record that does not end, and columns without number")
  func bounds() throws {
    let endless = "ip,note\n10.0.0.1,\"" + String(repeating: "x\n", count: CSVRecord.longest)
    #expect { try ListedText(endless, csv) } throws: {
      ($0 as? ListProblem)?.reason == .tooLong(bytes: CSVRecord.longest)
    }
    let wide = "ip" + String(repeating: ",x", count: TableReader.mostColumns)
    #expect(throws: ListProblem(.tooManyColumns(TableReader.mostColumns + 1), line: 1)) {
      try ListedText(wide, csv)
    }
  }

  @Test("names the line of the file where a row holds no target")
  func badRows() throws {
    let text = "ip,note\n10.0.0.1,\"a\nb\"\n10.0.0.300,x\n"
    let source = try TargetSource(name: "hosts.csv", text: Array(text.utf8), csv)
    #expect { try TargetList(sources: [source], maximum: 10) } throws: {
      "\($0)".hasPrefix("hosts.csv:4: `10.0.0.300 note=x`: ")
    }
  }

  private var csv: ListSettings {
    var settings = ListSettings()
    settings.format = .csv
    return settings
  }
}
