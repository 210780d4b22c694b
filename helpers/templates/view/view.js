// The interactive view of an analysis: filters, heatmap, curve, text and the evidence behind a
// cell. One file for the explorer in JupyterLab and for a page. What is sent once answers every
// click; nothing is loaded from anywhere. Texts are set as text, never as HTML.

const MINUS = "−";
const SVG = "http://www.w3.org/2000/svg";
const RATES = ["frame", "device"]; // Measured per 100 words along the text.
const VERDICTS = ["unfavourable", "neutral", "favourable"];
const STATE = ["measure", "label", "actor", "voice", "paragraph"];
const POINTS = 50; // Steps of a curve from headline to end.

function make(tag, { text, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
}

function draw(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

// ---- numbers and words

// The size of a number, so many places of it.
// Halfway between two numbers Python takes the even one, as in all figures, JavaScript the larger.
export function fixed(value, places = 2) {
  const size = Math.abs(value);
  const scaled = size * 10 ** places;
  const halfway = (size * 8) % 1 === 0 && scaled % 1 === 0.5;
  const even = 2 * Math.floor(scaled / 2 + 0.5);
  return (halfway ? even / 10 ** places : size).toFixed(places);
}

export function signed(value, places = 2) {
  const text = fixed(value, places);
  if (Number(text) === 0) return "0";
  return (value < 0 ? MINUS : "+") + text;
}

// One figure, to fit into a cell: −.4, +1.
const short = (value) => signed(value, 1).replace("0.", ".").replace(".0", "");
const plain = (name) => name.replaceAll("_", " ");
const counted = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
const total = (numbers) => numbers.reduce((sum, x) => sum + x, 0);

// ---- what is known

function unpack(column) {
  if (Array.isArray(column)) return column;
  const values = [];
  for (let i = 0; i < column.runs.length; i += 2) {
    for (let n = column.runs[i + 1]; n > 0; n -= 1) values.push(column.runs[i]);
  }
  return values;
}

function unpackTable(table) {
  const columns = Object.entries(table).map(([name, column]) => [name, unpack(column)]);
  return columns[0][1].map((_, i) => Object.fromEntries(columns.map(([name, c]) => [name, c[i]])));
}

const key = (...parts) => parts.join("|");

// Give questions to ask of the data: of places in tables, not of names.
export function index(data) {
  const cells = new Map();
  for (const cell of unpackTable(data.cells)) {
    cells.set(key(cell.paragraph, cell.voice, cell.measure, cell.label, cell.actor), cell);
  }
  const evidence = new Map(); // By paragraph and measure, in the order of the text.
  const rows = unpackTable(data.evidence).sort((a, b) => a.id - b.id);
  for (const row of rows) {
    const place = key(row.paragraph, row.measure);
    if (!evidence.has(place)) evidence.set(place, []);
    evidence.get(place).push(row);
  }
  const curves = new Map();
  const drawn = new Set(); // Pairs of measure and voice whose curves are known.
  const [, author, quoted] = data.voices.map((voice) => voice.word);
  const all = data.voices[0].word;
  const empty = data.words.indexOf("");
  const spoken = (row, voice) =>
    voice === all || (voice === quoted ? row.voice !== author : row.voice === voice);

  // A place is {paragraph, voice, measure, label, actor}, all numbers.
  return {
    cell: (at) => cells.get(key(at.paragraph, at.voice, at.measure, at.label, at.actor)),
    // Curves go by names: the kernel sends them later than the rest, those of one measure at once.
    learn(measure, voice, list) {
      drawn.add(JSON.stringify([measure, voice]));
      // What another engine said of them counts no more, even where this one says nothing.
      for (const known of [...curves.keys()]) {
        const [of, by] = JSON.parse(known);
        if (of === measure && by === voice) curves.delete(known);
      }
      for (const curve of list) curves.set(JSON.stringify(curve.key), curve.runs);
    },
    drawn: (measure, voice) => drawn.has(JSON.stringify([measure, voice])),
    curve: (...names) => curves.get(JSON.stringify(names)),
    rows(at) {
      const name = data.measures[at.measure].name;
      return (evidence.get(key(at.paragraph, at.measure)) || []).filter(
        (row) =>
          spoken(row, at.voice) &&
          (name === "stance" || row.label === at.label) &&
          (row.actor === at.actor || (name === "device" && at.actor < 0)),
      );
    },
    empty,
  };
}

// ---- how rows make a value; the same as the scores of the tables

const clip = (value) => Math.min(1, Math.max(-1, value));

function mentionsOf(rows) {
  const named = new Set(rows.filter((row) => row.mention >= 0).map((row) => row.mention));
  return named.size + rows.filter((row) => row.mention < 0).length;
}

// Add up the rows of a cell and say how, in words.
export function recompute(name, rows, { unit, parts } = {}) {
  const sum = total(rows.map((row) => row.weight));
  if (name === "stance") {
    const n = unit === "sum" ? 1 : mentionsOf(rows);
    const value = sum / n;
    const kept = clip(value);
    const cut = kept === value ? "" : `, kept within ${MINUS}1 and +1: ${signed(kept)}`;
    const how =
      unit === "sum"
        ? `The weights add up to ${signed(sum)}${cut}.`
        : `The weights add up to ${signed(sum)}; over ${counted(n, "mention")} that is ${signed(value)}${cut}.`;
    return { value: kept, how };
  }
  if (name === "polarity") {
    const value = sum / rows.length;
    const how = `The mean of ${counted(rows.length, "rating")}: ${signed(sum)} by ${rows.length} is ${signed(value)}.`;
    return { value, how };
  }
  if (name === "frame") {
    const value = sum / (sum + 1);
    const how = `The weights add up to s = ${fixed(sum)}; the score is s / (s + 1) = ${fixed(value)}.`;
    return { value, how };
  }
  if (name === "device") return { value: sum, how: `The number of cues: ${sum}.` };
  const n = mentionsOf(rows);
  const means = parts.map(([role, own]) => [role, total(own.map((row) => row.weight)) / n]);
  const mine = sum / n;
  const value = Math.exp(mine) / total(means.map(([, mean]) => Math.exp(mean)));
  const told = means.map(([role, mean]) => `${role} ${signed(mean)}`).join(", ");
  const how =
    `The weights add up to ${signed(sum)}; over ${counted(n, "mention")} that is ${signed(mine)}. ` +
    `With x the mean of each role (${told}), the chance is e to the x of this role, ` +
    `by the sum of that of all three: ${fixed(value)}.`;
  return { value, how };
}

// ---- the view itself

// Build a node from a tree: text, or [tag, attributes, child, ...]. The kernel sends text so.
const TAGS = ["div", "p", "span", "sup", "br"];

export function grow(tree) {
  if (typeof tree === "string") return document.createTextNode(tree);
  const [tag, attributes, ...children] = tree;
  if (!TAGS.includes(tag)) return document.createTextNode("");
  return make(tag, attributes, ...children.map(grow));
}

let serial = 0;

export function mount(root, data, { reading, store, engines = [], say }) {
  serial += 1;
  const name = `view-${serial}`;
  const ask = index(data);
  const measureAt = (id) => Math.max(0, data.measures.findIndex((m) => m.name === id));
  const actorAt = (id) => data.actors.findIndex((a) => a.id === id);
  const voiceOf = (id) => (data.voices.find((v) => v.id === id) || data.voices[0]).word;
  const speakers = new Map(data.voices.map((v) => [v.word, v.name]));
  const remembered = {}; // The label last chosen of each measure.
  let shown = {}; // The state that is on the screen.
  let rows = [];
  let at = [0, 0]; // Where the Tab key enters the table.

  // -- the parts

  const fields = {
    measure: select("Measure", data.measures.map((m) => [m.name, m.title])),
    label: select("Label", []),
    actor: select("Actor", []),
    voice: select("Voice", data.voices.map((v) => [v.id, v.label])),
  };
  if (engines.length) fields.engine = select("Engine", engines.map((x) => [x, x]));
  const filters = make("div", { class: "view-filters", role: "group", "aria-label": "Filters" });
  for (const [field] of Object.values(fields)) filters.append(field);
  const title = make("p", { class: "view-title", id: `${name}-title` });
  const table = make("table", { class: "view-grid", role: "grid", "aria-labelledby": `${name}-title` });
  const scroll = make("div", { class: "view-scroll", role: "group", tabindex: "0", "aria-label": "Heatmap" }, table);
  const silent = make("p", { class: "view-note" });
  const plot = make("div", { class: "view-curve" });
  const panel = make("div", {
    class: "view-panel", role: "region", tabindex: "0", "aria-label": "Evidence behind the chosen cell",
  });
  const status = make("p", { class: "view-status", role: "status" });
  const place = make("div", { class: "view-text", role: "region", tabindex: "0", "aria-label": "Text" }, reading);
  root.classList.add("view-live");
  root.replaceChildren(
    filters,
    make("div", { class: "view-body" },
      make("div", { class: "view-left" }, title, scroll, silent, plot, help()),
      make("div", { class: "view-right" }, panel, place)),
    status,
  );

  function select(text, options) {
    const id = `${name}-${text.toLowerCase()}`;
    const node = make("select", { id });
    fill(node, options);
    return [make("div", { class: "view-field" }, make("label", { for: id, text }), node), node];
  }

  function fill(node, options) {
    node.replaceChildren(...options.map(([value, text]) => make("option", { value, text })));
  }

  function help() {
    const lines = [
      "Tab goes to the filters, the heatmap, the evidence and the text.",
      "In the heatmap: arrow keys go from cell to cell, Home and End to the ends of a row, Enter opens a cell.",
      "A blank cell: not named as an actor (though perhaps as a place), or no cue. A dot: named, and insufficient evidence. Neither is neutral.",
    ];
    return make("details", { class: "view-help" }, make("summary", { text: "Keys and signs" }),
      make("ul", {}, ...lines.map((text) => make("li", { text }))));
  }

  // -- the text: where the cues of each row stand

  const blocks = new Map();
  for (const block of reading.querySelectorAll("[data-label]")) blocks.set(block.dataset.label, block);
  const marks = new Map();
  for (const mark of reading.querySelectorAll(".cue[data-rows]")) {
    for (const id of mark.dataset.rows.split(" ")) {
      if (!marks.has(Number(id))) marks.set(Number(id), []);
      marks.get(Number(id)).push(mark);
    }
  }
  const mentions = [...reading.querySelectorAll(".mention[data-actor]")];
  let lit = [];

  // -- state

  function state() {
    return Object.fromEntries(STATE.map((item) => [item, store.get(item)]));
  }

  function measureOf(now) {
    return data.measures[measureAt(now.measure)];
  }

  // Where a row of the table and the present state lead, in numbers.
  function locate(now, row, paragraph) {
    const measure = measureAt(now.measure);
    const { rows: kind, name: id, labels } = data.measures[measure];
    const label = kind === "label" ? row : id === "stance" ? "" : now.label;
    const found = labels.find((x) => x.id === label);
    const actor = kind === "actor" ? row : id === "device" ? now.actor : "";
    return {
      paragraph, measure, voice: voiceOf(now.voice),
      label: found ? found.word : ask.empty, actor: actor ? actorAt(actor) : -1,
    };
  }

  const rowOf = (now) => (measureOf(now).rows === "label" ? now.label : now.actor);
  const paragraphAt = (label) => data.paragraphs.findIndex((p) => p.label === label);

  function rowName(now, row) {
    if (measureOf(now).rows === "label") return plain(row);
    return row ? data.actors[actorAt(row)].label : "the whole paragraph";
  }

  function change(changes) {
    const next = { ...state(), ...changes };
    if (changes.measure !== undefined) {
      remembered[shown.measure] = shown.label;
      const { labels } = measureOf(next);
      const kept = remembered[next.measure] ?? "";
      next.label = labels.some((x) => x.id === kept) ? kept : labels.length ? labels[0].id : "";
    }
    store.set(next);
  }

  // -- what is shown

  function listRows(now) {
    const measure = measureOf(now);
    let ids = data.actors.map((a) => a.id);
    if (measure.rows === "label") ids = measure.labels.map((x) => x.id);
    else if (measure.name === "polarity") ids = ["", ...ids];
    const chosen = rowOf(now);
    const told = ids.filter((id) => id === chosen || hasEvidence(now, id));
    return [told, ids.filter((id) => !told.includes(id))];
  }

  function hasEvidence(now, row) {
    return data.paragraphs.some((_, p) => ask.cell(locate(now, row, p)) !== undefined);
  }

  function face(cell, measure) {
    if (!cell) return ["", "v-blank"];
    if (cell.value === null) return ["·", "v-thin"];
    if (measure.name === "stance" || measure.name === "polarity") {
      return [short(cell.value), `s-${Math.round(10 * cell.value) + 10}`];
    }
    if (measure.name === "device") return [String(cell.value), `r-${Math.min(10, 2 * cell.value)}`];
    return [fixed(cell.value, 1).replace("0.", "."), `r-${Math.round(10 * cell.value)}`];
  }

  function tell(cell, now, row) {
    const { name: id } = measureOf(now);
    if (!cell) {
      if (id === "frame" || id === "device") return "no cue";
      return row ? "not named as an actor" : "no words";
    }
    if (cell.value === null) return "insufficient evidence";
    if (id === "device") return counted(cell.value, "cue");
    if (id === "stance") return `${signed(cell.value)} ${VERDICTS[cell.verdict]}`;
    return id === "polarity" ? signed(cell.value) : fixed(cell.value);
  }

  function drawTable(now) {
    const measure = measureOf(now);
    const [told, without] = listRows(now);
    rows = told;
    const head = make("tr", {}, make("th", { scope: "col", text: measure.rows }));
    for (const { label } of data.paragraphs) head.append(make("th", { scope: "col", text: label }));
    const body = make("tbody", {});
    rows.forEach((row, r) => {
      const label = rowName(now, row);
      const line = make("tr", { "data-row": row }, make("th", { scope: "row", text: label, title: label }));
      data.paragraphs.forEach((paragraph, c) => {
        const cell = ask.cell(locate(now, row, c));
        const [text, shade] = face(cell, measure);
        const button = make("button", {
          type: "button", role: "button", tabindex: "-1", class: shade, text, "data-at": `${r} ${c}`,
          "aria-label": `${label}, paragraph ${paragraph.label}: ${tell(cell, now, row)}`,
        });
        line.append(make("td", { role: "gridcell" }, button));
      });
      body.append(line);
    });
    // Columns of fixed width: a long text has thousands of cells, which are then laid out once.
    const columns = make("colgroup", {}, make("col", { class: "view-names" }), ...data.paragraphs.map(() => make("col", {})));
    table.style.width = `${9 + 2.05 * data.paragraphs.length}em`;
    table.replaceChildren(columns, make("thead", {}, head), body);
    const voice = data.voices.find((v) => v.id === now.voice) || data.voices[0];
    const what = measure.labels.length && measure.rows === "actor" ? `: ${plain(now.label)}` : "";
    const on = measure.name === "device" && now.actor ? ` that work on ${data.actors[actorAt(now.actor)].label}` : "";
    title.textContent = `${measure.title}${what}${on}, by paragraph; ${voice.label}`;
    const names = without.map((row) => rowName(now, row)).join(", ");
    silent.textContent = without.length ? `Without evidence here: ${names}.` : "";
    silent.hidden = !without.length;
  }

  function drawFilters(now) {
    const measure = measureOf(now);
    const [labelField, label] = fields.label;
    labelField.hidden = !measure.labels.length;
    fill(label, measure.labels.map((x) => [x.id, plain(x.id)]));
    const [actorField, actor] = fields.actor;
    actorField.hidden = measure.name === "frame";
    const none = { device: "whomever it works on", polarity: "the whole paragraph" }[measure.name] || "choose one";
    fill(actor, [["", none], ...data.actors.map((a) => [a.id, a.label])]);
    for (const item of Object.keys(fields)) fields[item][1].value = store.get(item);
  }

  const buttonAt = (r, c) => table.tBodies[0].rows[r]?.cells[c + 1]?.firstChild;

  function enter(r, c) {
    buttonAt(...at)?.setAttribute("tabindex", "-1");
    at = [r, c];
    buttonAt(r, c)?.setAttribute("tabindex", "0");
  }

  function drawChoice(now) {
    for (const node of table.querySelectorAll(".view-chosen, [aria-current]")) {
      node.classList.remove("view-chosen");
      node.removeAttribute("aria-current");
    }
    const r = rows.indexOf(rowOf(now));
    const c = paragraphAt(now.paragraph);
    if (r >= 0) table.tBodies[0].rows[r].classList.add("view-chosen");
    if (r >= 0 && c >= 0) {
      buttonAt(r, c).setAttribute("aria-current", "true");
      buttonAt(r, c).classList.add("view-chosen");
    }
    if (c >= 0) table.tHead.rows[0].cells[c + 1].classList.add("view-chosen");
    enter(Math.max(r, 0), Math.max(c, 0));
  }

  function drawCurve(now) {
    const row = rowOf(now);
    const measure = measureOf(now);
    plot.replaceChildren();
    if (!rows.includes(row)) {
      plot.append(make("p", { class: "view-note", text: "Choose a cell to see how its row runs along the text." }));
      return;
    }
    const label = rowName(now, row);
    const heading = make("p", { class: "view-title", text: `${label} from headline to end` });
    const where = locate(now, row, 0);
    if (measure.name !== "narrative" && !ask.drawn(measure.name, now.voice)) {
      plot.append(heading, make("p", { class: "view-note", text: "The curve is being computed …" }));
      return;
    }
    const runs = ask.curve(measure.name, now.voice, measure.rows === "label" ? row : measure.name === "stance" ? "" : now.label,
      measure.rows === "actor" ? row : measure.name === "device" ? now.actor : "");
    if (!runs) {
      const why = measure.name === "narrative"
        ? "A chance is no quantity that can be followed along the text; there is no curve."
        : "Insufficient evidence for a curve: nowhere three sentences with evidence near one another.";
      plot.append(heading, make("p", { class: "view-note", text: why }));
      return;
    }
    const rate = RATES.includes(measure.name);
    const highest = Math.max(...runs.flatMap(([, , , high]) => high)) / 100;
    const [low, high] = rate ? [0, Math.max(highest, 1)] : [-1, 1];
    const x = (step) => (100 * step) / POINTS;
    const y = (value) => 100 - (100 * (Math.min(high, Math.max(low, value)) - low)) / (high - low);
    const picture = draw("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" });
    for (const [i, { from, to }] of data.paragraphs.entries()) {
      if (data.paragraphs[i].label === now.paragraph) {
        picture.append(draw("rect", { x: from, y: 0, width: to - from, height: 100, class: "view-here" }));
      }
      picture.append(draw("line", { x1: from, x2: from, y1: 0, y2: 100, class: "view-edge" }));
    }
    picture.append(draw("line", { x1: 0, x2: 100, y1: y(0), y2: y(0), class: "view-zero" }));
    for (const [first, values, lows, highs] of runs) {
      const up = highs.map((v, i) => `${x(first + i)},${y(v / 100)}`);
      const down = lows.map((v, i) => `${x(first + i)},${y(v / 100)}`).reverse();
      picture.append(draw("polygon", { points: [...up, ...down].join(" "), class: "view-band" }));
      const line = values.map((v, i) => `${x(first + i)},${y(v / 100)}`).join(" ");
      picture.append(draw("polyline", { points: line, class: "view-line" }));
    }
    const ground = make("div", { class: "view-plot" }, picture);
    for (const [value, text] of rate ? [[high, fixed(high, 1)], [0, "0"]] : [[1, "+1"], [0, "0"], [-1, `${MINUS}1`]]) {
      const tick = make("span", { class: "view-tick", text });
      tick.style.top = `${y(value)}%`;
      ground.append(tick);
    }
    const apart = (100 * 26) / Math.max(plot.clientWidth, 200); // Percent that a label needs.
    let last = -100;
    data.paragraphs.forEach((paragraph, c) => {
      const middle = (paragraph.from + paragraph.to) / 2;
      const cell = ask.cell({ ...where, paragraph: c });
      if (cell && cell.value !== null) {
        const value = rate ? 0 : measure.name === "stance" ? cell.own : cell.value;
        const told = `${label}, paragraph ${paragraph.label}: ${tell(cell, now, row)}`;
        const point = make("button", {
          type: "button", role: "button", tabindex: "-1", class: "view-point", "aria-label": told, title: told, "data-column": c,
        });
        if (paragraph.label === now.paragraph) point.classList.add("view-chosen");
        point.style.left = `${middle}%`;
        point.style.top = `${y(value)}%`;
        ground.append(point);
      }
      if (middle - last < apart) return;
      last = middle;
      const foot = make("span", { class: "view-foot", text: paragraph.label });
      foot.style.left = `${middle}%`;
      ground.append(foot);
    });
    const unit = rate ? "weight of the cues per 100 words"
      : measure.name === "stance" ? "stance before anything is borrowed" : "mean polarity";
    const note = `Line: ${unit}, the mean of the sentences around each place; band: 95 % of it when sentences are ` +
      `drawn anew; a gap: insufficient evidence. ${rate ? "Points: paragraphs with a cue." : "Points: paragraphs."}`;
    plot.append(heading, ground, make("p", { class: "view-note", text: note }));
  }

  function facts(now, cell) {
    const { name: id } = measureOf(now);
    const list = [["Value", tell(cell, now, rowOf(now))]];
    const show = (v) => (id === "stance" || id === "polarity" ? signed(v) : fixed(v, id === "device" ? 0 : 2));
    const range = cell.low === null
      ? "none: one sentence only"
      : show(cell.low) === show(cell.high) ? "none: its sentences say the same"
      : `${show(cell.low)} to ${show(cell.high)} (95 %, sentences drawn anew)`;
    list.push(["Interval", range]);
    list.push(["Mentions", String(cell.mentions)], ["Evidence", counted(cell.evidence, "cue")]);
    if (id === "stance") {
      const share = Math.round(100 * cell.borrowed);
      list.push(["Own", signed(cell.own)], ["Borrowed", `${share} %`]);
    }
    const node = make("dl", { class: "view-facts" });
    for (const [term, text] of list) node.append(make("div", {}, make("dt", { text: term }), make("dd", { text })));
    return node;
  }

  function explain(now, row, where, found) {
    const measure = measureOf(now);
    const parts = measure.labels.map((x) => [plain(x.id), ask.rows({ ...where, label: x.word })]);
    const { how } = recompute(measure.name, found, { unit: data.unit, parts });
    const notes = [`${how} (Shown rounded, added up unrounded.)`];
    if (measure.name === "stance" && found.some((r) => data.words[r.label] === "borrowed")) {
      const who = rowName(now, row);
      notes.push(`This stance leans on what the article does with ${who} elsewhere, or on what is usual: the rows marked “borrowed”.`);
    }
    return notes.map((text) => make("p", { class: "view-note", text }));
  }

  function drawPanel(now) {
    for (const mark of lit) {
      mark.classList.remove("view-cue-on", "view-up", "view-down");
      delete mark.dataset.told;
    }
    lit = [];
    for (const block of blocks.values()) block.classList.remove("view-open");
    for (const mention of now.actor === shown.actor && now.measure === shown.measure ? [] : mentions) {
      mention.classList.toggle("view-mine", measureOf(now).rows === "actor" && mention.dataset.actor === now.actor);
    }
    const row = rowOf(now);
    const c = paragraphAt(now.paragraph);
    if (c < 0 || !rows.includes(row)) {
      panel.replaceChildren(make("p", { text: "Choose a cell of the heatmap, or a point of the curve. What it rests on is shown here, and marked in the text." }));
      status.textContent = "";
      return;
    }
    const where = locate(now, row, c);
    const cell = ask.cell(where);
    const head = make("p", { class: "view-head" }, make("strong", { text: `${rowName(now, row)}, paragraph ${now.paragraph}` }));
    const told = tell(cell, now, row);
    const found = cell ? ask.rows(where) : [];
    if (!found.length) {
      const silence = { "not named as an actor": "Not named here in this voice, or only as a place.", "no cue": "No cue of it here in this voice." }[told];
      panel.replaceChildren(head, make("p", { text: `${silence || "Insufficient evidence: nothing here tells."} Silence is not neutrality.` }));
    } else {
      panel.replaceChildren(head, facts(now, cell), ...explain(now, row, where, found), listCues(now, found));
      light(now, found);
    }
    panel.scrollTop = 0;
    open(now.paragraph);
    status.textContent = `${rowName(now, row)}, paragraph ${now.paragraph}: ${told}; ${counted(found.length, "row")} of evidence.`;
  }

  function listCues(now, found) {
    const head = make("tr", {});
    for (const text of ["Words", "Weight", "Reason", "Voice"]) head.append(make("th", { scope: "col", text }));
    const body = make("tbody", {});
    let sentence = -1;
    for (const row of found) {
      const words = data.words[data.sentences[row.sentence]];
      if (row.sentence !== sentence) {
        sentence = row.sentence;
        body.append(make("tr", {}, make("td", { colspan: "4", class: "view-sentence", text: words })));
      }
      const cue = data.words[row.cue];
      const whole = cue === words;
      const button = make("button", { type: "button", class: "view-words", text: whole ? "the whole sentence" : cue, "data-evidence": row.id });
      const label = data.words[row.label];
      const said = label === "borrowed" ? make("td", {}, make("em", { text: "borrowed " }), button) : make("td", {}, button);
      body.append(make("tr", { "data-evidence": row.id }, said,
        make("td", { class: row.weight < 0 ? "view-minus" : "view-plus", text: signed(row.weight) }),
        make("td", { text: data.words[row.why] }),
        make("td", { text: speakers.get(row.voice) ?? data.words[row.voice] })));
    }
    return make("table", { class: "view-cues" }, make("caption", { text: "Cues, in the order of the text" }), make("thead", {}, head), body);
  }

  // Mark the cues of a cell in the text; the last piece of a cue carries its weight.
  function light(now, found) {
    const sums = new Map();
    const device = measureOf(now).name === "device";
    for (const row of found) {
      for (const mark of marks.get(row.id) || []) {
        mark.classList.add("view-cue-on");
        lit.push(mark);
      }
      const pieces = marks.get(row.id);
      if (pieces) {
        const end = pieces[pieces.length - 1];
        sums.set(end, (sums.get(end) || 0) + row.weight);
      }
    }
    for (const [mark, sum] of sums) {
      mark.dataset.told = device ? plain(now.label) : signed(sum);
    }
    for (const row of found) {
      const pieces = marks.get(row.id) || [];
      for (const piece of pieces) {
        const sum = sums.get(pieces[pieces.length - 1]);
        piece.classList.toggle("view-up", sum > 0);
        piece.classList.toggle("view-down", sum < 0);
      }
    }
  }

  function open(label) {
    const block = blocks.get(label);
    if (!block) return;
    block.classList.add("view-open");
    bring(block);
  }

  // Scroll the text alone, not the page around it.
  function bring(node) {
    const from = place.getBoundingClientRect();
    const to = node.getBoundingClientRect();
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = place.scrollTop + to.top - from.top - Math.min(24, from.height / 8);
    place.scrollTo({ top, behavior: calm ? "instant" : "smooth" });
    if (from.top > innerHeight || from.bottom < 0) place.scrollIntoView({ block: "nearest" });
  }

  function refresh() {
    const now = state();
    const differs = (...names) => names.some((item) => now[item] !== shown[item]);
    const { rows: kind, name: id } = measureOf(now);
    const labelled = kind === "actor" && differs("label");
    const worked = id === "device" && differs("actor");
    const gone = !rows.includes(rowOf(now));
    if (differs("measure", "voice") || labelled || worked || gone) drawTable(now);
    drawFilters(now);
    drawChoice(now);
    drawCurve(now);
    drawPanel(now);
    shown = now;
  }

  // -- what is done

  for (const [item, [, node]] of Object.entries(fields)) {
    node.addEventListener("change", () => (item === "engine" ? store.set({ engine: node.value }) : change({ [item]: node.value })));
  }

  function pick(r, c) {
    const paragraph = data.paragraphs[c].label;
    const kind = measureOf(state()).rows;
    change(kind === "label" ? { label: rows[r], paragraph } : { actor: rows[r], paragraph });
  }

  table.addEventListener("click", (event) => {
    const spot = event.target.closest("button")?.dataset.at;
    if (spot) pick(...spot.split(" ").map(Number));
  });
  plot.addEventListener("click", (event) => {
    const column = event.target.closest("button")?.dataset.column;
    if (column !== undefined) change({ paragraph: data.paragraphs[Number(column)].label });
  });
  panel.addEventListener("click", (event) => {
    const id = event.target.closest("button")?.dataset.evidence;
    const found = marks.get(Number(id));
    if (!found) return;
    for (const mark of lit) mark.classList.remove("view-found");
    for (const mark of found) mark.classList.add("view-found");
    bring(found[0]);
  });
  table.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey) return;
    const [r, c] = at;
    const last = data.paragraphs.length - 1;
    const to = {
      ArrowLeft: [r, c - 1], ArrowRight: [r, c + 1], ArrowUp: [r - 1, c], ArrowDown: [r + 1, c],
      Home: [event.ctrlKey ? 0 : r, 0], End: [event.ctrlKey ? rows.length - 1 : r, last],
    }[event.key];
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    enter(Math.min(Math.max(to[0], 0), rows.length - 1), Math.min(Math.max(to[1], 0), last));
    buttonAt(...at).focus();
  });
  table.addEventListener("focusin", (event) => {
    const spot = event.target.dataset.at;
    if (spot) enter(...spot.split(" ").map(Number));
  });

  if (data.curves) {
    for (const { name: id } of data.measures) {
      for (const voice of data.voices) ask.learn(id, voice.id, []);
    }
    ask.learn("", "", data.curves);
  }
  function learn({ measure, voice, curves }) {
    ask.learn(measure, voice, curves);
    drawCurve(state());
  }

  // Labels along the curve need room, whatever the window.
  let width = 0;
  new ResizeObserver(() => {
    if (Math.abs(plot.clientWidth - width) < 20) return;
    width = plot.clientWidth;
    drawCurve(state());
  }).observe(plot);

  refresh();
  const off = store.listen(refresh);
  return { off, learn, focus: (item) => fields[item]?.[1].focus(), fields, status };
}

// ---- in a page: the state lives here

export function start(place = document) {
  for (const root of place.querySelectorAll("[data-view]")) {
    const data = JSON.parse(place.getElementById(root.dataset.view).textContent);
    const state = { measure: data.measures[0].name, label: "", actor: data.start, voice: data.voices[0].id, paragraph: "" };
    let heard = () => {};
    const store = {
      get: (item) => state[item],
      set: (changes) => { Object.assign(state, changes); heard(); },
      listen: (act) => { heard = act; return () => { heard = () => {}; }; },
    };
    mount(root, data, { reading: root.querySelector(".reading"), store });
  }
}

// ---- in a notebook: the state lives in the kernel

function render({ model, el }) {
  const root = make("section", {
    class: "view", "aria-label": "Explorer",
    // JupyterLab must not take the keys for commands of its own.
    "data-lm-suppress-shortcuts": "true",
  });
  el.append(root);
  let view = null;
  const store = {
    get: (item) => model.get(item),
    set(changes) {
      for (const [item, value] of Object.entries(changes)) model.set(item, value);
      model.save_changes();
    },
    listen(act) {
      let due = false; // Several traits change at once; draw once.
      const soon = () => {
        if (due) return;
        due = true;
        queueMicrotask(() => { due = false; act(); });
      };
      for (const item of STATE) model.on(`change:${item}`, soon);
      return () => { for (const item of STATE) model.off(`change:${item}`, soon); };
    },
  };
  function show() {
    const focused = root.contains(document.activeElement);
    if (view) view.off();
    const data = JSON.parse(model.get("data"));
    view = mount(root, data, { reading: grow(data.reading), store, engines: model.get("engines") });
    if (focused) view.focus("engine");
    learn();
    work();
  }
  function work() {
    const told = model.get("working");
    root.setAttribute("aria-busy", String(Boolean(told)));
    if (told) view.status.textContent = told;
    if (view.fields.engine) view.fields.engine[1].value = model.get("engine");
  }
  const learn = () => view.learn(JSON.parse(model.get("curves")));
  model.on("change:data", show);
  model.on("change:curves", learn);
  model.on("change:working", work);
  show();
  return () => {
    view.off();
    model.off("change:data", show);
    model.off("change:curves", learn);
    model.off("change:working", work);
  };
}

export default { render };
