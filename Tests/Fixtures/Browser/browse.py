"""Opens a page in headless Chromium as a reader does, and tells as JSON what was seen.

Speaks the DevTools protocol (https://chromedevtools.github.io/devtools-protocol/) with nothing but the standard library.
Usage: browse.py CHROMIUM PAGE. It ends within SECONDS, whatever the browser does.
"""

import base64
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import urllib.request

SECONDS = 90
FLAGS = [
    # As root, and in containers with little shared memory.
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--remote-debugging-port=0",
]


class Browser:
    def __init__(self, chromium, profile):
        self.process = subprocess.Popen(
            [chromium, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
            start_new_session=True)
        # Whoever waits for a browser that was killed reads the end of its stream.
        self.watchdog = threading.Timer(SECONDS, self.kill)
        self.watchdog.start()
        self.count = 0
        self.events = []

    def attach(self):
        address = next((line for line in self.process.stderr if "DevTools listening on" in line), None)
        if address is None:
            raise RuntimeError(f"the browser does not start, or not within {SECONDS} s")
        origin = address.split("ws://")[1].split("/")[0]
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"http://{origin}/json", timeout=SECONDS) as answer:
            page = next(target for target in json.load(answer) if target["type"] == "page")
        self.connect(origin, "/" + page["webSocketDebuggerUrl"].split("/", 3)[3])

    def connect(self, origin, path):
        host, port = origin.split(":")
        self.socket = socket.create_connection((host, int(port)))
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {origin}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        self.file = self.socket.makefile("rb")
        while self.file.readline() != b"\r\n":
            pass

    def receive(self):
        message = b""
        while True:
            head = self.file.read(2)
            if len(head) < 2:
                raise RuntimeError(f"the browser ended, or did not within {SECONDS} s what was asked")
            first, second = head
            length = second & 127
            if length == 126:
                length = struct.unpack(">H", self.file.read(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", self.file.read(8))[0]
            message += self.file.read(length)
            if first & 128:
                return json.loads(message)

    def call(self, method, **params):
        self.count += 1
        message = json.dumps({"id": self.count, "method": method, "params": params}).encode()
        mask = os.urandom(4)
        size = len(message)
        head = struct.pack("BB", 129, 128 | size) if size < 126 else struct.pack(">BBH", 129, 254, size)
        self.socket.sendall(head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(message)))
        while True:
            answer = self.receive()
            if answer.get("id") == self.count:
                return answer["result"]
            self.events.append(answer)

    def evaluate(self, code):
        answer = self.call("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def kill(self):
        # The command may be a script that starts the browser.
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def end(self):
        self.watchdog.cancel()
        self.kill()
        self.process.wait()

    def open(self, path):
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Page.navigate", url=f"file://{path}")
        while self.evaluate("document.readyState + location.protocol") != "completefile:":
            pass


WALK = """
(async () => {
  const settled = () => new Promise((done) => setTimeout(done, 300));
  const rows = () => [...document.querySelectorAll("#endpoints tbody tr:not(.evidence)")];
  const column = (index) => rows().map((row) => row.cells[index].textContent);
  // The address, which stands below the name where the name does not say it.
  const places = () => rows().map((row) => (row.querySelector(".place") || row.querySelector("button")).textContent);
  const sorts = () => [...document.querySelectorAll("#endpoints thead th")].map((th) => th.getAttribute("aria-sort"));
  const filters = document.getElementById("filters");
  const choose = async (name, value) => {
    const field = filters.elements[name];
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await settled();
    const seen = places();
    return seen;
  };
  const seen = {};
  seen.text = document.body.innerText;
  seen.elements = Object.fromEntries(["script", "img", "iframe", "a", "form", "link", "object"]
    .map((name) => [name, document.querySelectorAll(name).length]));
  seen.handlers = [...document.querySelectorAll("*")].filter((element) =>
    [...element.attributes].some((attribute) => attribute.name.startsWith("on"))).length;
  seen.headers = [...document.querySelectorAll("#endpoints thead th")].map((th) => th.scope + " " + th.textContent);
  seen.rowHeaders = rows().every((row) => row.cells[0].tagName === "TH" && row.cells[0].scope === "row");
  seen.unlabelled = [...document.querySelectorAll("select, input")].filter((field) => field.labels.length === 0).length;
  const clear = async () => {
    filters.reset();
    await settled();
  };
  seen.bySeverity = column(2);
  seen.sortAtFirst = sorts();
  document.querySelectorAll("#endpoints thead button")[0].click();
  seen.byEndpoint = places();
  seen.sortByEndpoint = sorts();
  document.querySelectorAll("#endpoints thead button")[0].click();
  seen.byEndpointBackwards = places();
  seen.leaking = await choose("verdict", "version_leak");
  await clear();
  seen.medium = await choose("severity", "medium");
  await clear();
  seen.keyed = await choose("key", "cluster");
  seen.labelled = await choose("value", "prod");
  seen.address = location.hash;
  await clear();
  seen.cleared = location.hash;
  location.hash = "key=cluster&value=prod&order=Endpoint+%E2%86%93";
  await settled();
  seen.recalled = places();
  seen.recalledValue = filters.elements.value.value;
  await clear();
  seen.found = await choose("text", "v1.19.7");
  await clear();
  const button = document.querySelector("#endpoints tbody button");
  seen.closed = button.getAttribute("aria-expanded");
  for (const row of rows()) row.querySelector("button").click();
  seen.opened = button.getAttribute("aria-expanded");
  seen.evidence = [...document.querySelectorAll(".evidence")].map((line) => line.innerText);
  for (const row of rows()) row.querySelector("button").click();
  seen.evidenceLeft = document.querySelectorAll(".evidence").length;
  const shortcut = document.querySelector("[data-finding]");
  if (shortcut) {
    shortcut.click();
    await settled();
    seen.shortcut = filters.elements.text.value;
  }
  return seen;
})()
"""


def main(chromium, page):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(chromium, profile)
        try:
            browser.attach()
            browser.open(page)
            seen = browser.evaluate(WALK)
            seen["requests"] = [
                event["params"]["request"]["url"] for event in browser.events
                if event["method"] == "Network.requestWillBeSent"]
            seen["complaints"] = [
                json.dumps(event["params"]) for event in browser.events
                if event["method"] in ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")]
            seen["dialogs"] = [
                event["params"]["message"] for event in browser.events
                if event["method"] == "Page.javascriptDialogOpening"]
            json.dump(seen, sys.stdout)
        finally:
            browser.end()


main(*sys.argv[1:])
