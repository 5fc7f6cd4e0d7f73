/**
 * The page's script. Everything can be read without it; it adds a choice of attribute, sorting of tables, and opens what is
 * folded for printing.
 */
export const SCRIPT = `
"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

const attributes = [...new Set(all("[data-attribute]").map((part) => part.getAttribute("data-attribute")))];
if (attributes.length > 1) {
  const label = document.createElement("label");
  label.className = "choose";
  label.append("Show");
  const select = document.createElement("select");
  for (const attribute of ["", ...attributes]) {
    const option = document.createElement("option");
    option.value = attribute;
    option.append(attribute === "" ? "all attributes" : attribute);
    select.append(option);
  }
  select.addEventListener("change", () => {
    for (const part of all("[data-attribute]")) {
      const isOther = select.value !== "" && part.getAttribute("data-attribute") !== select.value;
      part.toggleAttribute("hidden", isOther);
    }
  });
  label.append(select);
  document.querySelector("nav").after(label);
}

const keyOf = (row, column) => {
  const cell = row.children[column];
  const value = cell.getAttribute("data-value") ?? cell.textContent.trim();
  return value !== "" && !Number.isNaN(Number(value)) ? Number(value) : value === "NaN" ? null : value;
};
const compare = (a, b) =>
  typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });

for (const table of all("table.sortable")) {
  const body = table.querySelector("tbody");
  all("thead th", table).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      for (const other of all("thead th", table)) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
      const rows = all("tr", body).map((row) => ({ row, key: keyOf(row, column) }));
      rows.sort((a, b) =>
        a.key === null || b.key === null
          ? Number(a.key === null) - Number(b.key === null)
          : direction * compare(a.key, b.key),
      );
      body.append(...rows.map(({ row }) => row));
    });
  });
}

const opened = [];
addEventListener("beforeprint", () => {
  for (const part of all("details:not([open])")) {
    part.toggleAttribute("open", true);
    opened.push(part);
  }
});
addEventListener("afterprint", () => {
  for (const part of opened.splice(0)) part.toggleAttribute("open", false);
});
`;
