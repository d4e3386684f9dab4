"use strict";
// The map of relations: it grows by clicking, and shows the shortest chain between two. 20,000 nodes are drawn from a
// picture kept of the last full drawing, so that moving the map never draws them all.
(({ $, make, wordsOf }) => {
  if (!$("network")) return;
  const data = JSON.parse($("network").textContent);
  const canvas = document.querySelector("#grow canvas");
  const pen = canvas.getContext("2d");
  const kept = document.createElement("canvas");
  const LABELS = 70, MANY = 2500;
  const nodes = data.nodes.map(([label, actor, x, y, group], id) => ({ id, label, actor, group, at: [x, y], x, y, links: [] }));
  const edges = data.edges.map(([s, t, type, weight, tone, words]) => ({ s: nodes[s], t: nodes[t], type, weight, tone, words }));
  for (const edge of edges) { edge.s.links.push(edge); edge.t.links.push(edge); }
  let shown = new Set(), drawn = [], lines = [], chosen = null;
  const view = { x: 0, y: 0, k: 1, w: 0, h: 0 };
  let keptView = null, pending = 0, later = 0;

  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const GROUPS = ["#4477aa", "#ee6677", "#228833", "#aa8a00", "#2a9bbf", "#aa3377", "#7a7a7a", "#cc6a1a"];
  const tones = () => ({ against: css("--dispute"), for: css("--fact"), met: css("--link"), plain: css("--soft") });
  const other = (edge, node) => (edge.s === node ? edge.t : edge.s);
  const sx = (x) => (x - view.x) * view.k + view.w / 2;
  const sy = (y) => (y - view.y) * view.k + view.h / 2;

  function changed() {
    drawn = [...shown].sort((a, b) => b.links.length - a.links.length || a.id - b.id);
    lines = edges.filter((edge) => shown.has(edge.s) && shown.has(edge.t));
  }

  function paint(target) {
    const scale = devicePixelRatio || 1;
    if (target.width !== Math.round(view.w * scale) || target.height !== Math.round(view.h * scale)) {
      target.width = Math.round(view.w * scale);
      target.height = Math.round(view.h * scale);
    }
    const out = target.getContext("2d");
    out.setTransform(scale, 0, 0, scale, 0, 0);
    out.fillStyle = css("--paper");
    out.fillRect(0, 0, view.w, view.h);
    const size = Math.max(1.5, Math.min(9, view.k * 0.35));
    const off = (node) => { const x = sx(node.x), y = sy(node.y); return x < -40 || y < -40 || x > view.w + 40 || y > view.h + 40; };
    for (const [tone, colour] of Object.entries(tones())) {
      out.strokeStyle = colour;
      out.globalAlpha = lines.length > MANY ? 0.25 : 0.7;
      out.lineWidth = 1;
      out.beginPath();
      for (const edge of lines) {
        if (edge.tone !== tone || (off(edge.s) && off(edge.t))) continue;
        if (edge.weight > 1 && lines.length < MANY) { heavy(out, edge); continue; }
        out.moveTo(sx(edge.s.x), sy(edge.s.y));
        out.lineTo(sx(edge.t.x), sy(edge.t.y));
      }
      out.stroke();
    }
    out.globalAlpha = 1;
    GROUPS.forEach((colour, group) => {
      out.fillStyle = colour;
      out.beginPath();
      for (const node of drawn) {
        if (node.group !== group || off(node)) continue;
        const x = sx(node.x), y = sy(node.y);
        if (node.actor && size > 2) { out.moveTo(x + size, y); out.arc(x, y, size, 0, 7); } else out.rect(x - size * 0.8, y - size * 0.8, size * 1.6, size * 1.6);
      }
      out.fill();
    });
    names(out, size, off);
  }

  function heavy(out, edge) {
    const path = new Path2D();
    path.moveTo(sx(edge.s.x), sy(edge.s.y));
    path.lineTo(sx(edge.t.x), sy(edge.t.y));
    const width = out.lineWidth;
    out.lineWidth = Math.min(6, edge.weight);
    out.stroke(path);
    out.lineWidth = width;
  }

  function names(out, size, off) {
    out.font = "13px system-ui, sans-serif";
    out.fillStyle = css("--ink");
    out.strokeStyle = css("--paper");
    out.lineWidth = 4;
    const taken = [];
    let count = 0;
    for (const node of drawn) {
      if (count >= LABELS) break;
      if (off(node)) continue;
      const text = node.label.length > 38 ? `${node.label.slice(0, 36)}…` : node.label;
      const width = text.length * 7, left = sx(node.x) < view.w * 0.45 && sx(node.x) > width;
      const x = left ? sx(node.x) - size - 3 - width : sx(node.x) + size + 3, y = sy(node.y) + 4;
      if (node !== chosen && taken.some((t) => x < t[0] + t[2] && x + width > t[0] && Math.abs(y - t[1]) < 15)) continue;
      taken.push([x, y, width]);
      out.textAlign = left ? "right" : "left";
      out.strokeText(text, left ? x + width : x, y);
      out.fillText(text, left ? x + width : x, y);
      count += 1;
    }
  }

  function full() {
    clearTimeout(later);
    paint(kept);
    keptView = { ...view };
    blit();
  }

  function blit() {
    const scale = devicePixelRatio || 1;
    if (canvas.width !== kept.width || canvas.height !== kept.height) { canvas.width = kept.width; canvas.height = kept.height; }
    const k = view.k / keptView.k;
    const x = (keptView.x - view.x) * view.k + (view.w - keptView.w * k) / 2;
    const y = (keptView.y - view.y) * view.k + (view.h - keptView.h * k) / 2;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = css("--paper");
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(kept, x * scale, y * scale, kept.width * k, kept.height * k);
  }

  function moved() {
    if (pending) return;
    pending = requestAnimationFrame(() => {
      pending = 0;
      if (drawn.length + lines.length < MANY) full();
      else { blit(); clearTimeout(later); later = setTimeout(full, 160); }
    });
  }

  function fit() {
    const box = canvas.getBoundingClientRect();
    view.w = box.width; view.h = box.height;
    if (!drawn.length || !view.w) return;
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x, y } of drawn) { left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y); }
    view.x = (left + right) / 2; view.y = (top + bottom) / 2;
    view.k = Math.min((view.w - 300) / Math.max(right - left, 4), (view.h - 60) / Math.max(bottom - top, 4), 60);
    view.k = Math.max(view.k, 0.01);
    full();
  }

  function ring(node, fresh) {
    const away = Math.atan2(node.y - view.y, node.x - view.x || 0.001);
    const whole = shown.size <= 1 || fresh.length > 8;
    const radius = Math.max(3, fresh.length * 0.45);
    fresh.forEach((one, n) => {
      const angle = whole ? (2 * Math.PI * n) / fresh.length : away + ((n + 0.5) / fresh.length - 0.5) * Math.PI * 0.9;
      one.x = node.x + radius * Math.cos(angle);
      one.y = node.y + radius * 0.75 * Math.sin(angle);
    });
  }

  function grow(node) {
    const fresh = [...new Set(node.links.map((edge) => other(edge, node)))].filter((one) => !shown.has(one));
    ring(node, fresh);
    fresh.forEach((one) => shown.add(one));
    shown.add(node);
    chosen = node;
    changed();
    fit();
    tell(node);
  }

  function begin(node) {
    shown = new Set([node]);
    node.x = 0; node.y = 0;
    view.x = 0; view.y = 0;
    grow(node);
  }

  function tell(node) {
    const list = make("ul");
    const seen = node.links.slice().sort((a, b) => b.weight - a.weight);
    for (const edge of seen.slice(0, 30)) {
      const item = make("li");
      const step = make("button", other(edge, node).label, { type: "button", onclick: () => grow(other(edge, node)) });
      const what = ` ${edge.type} `;
      item.append(...(edge.s === node ? [node.label, what, step] : [step, what, node.label]), ` (${edge.weight}) – `);
      item.append(make("button", "words", { type: "button", className: "edge-words", onclick: () => said(edge) }));
      list.append(item);
    }
    const rest = seen.length > 30 ? [make("p", `and ${seen.length - 30} more, in the table`)] : [];
    $("map-words").replaceChildren(make("h3", node.label), list, ...rest);
  }

  const sentence = (edge) => `${edge.s.label} ${edge.type} ${edge.t.label} (${edge.weight})`;

  function said(edge) {
    const title = make("h3", sentence(edge));
    const blocks = edge.words.map(wordsOf).filter(Boolean);
    $("map-words").replaceChildren(title, ...(blocks.length ? blocks : [make("p", "no words recorded")]));
  }

  function under(px, py) {
    let best = null, least = 14;
    for (const node of drawn) {
      const far = Math.hypot(sx(node.x) - px, sy(node.y) - py);
      if (far < least) { least = far; best = node; }
    }
    if (best) return { node: best };
    least = 7;
    let found = null;
    for (const edge of lines) {
      const [x, y, u, v] = [sx(edge.s.x), sy(edge.s.y), sx(edge.t.x), sy(edge.t.y)];
      const t = Math.max(0, Math.min(1, ((px - x) * (u - x) + (py - y) * (v - y)) / ((u - x) ** 2 + (v - y) ** 2 || 1)));
      const far = Math.hypot(x + t * (u - x) - px, y + t * (v - y) - py);
      if (far < least) { least = far; found = edge; }
    }
    return found ? { edge: found } : null;
  }

  let grip = null;
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    const hit = under(event.offsetX, event.offsetY);
    grip = { x: event.offsetX, y: event.offsetY, far: 0, node: hit && hit.node, hit };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const dx = event.offsetX - grip.x, dy = event.offsetY - grip.y;
    grip.far += Math.hypot(dx, dy);
    grip.x = event.offsetX; grip.y = event.offsetY;
    if (grip.far < 4) return;
    if (grip.node) { grip.node.x += dx / view.k; grip.node.y += dy / view.k; } else { view.x -= dx / view.k; view.y -= dy / view.k; }
    moved();
  });
  canvas.addEventListener("pointerup", () => {
    const was = grip;
    grip = null;
    if (!was || was.far >= 4 || !was.hit) return;
    if (was.hit.node) grow(was.hit.node); else said(was.hit.edge);
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const step = 60 / view.k;
    const act = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (act) { view.x += act[0]; view.y += act[1]; moved(); } else if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1.3 : 0.77, view.w / 2, view.h / 2);
    else return;
    event.preventDefault();
  });

  function zoom(by, px, py) {
    const x = (px - view.w / 2) / view.k + view.x, y = (py - view.h / 2) / view.k + view.y;
    view.k = Math.min(400, Math.max(0.005, view.k * by));
    view.x = x - (px - view.w / 2) / view.k; view.y = y - (py - view.h / 2) / view.k;
    moved();
  }

  $("map-form").addEventListener("submit", (event) => { event.preventDefault(); choose(); });
  for (const id of ["map-start", "map-end"]) $(id).addEventListener("change", choose);

  function named(id) {
    const wanted = $(id).value.trim().toLowerCase();
    return wanted && (nodes.find((n) => n.label.toLowerCase() === wanted) || nodes.find((n) => n.label.toLowerCase().includes(wanted)));
  }

  function choose() {
    const from = named("map-start"), to = named("map-end");
    if (from && to && from !== to) chain(from, to); else if (from) begin(from);
  }

  // The shortest chain between two, in a row, with the first words of each link.
  function chain(from, to) {
    const by = new Map([[from, null]]), queue = [from];
    for (const node of queue) {
      for (const edge of node.links) {
        const next = other(edge, node);
        if (!by.has(next)) { by.set(next, edge); queue.push(next); }
      }
    }
    const path = [];
    for (let node = to; by.get(node); node = other(by.get(node), node)) path.unshift(by.get(node));
    if (!path.length) { $("map-words").replaceChildren(make("p", `Nothing told here links ${from.label} with ${to.label}.`)); return; }
    shown = new Set([from]);
    [from.x, from.y] = [0, 0];
    path.reduce((node, edge, n) => {
      const next = other(edge, node);
      [next.x, next.y] = [6 * (n + 1), n % 2 ? 0 : 1.5];
      shown.add(next);
      return next;
    }, from);
    chosen = from;
    changed();
    fit();
    const told = path.flatMap((edge) => [make("p", sentence(edge)), wordsOf(edge.words[0])]).filter(Boolean);
    $("map-words").replaceChildren(make("h3", `${from.label} and ${to.label}: ${path.length} step${path.length > 1 ? "s" : ""} apart`), ...told);
  }

  $("map-all").addEventListener("click", () => {
    nodes.forEach((node) => { [node.x, node.y] = node.at; });
    shown = new Set(nodes);
    changed();
    fit();
  });
  $("map-reset").addEventListener("click", () => begin(nodes[data.start]));
  addEventListener("resize", () => { fit(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", full);
  begin(nodes[data.start]);
})(report);
