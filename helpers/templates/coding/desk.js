// The desk at which one codes an article, in the browser. What is shown as coded is what the
// kernel has written to the file: a click sends one decision, and the kernel answers with all
// codes. Texts are set as text, never as HTML. Nothing is loaded from anywhere.

const PATIENCE = 5000; // Milliseconds after which an answer is overdue.
const STANCE_KEYS = { "-": "-1", 0: "0", "+": "1", "=": "1", 1: "-1", 2: "0", 3: "1", 4: "none" };
const STANCE_CODES = { unfavourable: "-1", neutral: "0", favourable: "1", none: "none" };

const key_of = (...parts) => parts.join("|");
const words = (name) => (name === "none" ? "no evidence" : name.replaceAll("_", " "));

function make(tag, { text, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
}

function render({ model, el }) {
  const desk = model.get("desk");
  const pending = new Map(); // Decisions that are sent and not yet answered.
  let serial = 0;
  let at = desk.start;
  let actor = 0;

  const title = make("strong", { text: `Coder: ${desk.coder}` });
  const progress = make("span", { class: "desk-progress" });
  const jump = make("select", { "aria-label": "Go to paragraph" });
  const back = make("button", { type: "button", text: "← Previous" });
  const next = make("button", { type: "button", text: "Next →" });
  const done = make("button", { type: "button", class: "desk-done" }, "Finished ", make("kbd", { text: "f" }));
  const place = make("div", { class: "desk-text", lang: desk.language });
  const body = make("div", { class: "desk-body" });
  const meaning = make("p", { class: "desk-meaning", role: "note", "aria-live": "polite" });
  const status = make("p", { class: "desk-status", role: "status", "aria-live": "polite" });
  const alarm = make("p", { class: "desk-alarm", role: "alert", hidden: "" });
  const root = make(
    "section",
    {
      class: "desk",
      tabindex: "0",
      "aria-label": `Coding desk of ${desk.coder}`,
      // JupyterLab must not take the letters for commands of its own.
      "data-lm-suppress-shortcuts": "true",
    },
    make("div", { class: "desk-head" }, title, progress, jump, back, next, done),
    place,
    body,
    meaning,
    alarm,
    status,
    help(),
  );
  el.append(root);

  function help() {
    const list = make("ul", {});
    for (const line of desk.help) list.append(make("li", { text: line }));
    return make("details", {}, make("summary", { text: "Keys" }), list);
  }

  function code_of(cell) {
    const key = key_of(...cell);
    const waiting = [...pending.values()].filter((x) => x.key === key).pop();
    return waiting ? waiting.code : model.get("codes")[key] || "";
  }

  // ---- what is sent, and what comes back

  function send(content, key, code) {
    serial += 1;
    const mine = serial;
    pending.set(mine, { key, code });
    try {
      model.send({ ...content, serial: mine });
    } catch {
      return overdue(mine);
    }
    setTimeout(() => overdue(mine), PATIENCE);
    refresh();
  }

  function overdue(mine) {
    if (!pending.has(mine)) return;
    pending.clear();
    alarm.textContent =
      "Not saved yet: the kernel does not answer. What was saved before is safe. Wait if a cell is " +
      "running; if none is, restart the kernel and run this cell again.";
    alarm.hidden = false;
    refresh();
  }

  function answered() {
    const told = model.get("status");
    for (const mine of [...pending.keys()]) if (mine <= told.serial) pending.delete(mine);
    alarm.hidden = told.ok;
    if (!told.ok) alarm.textContent = told.text;
    refresh();
  }

  const set = (cell, code) => send({ kind: "set", cell, code }, key_of(...cell), code);

  function toggle(cell) {
    set(cell, code_of(cell) === "1" ? "0" : "1");
  }

  function finish() {
    send({ kind: "finish", paragraph: desk.paragraphs[at].label }, "", "");
    if (at < desk.paragraphs.length - 1) go(at + 1);
  }

  // ---- what is shown

  function go(to) {
    if (to < 0 || to >= desk.paragraphs.length) return;
    const inside = root.contains(document.activeElement) && document.activeElement !== root;
    at = to;
    actor = 0;
    show();
    if (inside) (body.querySelector("button") || root).focus();
  }

  function button(cell, entry, code) {
    const node = make(
      "button",
      { type: "button", class: "desk-code", "aria-keyshortcuts": entry.key, title: entry.meaning },
      make("span", { text: words(entry.name) + " " }),
      make("kbd", { text: entry.key }),
    );
    node.desk = { cell, code };
    const tell = () => {
      meaning.textContent = `${words(entry.name)}: ${entry.meaning}`;
    };
    node.addEventListener("focus", tell);
    node.addEventListener("mouseenter", tell);
    node.addEventListener("click", () => {
      if (!code) toggle(cell);
      else set(cell, code_of(cell) === code ? "" : code);
    });
    return node;
  }

  function group(name, ...children) {
    return make("div", { class: "desk-group", role: "group", "aria-label": name }, ...children);
  }

  function show() {
    const here = desk.paragraphs[at];
    place.replaceChildren(make("span", { class: "desk-label", text: here.label }));
    for (const [text, who] of here.parts) {
      if (!who) place.append(text);
      else place.append(make("mark", { title: desk.actors[who], text, "data-actor": who }));
    }
    place.classList.toggle("desk-title", here.title);
    const rows = here.actors.map((who, row) => {
      const buttons = desk.stance.map((entry) =>
        button([here.label, "stance", who, ""], entry, STANCE_CODES[entry.name]),
      );
      const line = group(`Stance toward ${desk.actors[who]}`, ...buttons);
      line.prepend(make("span", { class: "desk-actor", text: desk.actors[who] }));
      line.addEventListener("focusin", () => choose(row));
      line.dataset.row = row;
      return line;
    });
    if (!rows.length) rows.push(make("p", { text: "No actor of the catalogue is named here." }));
    const frames = desk.frames.map((entry) => button([here.label, "frame", "", entry.name], entry));
    const families = desk.devices.map(([family, entries]) => {
      const buttons = entries.map((e) => button([here.label, "device", "", e.name], e));
      const line = group(family, ...buttons);
      line.prepend(make("span", { class: "desk-actor", text: family }));
      return line;
    });
    body.replaceChildren(
      make("h4", { text: "1 Stance toward each actor" }),
      ...rows,
      make("h4", { text: "2 Frames present in the paragraph" }),
      group("Frames", ...frames),
      make("h4", { text: "3 Devices, with Shift" }),
      ...families,
    );
    meaning.textContent = "Go over a button to read what it stands for.";
    choose(0);
    refresh();
  }

  function choose(row) {
    actor = row;
    for (const line of body.querySelectorAll("[data-row]")) {
      const mine = Number(line.dataset.row) === row;
      line.classList.toggle("desk-current", mine);
      if (mine) line.setAttribute("aria-current", "true");
      else line.removeAttribute("aria-current");
    }
    const who = desk.paragraphs[at].actors[row];
    for (const mark of place.querySelectorAll("mark")) {
      mark.classList.toggle("desk-current", mark.dataset.actor === who);
    }
  }

  function refresh() {
    const finished = model.get("finished");
    const here = desk.paragraphs[at].label;
    const ended = finished.includes(here);
    progress.textContent =
      `Paragraph ${at + 1} of ${desk.paragraphs.length}, ${finished.length} finished` +
      (ended ? " (this one too)" : "");
    jump.replaceChildren(
      ...desk.paragraphs.map(({ label }, i) =>
        make("option", { value: i, text: label + (finished.includes(label) ? " ✓" : "") }),
      ),
    );
    jump.value = at;
    back.disabled = at === 0;
    next.disabled = at === desk.paragraphs.length - 1;
    for (const node of body.querySelectorAll(".desk-code")) {
      const { cell, code } = node.desk;
      const given = code_of(cell);
      const on = code ? given === code : given === "1";
      node.setAttribute("aria-pressed", String(on));
      node.dataset.state = on ? "on" : given && !code ? "off" : "open";
    }
    status.textContent = pending.size ? "Saving …" : model.get("status").text;
  }

  // ---- keys

  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === jump) return;
    if (press(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });

  function press({ key, shiftKey }) {
    const here = desk.paragraphs[at];
    const stance = here.actors.length ? [here.label, "stance", here.actors[actor], ""] : null;
    const chosen = document.activeElement.desk;
    if (key === "ArrowRight") go(at + 1);
    else if (key === "ArrowLeft") go(at - 1);
    else if (key === "ArrowDown" || key === "ArrowUp") step(key === "ArrowDown" ? 1 : -1);
    else if (STANCE_KEYS[key] !== undefined) stance && set(stance, STANCE_KEYS[key]);
    else if (key === "Backspace" || key === "Delete") {
      const cell = chosen ? chosen.cell : stance;
      if (cell) set(cell, "");
    } else if (/^[a-z]$/i.test(key)) return letter(key, shiftKey, here.label);
    else return false;
    return true;
  }

  function letter(key, shift, label) {
    if (!shift && key.toLowerCase() === "f") {
      finish();
      return true;
    }
    const entries = shift ? desk.devices.flatMap(([, list]) => list) : desk.frames;
    const found = entries.find((entry) => entry.key.toLowerCase() === key.toLowerCase());
    if (!found) return false;
    meaning.textContent = `${words(found.name)}: ${found.meaning}`;
    toggle([label, shift ? "device" : "frame", "", found.name]);
    return true;
  }

  function step(by) {
    const many = desk.paragraphs[at].actors.length;
    if (!many) return;
    const to = Math.min(Math.max(actor + by, 0), many - 1);
    body.querySelector(`[data-row="${to}"] button`).focus();
  }

  jump.addEventListener("change", () => go(Number(jump.value)));
  back.addEventListener("click", () => go(at - 1));
  next.addEventListener("click", () => go(at + 1));
  done.addEventListener("click", finish);
  model.on("change:status", answered);
  show();
  return () => model.off("change:status", answered);
}

export default { render };
