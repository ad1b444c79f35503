"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const rows = data.rows;
  const severities = ["none", "info", "low", "medium", "high", "critical"];
  const pageSize = 100;
  const printedRows = 1000;
  const byId = (id) => document.getElementById(id);
  const table = byId("endpoints");
  const head = table.tHead.rows[0];
  const body = table.tBodies[0];
  const filters = byId("filters");
  const collator = new Intl.Collator("en", { numeric: true });

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const columns = [
    { title: "Endpoint", text: (row) => row.endpoint },
    { title: "Target", text: (row) => row.target },
    { title: "Verdict", text: (row) => row.verdict, rank: (row) => data.verdicts.indexOf(row.verdict) },
    { title: "Severity", text: (row) => row.severity, rank: (row) => severities.indexOf(row.severity), worstFirst: true },
    { title: "Version", text: (row) => row.version || "" },
    { title: "Certificate ends", text: (row) => (row.certificate && row.certificate.notAfter || "").slice(0, 10) },
    { title: "Labels", text: (row) => row.labels.join(" ") },
  ];

  let sorting = { column: 3, descending: true };
  let shown = rows;
  let page = 0;
  const opened = new Set();

  rows.forEach((row, index) => {
    row.index = index;
    row.labels = row.labels || [];
    row.findings = row.findings || [];
  });

  /** What the free text is looked for in, made when it is first asked for. */
  const haystack = (row) => {
    if (row.haystack === undefined) {
      const certificate = row.certificate || {};
      row.haystack = [
        row.endpoint, row.target, row.verdict, row.component, row.version, row.distribution, row.error, row.labels.join(" "),
        row.findings.map((finding) => finding.id).join(" "), certificate.subject, certificate.issuer,
        (certificate.names || []).join(" "),
      ].filter(Boolean).join("\n").toLowerCase();
    }
    return row.haystack;
  };

  const filter = () => {
    const verdict = filters.elements.verdict.value;
    const least = severities.indexOf(filters.elements.severity.value);
    const label = filters.elements.label.value;
    const words = filters.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    shown = rows.filter((row) =>
      (!verdict || row.verdict === verdict)
      && (least < 0 || severities.indexOf(row.severity) >= least)
      && (!label || row.labels.includes(label))
      && words.every((word) => haystack(row).includes(word)));
    sort();
  };

  const sort = () => {
    const column = columns[sorting.column];
    const direction = sorting.descending ? -1 : 1;
    const keys = new Map(shown.map((row) => [row, column.rank ? column.rank(row) : column.text(row)]));
    shown.sort((left, right) => {
      const [a, b] = [keys.get(left), keys.get(right)];
      if (!column.rank && (a === "") !== (b === "")) return a === "" ? 1 : -1;
      const order = column.rank ? a - b : collator.compare(a, b);
      return order * direction || left.index - right.index;
    });
    page = 0;
    draw();
  };

  const definition = (list, name, value) => {
    if (value === undefined || value === "" || value.length === 0) return;
    list.append(element("dt", name), element("dd", Array.isArray(value) ? value.join(", ") : value));
  };

  const evidence = (row) => {
    const cell = element("td");
    cell.colSpan = columns.length;
    const facts = element("dl");
    definition(facts, "Scanned", row.scannedAt);
    definition(facts, "Component", row.component);
    definition(facts, "Distribution", row.distribution);
    definition(facts, "Release ends", row.endOfLife);
    definition(facts, "Started", row.startedAt);
    definition(facts, "Vulnerabilities", row.vulnerabilities);
    definition(facts, "TLS", row.tls);
    definition(facts, "Latency", row.latency === undefined ? undefined : `${row.latency} ms`);
    definition(facts, "On the way", row.error);
    cell.append(facts);
    if (row.findings.length > 0) {
      cell.append(element("h4", "Findings"));
      for (const finding of row.findings) {
        const line = element("p");
        line.append(element("span", finding.severity, `badge severity-${finding.severity}`), ` ${data.titles[finding.id]} `);
        line.append(element("code", finding.id));
        cell.append(line, element("pre", finding.evidence));
      }
    }
    for (const answer of row.answers || []) {
      cell.append(element("h4", `${answer.path}: ${answer.status}`));
      const heads = answer.headers.map((field) => field.join(": "));
      cell.append(element("pre", heads.concat(heads.length ? [""] : [], answer.body).join("\n")));
    }
    if (row.certificate) {
      cell.append(element("h4", "Certificate"));
      const list = element("dl");
      definition(list, "Subject", row.certificate.subject);
      definition(list, "Issuer", row.certificate.issuer);
      definition(list, "Valid from", row.certificate.notBefore);
      definition(list, "Valid until", row.certificate.notAfter);
      definition(list, "Names", row.certificate.names);
      definition(list, "SHA-256", row.certificate.fingerprint);
      cell.append(list);
    }
    if (row.clientAuthorities) {
      cell.append(element("h4", "Authorities for client certificates"), element("p", row.clientAuthorities.join(", ")));
    }
    const line = element("tr", undefined, "evidence");
    line.id = `evidence-${row.index}`;
    line.append(cell);
    return line;
  };

  const toggle = (row, button) => {
    const line = button.closest("tr");
    const isOpen = opened.has(row.index);
    if (isOpen) {
      opened.delete(row.index);
      line.nextElementSibling.remove();
    } else {
      opened.add(row.index);
      line.after(evidence(row));
    }
    button.setAttribute("aria-expanded", String(!isOpen));
  };

  const drawRow = (row) => {
    const line = element("tr");
    columns.forEach((column, index) => {
      if (index === 0) {
        const header = element("th");
        header.scope = "row";
        const button = element("button", column.text(row));
        button.type = "button";
        button.setAttribute("aria-expanded", String(opened.has(row.index)));
        button.setAttribute("aria-controls", `evidence-${row.index}`);
        button.addEventListener("click", () => toggle(row, button));
        header.append(button);
        line.append(header);
        return;
      }
      const cell = element("td");
      if (column.title === "Severity") {
        cell.append(element("span", row.severity, `badge severity-${row.severity}`));
      } else {
        cell.textContent = column.text(row);
        if (column.title === "Verdict") cell.className = `posture-${row.posture}`;
      }
      line.append(cell);
    });
    return line;
  };

  const number = (count) => count.toLocaleString("en");

  const draw = (from = page * pageSize, count = pageSize) => {
    const part = shown.slice(from, from + count);
    const drawn = document.createDocumentFragment();
    for (const row of part) {
      drawn.append(drawRow(row));
      if (opened.has(row.index)) drawn.append(evidence(row));
    }
    body.replaceChildren(drawn);
    columns.forEach((_, index) => {
      const direction = sorting.descending ? "descending" : "ascending";
      head.cells[index].setAttribute("aria-sort", index === sorting.column ? direction : "none");
    });
    const all = shown.length === rows.length ? "" : ` of ${number(rows.length)}`;
    const range = part.length < shown.length ? `, rows ${number(from + 1)} to ${number(from + part.length)} shown` : "";
    byId("shown").textContent = `${number(shown.length)}${all} endpoint${shown.length === 1 && !all ? "" : "s"}${range}`;
    const pages = Math.max(1, Math.ceil(shown.length / pageSize));
    byId("pages").hidden = pages === 1;
    byId("page").textContent = `Page ${number(page + 1)} of ${number(pages)}`;
    for (const button of byId("pages").querySelectorAll("button")) {
      const isBack = button.dataset.page === "first" || button.dataset.page === "previous";
      button.disabled = isBack ? page === 0 : page === pages - 1;
    }
  };

  const options = (select, values) => {
    for (const value of values) {
      const option = element("option", value);
      option.value = value;
      select.append(option);
    }
  };

  columns.forEach((column, index) => {
    const header = element("th");
    header.scope = "col";
    const button = element("button", column.title);
    button.type = "button";
    button.addEventListener("click", () => {
      const isSame = sorting.column === index;
      sorting = { column: index, descending: isSame ? !sorting.descending : Boolean(column.worstFirst) };
      sort();
    });
    header.append(button);
    head.append(header);
  });

  const present = new Set(rows.map((row) => row.verdict));
  options(filters.elements.verdict, data.verdicts.filter((verdict) => present.has(verdict)));
  const labels = new Set(rows.flatMap((row) => row.labels));
  options(filters.elements.label, [...labels].sort(collator.compare).slice(0, 1000));

  let waiting;
  filters.addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, event.target.name === "text" ? 120 : 0);
  });
  filters.addEventListener("reset", () => setTimeout(filter));
  filters.addEventListener("submit", (event) => event.preventDefault());
  byId("pages").addEventListener("click", (event) => {
    const last = Math.ceil(shown.length / pageSize) - 1;
    const next = { first: 0, previous: page - 1, next: page + 1, last }[event.target.dataset.page];
    if (next === undefined) return;
    page = Math.min(Math.max(next, 0), last);
    draw();
    byId("endpoints-heading").focus();
  });
  for (const button of document.querySelectorAll("[data-finding]")) {
    button.closest(".scripted").hidden = false;
    button.addEventListener("click", () => {
      filters.reset();
      filters.elements.text.value = button.dataset.finding;
      setTimeout(filter);
      byId("endpoints-heading").focus();
      byId("endpoints-heading").scrollIntoView();
    });
  }
  const closed = [];
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open])")) {
      closed.push(details);
      details.open = true;
    }
    draw(0, printedRows);
  });
  addEventListener("afterprint", () => {
    for (const details of closed.splice(0)) details.open = false;
    draw();
  });

  filters.hidden = false;
  table.hidden = false;
  filter();
})();
