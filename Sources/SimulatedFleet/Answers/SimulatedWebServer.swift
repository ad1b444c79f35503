/// A web server that has nothing to do with Kubernetes: one page, and 404 for the rest.
struct SimulatedWebServer: Answering {
  func answer(to request: Request) -> Answer {
    let headers = [(name: "Server", value: "nginx"), (name: "Content-Type", value: "text/html")]
    guard request.path == "/" else {
      return Answer(status: 404, headers: headers, body: Self.page(titled: "404 Not Found"))
    }
    return Answer(status: 200, headers: headers, body: Self.page(titled: "Welcome"))
  }

  private static func page(titled title: String) -> String {
    """
    <html>
    <head><title>\(title)</title></head>
    <body><center><h1>\(title)</h1></center></body>
    </html>

    """
  }
}
