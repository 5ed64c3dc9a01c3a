"use strict";
// Pan, zoom, search, filter and explain the maps of this page. The layout is Graphviz's; nothing is loaded from anywhere.
const scenes = JSON.parse(document.getElementById("scenes").textContent);

for (const figure of document.querySelectorAll("figure.map")) drawn(figure, scenes[figure.dataset.scene]);
for (const button of document.querySelectorAll("button.copy")) {
  button.addEventListener("click", () => copy(button));
}

function drawn(figure, scene) {
  const stage = figure.querySelector(".stage");
  const svg = stage.querySelector("svg");
  if (!svg || !scene) return;
  const home = svg.viewBox.baseVal;
  const whole = { x: home.x, y: home.y, width: home.width, height: home.height };
  let view = { ...whole };
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  stage.style.aspectRatio = `${whole.width} / ${whole.height}`;
  const show = () => svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);

  const zoom = (factor, at = { x: view.x + view.width / 2, y: view.y + view.height / 2 }) => {
    const width = Math.min(whole.width * 4, Math.max(whole.width / 200, view.width * factor));
    const by = width / view.width;
    view = { x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by, width, height: view.height * by };
    show();
  };
  const point = (event) => {
    const inverse = svg.getScreenCTM().inverse();
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(inverse);
  };
  const pan = (x, y) => { view.x += x * view.width; view.y += y * view.height; show(); };

  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, point(event));
  }, { passive: false });
  let grip = null;
  let moved = false;
  stage.addEventListener("pointerdown", (event) => { grip = point(event); moved = false; });
  stage.addEventListener("pointermove", (event) => {
    if (!grip || !(event.buttons & 1)) { grip = null; return; }
    const now = point(event);
    if (Math.hypot(now.x - grip.x, now.y - grip.y) * stage.clientWidth / view.width > 3) moved = true;
    if (!moved) return;
    view.x += grip.x - now.x;
    view.y += grip.y - now.y;
    show();
  });
  stage.addEventListener("pointerup", () => { grip = null; });
  stage.addEventListener("keydown", (event) => {
    const act = {
      "+": () => zoom(0.8), "=": () => zoom(0.8), "-": () => zoom(1.25), "0": () => { view = { ...whole }; show(); },
      ArrowLeft: () => pan(-0.1, 0), ArrowRight: () => pan(0.1, 0), ArrowUp: () => pan(0, -0.1), ArrowDown: () => pan(0, 0.1),
      Escape: () => choose(null),
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  for (const button of figure.querySelectorAll("button[data-zoom]")) {
    button.addEventListener("click", () => {
      if (button.dataset.zoom === "whole") { view = { ...whole }; show(); } else zoom(Number(button.dataset.zoom));
    });
  }

  const elements = new Map();
  for (const element of svg.querySelectorAll("g[id]")) elements.set(element.id, element);
  const marks = new Map(scene.marks.map((mark) => [mark.id, mark]));
  const tiesOf = new Map(scene.marks.map((mark) => [mark.id, []]));
  for (const tie of scene.ties) { tiesOf.get(tie.names).push(tie); tiesOf.get(tie.addresses).push(tie); }

  const detail = figure.querySelector(".detail");
  let chosen = null;
  const choose = (mark) => {
    if (chosen) elements.get(chosen.id).classList.remove("chosen");
    chosen = mark;
    if (!mark) { detail.replaceChildren(text("p", detail.dataset.hint, "quiet")); return; }
    elements.get(mark.id).classList.add("chosen");
    explain(mark);
  };
  const explain = (mark) => {
    const parts = [];
    const several = mark.members.length > 1;
    if (several) parts.push(text("h4", `${mark.members.length} drawn as one`));
    for (const member of mark.members.slice(0, 200)) {
      parts.push(text(several ? "strong" : "h4", (member.isSeed ? "★ " : "") + member.label));
      parts.push(list(member.details));
    }
    if (mark.members.length > 200) parts.push(text("p", `and ${mark.members.length - 200} more`));
    const ties = tiesOf.get(mark.id);
    parts.push(text("h4", ties.length === 1 ? "1 tie" : `${ties.length} ties`));
    parts.push(list(ties.slice(0, 200).map((tie) => {
      const other = marks.get(tie.names === mark.id ? tie.addresses : tie.names);
      const name = other.members.length > 1 ? `${other.members.length} others` : other.members[0].label;
      const worth = tie.validity > 0 ? `${Math.round(tie.validity * 100)} %` : "ties nothing";
      return `${name}, ${day(tie.first)} to ${day(tie.last)}, ${worth}`;
    })));
    detail.replaceChildren(...parts);
  };
  for (const mark of scene.marks) {
    const element = elements.get(mark.id);
    if (!element) continue;
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", mark.members.length > 1 ? `${mark.members.length} drawn as one` : mark.members[0].label);
    element.addEventListener("click", () => { if (!moved) choose(mark); });
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); event.stopPropagation(); choose(mark); }
    });
  }

  const [from, to] = figure.querySelectorAll("input[data-time]");
  const least = figure.querySelector("input[data-score]");
  const said = figure.querySelector("output[data-window]");
  const first = scene.ties.reduce((first, tie) => Math.min(first, tie.first), Infinity);
  const last = scene.ties.reduce((last, tie) => Math.max(last, tie.last), -Infinity);
  const moment = (input) => first + (last - first) * Number(input.value) / 1000;
  const filter = () => {
    const [begin, end] = [Math.min(moment(from), moment(to)), Math.max(moment(from), moment(to))];
    const score = Number(least.value) / 100;
    said.textContent = scene.ties.length ? `${day(begin)} to ${day(end)}, from ${Math.round(score * 100)} %` : "";
    const seen = new Set();
    for (const tie of scene.ties) {
      // What leads to a hub has no score: any score that is asked for hides it.
      const on = tie.first <= end && tie.last >= begin && (tie.validity === 0 ? score === 0 : tie.validity >= score);
      for (const id of tie.ids) elements.get(id)?.classList.toggle("off", !on);
      if (on) { seen.add(tie.names); seen.add(tie.addresses); }
    }
    for (const mark of scene.marks) {
      elements.get(mark.id)?.classList.toggle("off", tiesOf.get(mark.id).length > 0 && !seen.has(mark.id));
    }
  };
  for (const input of [from, to, least]) input.addEventListener("input", filter);

  const search = figure.querySelector("input[type=search]");
  const hits = figure.querySelector("output[data-hits]");
  const rows = figure.closest("section").querySelectorAll("tr[data-label]");
  const look = () => {
    const wanted = search.value.trim().toLowerCase().replaceAll("[.]", ".").replaceAll("[:]", ":");
    let count = 0;
    for (const mark of scene.marks) {
      const found = wanted !== "" && mark.members.some((member) =>
        [member.label, ...member.details].some((text) => text.toLowerCase().includes(wanted)));
      if (found) count += 1;
      elements.get(mark.id)?.classList.toggle("found", found);
    }
    for (const row of rows) row.classList.toggle("match", wanted !== "" && row.dataset.label.includes(wanted));
    hits.textContent = wanted === "" ? "" : count === 1 ? "1 found" : `${count} found`;
  };
  search.addEventListener("input", look);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const mark = scene.marks.find((mark) => elements.get(mark.id)?.classList.contains("found"));
    if (mark) choose(mark);
  });
  choose(null);
  filter();
  show();
}

function day(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

function text(tag, content, style) {
  const element = document.createElement(tag);
  element.textContent = content;
  if (style) element.className = style;
  return element;
}

function list(lines) {
  const element = document.createElement("ul");
  element.append(...lines.map((line) => text("li", line)));
  return element;
}

function copy(button) {
  const area = button.closest("div").querySelector("textarea");
  area.select();
  document.execCommand("copy");
  button.textContent = "Copied";
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || ["INPUT", "TEXTAREA"].includes(document.activeElement.tagName)) return;
  event.preventDefault();
  document.querySelector("input[type=search]")?.focus();
});
