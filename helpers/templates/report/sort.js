// Tables sort themselves by a column when its head is pressed: numbers as numbers, words as words,
// what is missing always last. Without this script they stand in the order of the page.
const WORDS = new Intl.Collator("en", { numeric: true });

function keyOf(row, column, numeric) {
  const key = row.cells[column].dataset.sort ?? "";
  if (key === "") return null;
  return numeric ? Number(key) : key;
}

function sortTable(table, column, up) {
  const numeric = table.tHead.rows[0].cells[column].classList.contains("number");
  const rows = [...table.tBodies[0].rows];
  rows.sort((one, other) => {
    const [a, b] = [one, other].map((row) => keyOf(row, column, numeric));
    if (a === null || b === null) return (a === null) - (b === null);
    const order = numeric ? a - b : WORDS.compare(a, b);
    return up ? order : -order;
  });
  table.tBodies[0].append(...rows);
}

for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      // Numbers begin with the largest, words with the first letter.
      const first = head.classList.contains("number") ? "descending" : "ascending";
      const other = first === "ascending" ? "descending" : "ascending";
      const now = head.getAttribute("aria-sort") === first ? other : first;
      for (const each of heads) each.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", now);
      sortTable(table, column, now === "ascending");
    });
  });
}
for (const part of document.querySelectorAll(".with-script[hidden]")) part.hidden = false;
