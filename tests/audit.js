// Which faults keep people from reading a page? Run in a page; returns a list of sentences.
// After WCAG 2.2: text contrast (1.4.3), pictures in words (1.1.1), headings and table headers
// (1.3.1), language (3.1.1), title (2.4.2), skip link (2.4.1), keyboard (2.1.1), names (4.1.2),
// reflow (1.4.10).
() => {
  const faults = [];
  const fault = (what, node) =>
    faults.push(node ? `${what}: ${node.outerHTML.slice(0, 160)}` : what);
  const all = (selector) => [...document.querySelectorAll(selector)];

  const parse = (colour) => {
    const parts = colour.match(/[\d.]+/g).map(Number);
    return parts.length < 4 ? [...parts, 1] : parts;
  };
  const lay = (top, under) =>
    [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = (colour) => {
    const [r, g, b] = colour
      .slice(0, 3)
      .map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    const layers = [];
    for (let n = node; n; n = n.parentElement) {
      layers.unshift(parse(getComputedStyle(n).backgroundColor));
    }
    return layers.reduce((under, top) => lay(top, under), [255, 255, 255, 1]);
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const node = words.currentNode.parentElement;
    if (!words.currentNode.data.trim() || !node.getClientRects().length) continue;
    const style = getComputedStyle(node);
    const behind = ground(node);
    const lights = [light(lay(parse(style.color), behind)), light(behind)].sort((a, b) => a - b);
    const ratio = (lights[1] + 0.05) / (lights[0] + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) fault(`contrast ${ratio.toFixed(2)}`, node);
  }

  if (!document.documentElement.lang) fault("the page names no language");
  if (!document.title.trim()) fault("the page has no title");
  if (all("main").length !== 1) fault("the page has not one main part");
  for (const image of all("img")) if (!image.alt.trim()) fault("picture without words", image);

  const heads = all("h1, h2, h3, h4, h5, h6");
  if (heads.filter((head) => head.tagName === "H1").length !== 1) fault("not one h1");
  heads.reduce((last, head) => {
    const level = Number(head.tagName[1]);
    if (level > last + 1) fault("heading skips a level", head);
    if (!head.textContent.trim()) fault("empty heading", head);
    return level;
  }, 0);

  for (const table of all("table")) {
    const headers = [...table.querySelectorAll("th")];
    if (!headers.length) fault("table without headers", table);
    for (const header of headers) {
      if (!["col", "row"].includes(header.scope)) fault("header without scope", header);
    }
  }

  const ids = all("[id]").map((node) => node.id);
  for (const id of new Set(ids)) {
    if (ids.filter((other) => other === id).length > 1) fault(`id ${id} stands twice`);
  }
  for (const link of all("a[href]")) {
    if (!link.textContent.trim() && !link.ariaLabel) fault("link without words", link);
    const target = decodeURIComponent(link.getAttribute("href"));
    if (/^#./.test(target) && !ids.includes(target.slice(1))) fault("link to nowhere", link);
  }
  for (const control of all("button, input, select, textarea")) {
    if (!control.textContent.trim() && !control.ariaLabel && !control.labels?.length) {
      fault("control without a name", control);
    }
  }

  const first = document.querySelector("a[href], button, input, [tabindex]");
  if (first?.getAttribute("href") !== "#main") fault("the first stop skips nothing", first);
  for (const stop of all("[tabindex]")) {
    if (stop.tabIndex > 0) fault("tab order by hand", stop);
    if (!stop.role || !stop.ariaLabel) fault("a stop without role and name", stop);
  }
  for (const node of all("*")) {
    const style = getComputedStyle(node);
    const scrolls = ["auto", "scroll"].includes(style.overflowX);
    if (scrolls && node.scrollWidth > node.clientWidth + 1 && node.tabIndex < 0) {
      fault("scrolls, but not by keyboard", node);
    }
  }
  if (document.documentElement.scrollWidth > window.innerWidth + 1) {
    fault(`the page is ${document.documentElement.scrollWidth} pixels wide`);
  }
  return faults;
}
