"use strict";
// Hide what does not hold the words typed; shown only where scripts run. Reads text, writes `hidden`, nothing else.
const form = document.querySelector(".filter");
const input = form.querySelector("input");
const output = form.querySelector("output");
const items = Array.from(document.querySelectorAll("[data-filter]"), (node) => [node, node.textContent.toLowerCase()]);

function filter() {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const [node, text] of items) {
    node.hidden = !words.every((word) => text.includes(word));
    shown += node.hidden ? 0 : 1;
  }
  output.textContent = words.length ? `${shown} of the ${items.length} shown here; all: restated show` : "";
}

form.hidden = false;
input.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
