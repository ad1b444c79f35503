"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const rows = data.rows;
  const severities = ["none", "info", "low", "medium", "high", "critical"];
  // A card takes as much room as several rows.
  const pageSize = matchMedia("(max-width: 60rem)").matches ? 25 : 100;
  const printedRows = 1000;
  const longestChoice = 500;
  const byId = (id) => document.getElementById(id);
  const table = byId("endpoints");
  const head = table.tHead.rows[0];
  const body = table.tBodies[0];
  const filters = byId("filters");
  const fields = filters.elements;
  // Only a page about changes has the field for them.
  const names = ["change", "verdict", "severity", "key", "value", "text"].filter((name) => fields[name]);
  const collator = new Intl.Collator("en", { numeric: true });

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  /** Text in which a line may end behind a separator, as the rows without scripts have it. */
  const breakable = (made, text) => {
    if (text) text.split(/(?<=[.:/_@=])/).forEach((part) => made.append(part, document.createElement("wbr")));
    return made;
  };

  const columns = [
    { title: "Endpoint", text: (row) => row.target },
    { title: "Verdict", text: (row) => row.verdict, rank: (row) => -data.verdicts.indexOf(row.verdict), worstFirst: true },
    { title: "Severity", text: (row) => row.severity, rank: (row) => severities.indexOf(row.severity), worstFirst: true },
    { title: "Version", text: (row) => row.version || "" },
    { title: "Reason", text: (row) => row.reason || "" },
    { title: "Labels", text: (row) => row.labels.map((label) => label.join("=")).join(" ") },
  ];
  const worst = columns.findIndex((column) => column.title === "Severity");

  let sorting = { column: worst, descending: true };
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
        row.endpoint, row.target, row.verdict, row.reason, (row.controls || []).join(" "), row.component, row.version, row.distribution, row.error, columns[5].text(row),
        row.findings.map((finding) => finding.id).join(" "), certificate.subject, certificate.issuer,
        (certificate.names || []).join(" "),
      ].filter(Boolean).join("\n").toLowerCase();
    }
    return row.haystack;
  };

  const filter = () => {
    const change = fields.change ? fields.change.value : "";
    const verdict = fields.verdict.value;
    const least = severities.indexOf(fields.severity.value);
    const [key, value] = [fields.key.value, fields.value.value];
    const words = fields.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    shown = rows.filter((row) =>
      (!change || row.change === change)
      && (!verdict || row.verdict === verdict)
      && (least < 0 || severities.indexOf(row.severity) >= least)
      && (!key || row.labels.some((label) => label[0] === key && (!value || label[1] === value)))
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
    remember();
    draw();
  };

  const order = () => `${columns[sorting.column].title}${sorting.descending ? " ↓" : " ↑"}`;

  /** The filters stand in the address, so that what one sees can be bookmarked and handed on. */
  const remember = () => {
    const state = new URLSearchParams();
    for (const name of names) if (fields[name].value) state.set(name, fields[name].value);
    if (sorting.column !== worst || !sorting.descending) state.set("order", order());
    fields.order.value = order();
    if (fields.order.selectedIndex < 0) fields.order.value = "";
    const hash = state.toString();
    if (hash === location.hash.slice(1) || (!hash && !location.hash.includes("="))) return;
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  };

  const recall = () => {
    if (location.hash && !location.hash.includes("=")) return filter();
    const state = new URLSearchParams(location.hash.slice(1));
    for (const name of names) {
      fields[name].value = state.get(name) || "";
      if (name === "key") offerValues();
      if (fields[name].selectedIndex < 0) fields[name].selectedIndex = 0;
    }
    choose(state.get("order") || "");
    filter();
  };

  const choose = (text) => {
    const column = columns.findIndex((column) => text.slice(0, -2) === column.title);
    sorting = column < 0 ? { column: worst, descending: true } : { column, descending: text.endsWith("↓") };
  };

  const definition = (list, name, value) => {
    if (value === undefined || value === "" || value.length === 0) return;
    list.append(element("dt", name), element("dd", Array.isArray(value) ? value.join(", ") : value));
  };

  const evidence = (row) => {
    const cell = element("td");
    cell.colSpan = columns.length;
    cell.setAttribute("role", "cell");
    const facts = element("dl");
    definition(facts, "Address", row.endpoint);
    definition(facts, "First remedy", row.remedy);
    definition(facts, "Accepted", row.accepted);
    definition(facts, "Controls", row.controls);
    definition(facts, "Scanned", row.scannedAt);
    definition(facts, "First seen", row.firstSeen);
    definition(facts, "Last changed", row.lastChanged);
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
      cell.append(element("h3", "Findings"));
      for (const finding of row.findings) {
        const line = element("p");
        line.append(element("span", finding.severity, `badge severity-${finding.severity}`), ` ${data.titles[finding.id]} `);
        line.append(element("code", finding.id));
        cell.append(line, element("pre", finding.evidence));
      }
    }
    for (const answer of row.answers || []) {
      cell.append(element("h3", `${answer.path}: ${answer.status}`));
      const heads = answer.headers.map((field) => field.join(": "));
      cell.append(element("pre", heads.concat(heads.length ? [""] : [], answer.body).join("\n")));
    }
    if (row.certificate) {
      cell.append(element("h3", "Certificate"));
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
      cell.append(element("h3", "Authorities for client certificates"), element("p", row.clientAuthorities.join(", ")));
    }
    const line = element("tr", undefined, "evidence");
    line.setAttribute("role", "row");
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
    expand(button, row.index, !isOpen);
  };

  const expand = (button, index, isOpen) => {
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) button.setAttribute("aria-controls", `evidence-${index}`);
    else button.removeAttribute("aria-controls");
  };

  const drawRow = (row) => {
    const line = element("tr");
    line.setAttribute("role", "row");
    columns.forEach((column, index) => {
      if (index === 0) {
        const header = element("th");
        header.scope = "row";
        header.setAttribute("role", "rowheader");
        const button = breakable(element("button"), row.target);
        button.type = "button";
        expand(button, row.index, opened.has(row.index));
        button.addEventListener("click", () => toggle(row, button));
        header.append(button);
        if (row.place) header.append(element("span", row.place, "place"));
        line.append(header);
        return;
      }
      const cell = element("td");
      cell.setAttribute("role", "cell");
      cell.dataset.title = column.title;
      if (column.title === "Severity") {
        cell.append(element("span", row.severity, `badge severity-${row.severity}`));
      } else if (column.title === "Verdict") {
        cell.textContent = row.verdict;
        cell.className = `posture-${row.posture}`;
      } else {
        breakable(cell, column.text(row));
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

  const offer = (select, values) => {
    while (select.options.length > 1) select.lastChild.remove();
    for (const value of values.slice(0, longestChoice)) {
      const option = element("option", value);
      option.value = value;
      select.append(option);
    }
    if (values.length > longestChoice) {
      const option = element("option", `… ${number(values.length - longestChoice)} more: use the text`);
      option.disabled = true;
      select.append(option);
    }
  };

  const labels = new Map();
  for (const row of rows) {
    for (const [key, value] of row.labels) {
      if (!labels.has(key)) labels.set(key, new Set());
      labels.get(key).add(value);
    }
  }

  const offerValues = () => {
    const values = labels.get(fields.key.value);
    offer(fields.value, values ? [...values].sort(collator.compare) : []);
    fields.value.disabled = !values;
  };

  columns.forEach((column, index) => {
    const button = element("button", column.title);
    button.type = "button";
    button.addEventListener("click", () => {
      const isSame = sorting.column === index;
      sorting = { column: index, descending: isSame ? !sorting.descending : Boolean(column.worstFirst) };
      sort();
    });
    head.cells[index].replaceChildren(button);
    for (const direction of column.worstFirst ? [" ↓", " ↑"] : [" ↑", " ↓"]) {
      const option = element("option", column.title + direction);
      option.value = column.title + direction;
      fields.order.append(option);
    }
  });
  table.caption.textContent = "Endpoints; a heading's button sorts by it, an endpoint's button opens what it answered";

  const present = new Set(rows.map((row) => row.verdict));
  offer(fields.verdict, data.verdicts.filter((verdict) => present.has(verdict)));
  offer(fields.key, [...labels.keys()].sort(collator.compare));

  let waiting;
  filters.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (event.target.name === "key") offerValues();
    if (event.target.name === "order") {
      choose(event.target.value);
      sort();
    } else {
      waiting = setTimeout(filter, event.target.name === "text" ? 120 : 0);
    }
  });
  filters.addEventListener("reset", () => setTimeout(() => {
    offerValues();
    filter();
  }));
  filters.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", recall);
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
      fields.text.value = button.dataset.finding;
      byId("endpoints-heading").focus();
      byId("endpoints-heading").scrollIntoView();
    });
  }
  for (const button of document.querySelectorAll("[data-change]")) {
    // What is not in the list any more has no row.
    if (!rows.some((row) => row.change === button.dataset.change)) continue;
    button.closest(".scripted").hidden = false;
    button.addEventListener("click", () => {
      filters.reset();
      fields.change.value = button.dataset.change;
      byId("endpoints-heading").focus();
      byId("endpoints-heading").scrollIntoView();
    });
  }
  const closed = [];
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open]):has(.severity-medium)")) {
      closed.push(details);
      details.open = true;
    }
    if (byId("print-table").checked) draw(0, printedRows);
  });
  addEventListener("afterprint", () => {
    for (const details of closed.splice(0)) details.open = false;
    draw();
  });

  filters.hidden = false;
  recall();
})();
