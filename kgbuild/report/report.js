"use strict";
// What the report does beyond being read: words open in place, search and filters, a chosen answer becomes lines of a
// decision. The map of relations is in map.js. No library.
const report = (() => {
  const $ = (id) => document.getElementById(id);
  const make = (name, text, properties) => Object.assign(document.createElement(name), text === undefined ? {} : { textContent: text }, properties);
  document.documentElement.classList.add("scripted");

  // ------------------------------------------------------------------------------------------ words open in place
  const peek = $("peek");
  let cameFrom = null;

  function wordsOf(number) {
    const here = $(`w${number}`);
    if (!here) return null;
    const sentence = here.closest("li");
    const quote = make("blockquote"), note = sentence.querySelector("small");
    quote.append(...[...sentence.childNodes].filter((one) => one !== note).map((one) => one.cloneNode(true)));
    for (const mark of quote.querySelectorAll("mark")) if (mark.id !== here.id) mark.replaceWith(...mark.childNodes);
    quote.querySelector("mark").removeAttribute("id");
    const from = make("p", `${sentence.parentElement.dataset.from}${note ? note.textContent : ""} `, { className: "soft" });
    from.append(make("a", "in the article", { href: `#w${number}`, className: "go" }));
    const block = make("div");
    block.append(quote, from);
    return block;
  }

  function show(parts, back) {
    peek.replaceChildren(...parts, make("button", "Close", { type: "button", onclick: hide }));
    peek.hidden = false;
    cameFrom = back;
    peek.focus();
  }

  function hide() {
    peek.hidden = true;
    if (cameFrom) cameFrom.focus();
  }

  function reveal(target) {
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    target.scrollIntoView({ block: "center" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const name = link.getAttribute("href").slice(1);
    const target = $(name);
    if (!target) return;
    if (/^w\d+$/.test(name) && !link.classList.contains("go")) {
      event.preventDefault();
      show([wordsOf(name.slice(1))], link);
    } else if (link.classList.contains("dot") || link.classList.contains("cell")) {
      event.preventDefault();
      show(summary(link, target, name), link);
    } else {
      if (link.classList.contains("go")) peek.hidden = true;
      reveal(target);
    }
  });

  const numbersIn = (one) => [...new Set([...one.querySelectorAll("a[href^='#w']")].map((a) => a.getAttribute("href").slice(2)))];

  function summary(link, target, name) {
    if (link.classList.contains("cell")) return said(link, target);
    const title = target.querySelector("summary strong");
    const more = make("p");
    more.append(make("a", "All that is claimed", { href: `#${name}`, className: "go" }));
    return [make("h3", title.textContent), ...numbersIn(target).slice(0, 6).map(wordsOf).filter(Boolean), more];
  }

  // What a speaker says on the issue of a column, or on anything.
  function said(link, first) {
    const on = link.dataset.on;
    const all = [...first.parentElement.children].filter((one) => on === undefined || (one.dataset.on || "").split(" ").includes(on));
    const issue = on === undefined ? "" : ` on ${link.closest("table").rows[0].cells[Number(on) + 1].textContent}`;
    const title = make("h3", first.closest("div").querySelector("h3").textContent + issue);
    const about = (one) => make("p", one.firstChild.textContent + one.querySelector("small").textContent.replace(" — ", ""));
    return [title, ...all.flatMap((one) => [about(one), ...numbersIn(one).map(wordsOf).filter(Boolean)])];
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !peek.hidden) hide();
  });
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.open = true; }));

  // --------------------------------------------------------------------------------------------- search and filter
  const rows = [...document.querySelectorAll("tbody tr, .row, #statements li")];
  const texts = new Map();
  const textOf = (one) => texts.get(one) || texts.set(one, one.textContent.toLowerCase()).get(one);

  function find() {
    const wanted = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const status = $("status").value;
    let count = 0;
    for (const one of rows) {
      const fits = wanted.every((word) => textOf(one).includes(word));
      const marked = one.closest("[data-status]");
      const state = one.dataset.status || (marked && marked.id === "statements" ? marked.dataset.status : "accepted");
      const shown = fits && (!status || state === status || holdsStatus(one, status));
      one.classList.toggle("gone", !shown);
      if (shown) count += 1;
    }
    $("found").textContent = wanted.length || status ? `${count} of ${rows.length} entries` : "";
  }

  // An event is also shown where only one of its claims has the status.
  const holdsStatus = (one, status) => one.tagName === "DETAILS" && one.querySelector(`tr[data-status="${CSS.escape(status)}"]`) !== null;

  let waiting = 0;
  $("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 120); });
  $("status").addEventListener("change", find);
  $("finder").addEventListener("submit", (event) => { event.preventDefault(); find(); });

  // --------------------------------------------------------------------------------------------------- open questions
  if ($("snippet")) {
    document.addEventListener("change", (event) => {
      if (!event.target.matches("input[data-lines]")) return;
      const chosen = document.querySelectorAll("input[data-lines]:checked");
      $("snippet").value = [...chosen].map((input) => input.closest("div").querySelector("pre").textContent).join("");
    });
    $("copy").addEventListener("click", () => {
      $("snippet").select();
      const done = () => { $("copied").textContent = "copied"; };
      if (navigator.clipboard) navigator.clipboard.writeText($("snippet").value).then(done, () => document.execCommand("copy") && done());
      else if (document.execCommand("copy")) done();
    });
  }

  return { $, make, wordsOf };
})();
