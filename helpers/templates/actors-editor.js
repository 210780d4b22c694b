// The editor of actors: draws one row per actor and sends each edit to Python, which answers with
// the rows as they then are. All text is put in as text, never as markup.

function element(tag, attributes = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && name !== "list") node[name] = value;
    else node.setAttribute(name, value);
  }
  for (const child of children) node.append(child);
  return node;
}

function group(rows) {
  const actors = new Map();
  for (const row of rows) {
    if (!actors.has(row.actor)) actors.set(row.actor, []);
    actors.get(row.actor).push(row);
  }
  return actors;
}

function render({ model, el }) {
  // The letters typed here are no shortcuts of the notebook.
  const root = element("div", { className: "actors-editor", "data-lm-suppress-shortcuts": "true" });
  el.append(root);
  const send = (edit, values) => model.send({ edit, values });

  // A name is sent with the Enter key or on leaving the field, and the field is empty again.
  function blank(key, label, placeholder, actor) {
    const add = (event) => {
      const alias = event.target.value.trim();
      event.target.value = "";
      if (alias) send("add", actor ? { alias, actor } : { alias });
    };
    return element("input", { type: "text", className: "more", placeholder, ariaLabel: label,
      "data-key": key, onchange: add,
      onkeydown: (event) => { if (event.key === "Enter") add(event); } });
  }

  function field(key, label, value, change, options) {
    if (options) {
      const items = options.map(([name, text]) =>
        element("option", { value: name, textContent: text, selected: name === value }));
      return element("select", { ariaLabel: label, "data-key": key,
        onchange: (event) => change(event.target.value) }, items);
    }
    return element("input", { type: "text", ariaLabel: label, "data-key": key, value,
      onchange: (event) => change(event.target.value),
      onkeydown: (event) => { if (event.key === "Enter") change(event.target.value); } });
  }

  function names(actor, rows) {
    const chips = rows.map((row) => element("label", { className: "name" }, [
      element("input", { type: "checkbox", checked: row.keep, "data-key": `alias ${row.alias}`,
        onchange: (event) => send("keep_alias", { alias: row.alias, keep: event.target.checked }) }),
      element("span", { textContent: row.alias }),
      element("small", { textContent: ` ${row.count}×` }),
    ]));
    const more = blank(`more ${actor}`, `Add a name to ${rows[0].label}`, "add a name", actor);
    return element("td", {}, [...chips, more]);
  }

  function line(actor, rows, others, kinds) {
    const first = rows[0];
    const on = rows.some((row) => row.keep);
    const into = [["", "…"], ...others.filter(([name]) => name !== actor)];
    return element("tr", { className: on ? "" : "off" }, [
      element("td", {}, [element("input", { type: "checkbox", checked: on, ariaLabel: `Keep ${first.label}`,
        "data-key": `keep ${actor}`,
        onchange: (event) => send("keep_actor", { actor, keep: event.target.checked }) })]),
      element("td", {}, [field(`label ${actor}`, `Label of ${first.label}`, first.label,
        (label) => send("change", { actor, label }))]),
      element("td", {}, [field(`kind ${actor}`, `Kind of ${first.label}`, first.kind,
        (kind) => send("change", { actor, kind }), kinds.map((kind) => [kind, kind.replaceAll("_", " ")]))]),
      element("td", {}, [field(`bloc ${actor}`, `Bloc of ${first.label}`, first.bloc,
        (bloc) => send("change", { actor, bloc }))]),
      names(actor, rows),
      element("td", {}, [field(`merge ${actor}`, `Merge ${first.label} into`, "",
        (target) => { if (target) send("merge", { actor, into: target }); }, into)]),
    ]);
  }

  function draw() {
    // The focus, and what is being typed, stay where they are.
    const active = root.contains(document.activeElement) ? document.activeElement : null;
    const key = active?.dataset.key;
    const typed = active && active.type === "text" && active.value !== active.defaultValue ? active.value : null;
    const actors = group(model.get("rows"));
    const others = [...actors].map(([actor, rows]) => [actor, rows[0].label]);
    const heads = ["keep", "label", "kind", "bloc", "names in the text", "merge into"];
    const table = element("table", {}, [
      element("thead", {}, [element("tr", {}, heads.map((text) => element("th", { scope: "col", textContent: text })))]),
      element("tbody", {}, [...actors].map(([actor, rows]) => line(actor, rows, others, model.get("kinds")))),
    ]);
    const fresh = element("label", { className: "fresh" }, ["New actor, as the text names it: ",
      blank("fresh", "New actor", "islanders")]);
    const status = element("p", { role: "status", className: "status", textContent: model.get("message") });
    root.replaceChildren(table, fresh, status);
    for (const input of root.querySelectorAll("input[type=text]")) input.defaultValue = input.value;
    const again = key && [...root.querySelectorAll("[data-key]")].find((node) => node.dataset.key === key);
    if (again) {
      again.focus();
      if (typed !== null) again.value = typed;
    }
  }

  model.on("change:rows", draw);
  model.on("change:message", () => {
    const status = root.querySelector(".status");
    if (status) status.textContent = model.get("message");
    // An edit that was not done leaves the rows as they are; the fields must show that.
    if (model.get("message").startsWith("Not done")) draw();
  });
  draw();
}

export default { render };
