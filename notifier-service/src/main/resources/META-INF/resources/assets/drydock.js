// The dashboard's only script: one canvas, one stream, no DOM node per tenant. Text from outside is
// only ever set as text, never as markup.

const CELLS = {
  PENDING: [".", "pending", 0], PREFLIGHT: ["f", "checking", 0.12], QUIESCE: ["q", "quiescing", 0.22],
  BACKUP: ["b", "backing up", 0.36], PROVE: ["p", "proving", 0.5], MIGRATE: ["m", "migrating", 0.66],
  INSPECT: ["i", "inspecting", 0.66], VERIFY: ["v", "verifying", 0.8], RESTORE: ["r", "restoring", 0.6],
  RELEASE: ["l", "releasing", 0.92], RETRYING: ["t", "retrying", 1], WORKING: ["w", "in flight", 0.5],
  UPGRADED: ["U", "upgraded", 1], RESTORED: ["R", "restored", 1], UNTOUCHED: ["N", "untouched", 1],
  PARKED: ["P", "parked", 1],
};
const BY_LETTER = Object.fromEntries(Object.entries(CELLS).map(([name, [letter]]) => [letter, name]));
const FINAL = ["UPGRADED", "RESTORED", "UNTOUCHED", "PARKED"];
const BAR_ORDER = ["UPGRADED", "RESTORED", "UNTOUCHED", "PARKED", "RETRYING",
  ...Object.keys(CELLS).reverse().filter((c) => !FINAL.includes(c) && c !== "RETRYING" && c !== "PENDING")];
const TILES = 300;
const ROWS_PER_PAGE = 100;
const FEED_LINES = 200;
const STALE_MS = 12_000;

const $ = (id) => document.getElementById(id);
const body = document.body;

// ---- small things -------------------------------------------------------------------------------

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.filter((c) => c !== null && c !== undefined));
  return node;
}
const cli = (text) => el("code", { class: "cli" }, text);
const two = (n) => String(n).padStart(2, "0");
function clock(iso) {
  const t = new Date(iso);
  return `${two(t.getUTCHours())}:${two(t.getUTCMinutes())}:${two(t.getUTCSeconds())}`;
}
function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const s = Math.floor(ms / 1000);
  return s < 3600 ? `${Math.floor(s / 60)} min ${s % 60} s` : `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}
function size(bytes) {
  if (bytes < 1e6) return `${Math.max(Math.floor(bytes / 1e3), bytes === 0 ? 0 : 1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
const words = (upper) => upper.toLowerCase().replaceAll("_", " ");
const sum = (counts, cells) => cells.reduce((n, c) => n + (counts[c] ?? 0), 0);

async function get(path) {
  const response = await fetch(path, { headers: { Accept: "application/json" } });
  if (response.status === 401) { location.assign("/login"); throw new Error("signed out"); }
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

document.addEventListener("click", (event) => {
  const code = event.target.closest?.("code.cli");
  if (!code || !navigator.clipboard) return;
  navigator.clipboard.writeText(code.textContent.trim()).then(() => {
    code.classList.add("copied");
    setTimeout(() => code.classList.remove("copied"), 1200);
  }, () => {});
});

// ---- the stream: green while it speaks, amber with the seconds when it does not -------------------

function follow(query, onFrame) {
  const dot = $("live");
  let heard = 0;
  let lastEvent = 0;
  const source = new EventSource(`/api/v1/stream?${query}`);
  const alive = () => { heard = performance.now(); show(); };
  source.addEventListener("heartbeat", alive);
  source.addEventListener("frame", (message) => {
    lastEvent = performance.now();
    alive();
    onFrame(JSON.parse(message.data));
  });
  source.onerror = () => {
    show();
    if (source.readyState === EventSource.CLOSED) {
      get("/api/v1/upgrades?limit=1").catch(() => {});
      setTimeout(() => { source.close(); follow(query, onFrame); }, 5000);
    }
  };
  function show() {
    const silent = performance.now() - heard;
    const state = heard === 0 ? "off" : silent > STALE_MS ? "stale" : "live";
    dot.dataset.state = state;
    const seconds = Math.round((performance.now() - (lastEvent || heard)) / 1000);
    $("live-text").textContent = state === "off" ? "connecting"
      : state === "stale" ? `last event ${Math.round(silent / 1000)} s ago`
      : lastEvent && seconds > 2 ? `live, last event ${seconds} s ago` : "live";
  }
  setInterval(show, 1000);
  return source;
}

// ---- bars ---------------------------------------------------------------------------------------

const SVG = "http://www.w3.org/2000/svg";
function drawBar(svg, counts, total) {
  let before = 0;
  const rects = [];
  const said = [];
  for (const cell of BAR_ORDER) {
    const n = counts[cell] ?? 0;
    if (n === 0 || total === 0) continue;
    const x = Math.floor((before * 1000) / total);
    const end = Math.floor(((before + n) * 1000) / total);
    const rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("class", `c-${cell}`);
    rect.setAttribute("x", x);
    rect.setAttribute("width", Math.max(end - x, 1));
    rect.setAttribute("height", 10);
    rects.push(rect);
    said.push(`${n} ${CELLS[cell][1]}`);
    before += n;
  }
  svg.replaceChildren(...rects);
  svg.setAttribute("aria-label", said.join(", "));
}

// ---- the fleet page -----------------------------------------------------------------------------

function fleetPage() {
  follow("", (frame) => {
    let unknown = frame.reload;
    for (const { upgrade } of frame.upgrades) {
      const row = document.querySelector(`tr[data-upgrade="${CSS.escape(upgrade.id)}"]`);
      if (!row) { unknown = true; continue; }
      const badge = row.querySelector(".badge");
      badge.className = `badge s-${upgrade.state}`;
      badge.textContent = words(upgrade.state);
      drawBar(row.querySelector("svg.bar"), upgrade.counts, upgrade.tenants);
      row.querySelectorAll("td.num").forEach((td, i) => {
        if (i < FINAL.length) {
          const n = upgrade.counts[FINAL[i]] ?? 0;
          td.textContent = n.toLocaleString("en");
          td.classList.toggle("zero", n === 0);
        }
      });
      if (upgrade.startedAt) {
        row.querySelector("td.num:last-child").textContent =
          duration(new Date(upgrade.endedAt ?? Date.now()) - new Date(upgrade.startedAt));
      }
    }
    if (unknown) location.reload();
  });
}

// ---- the heat-map -------------------------------------------------------------------------------

class HeatMap {
  constructor(canvas, tip, spoken, onOpen) {
    Object.assign(this, { canvas, tip, spoken, onOpen });
    this.names = [];
    this.cells = [];
    this.waves = [];
    this.visible = () => true;
    this.focus = -1;
    this.blocks = [];
    this.queued = false;
    new ResizeObserver(() => this.draw()).observe(canvas.parentElement);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { this.colours = null; this.draw(); });
    canvas.addEventListener("pointermove", (e) => this.hover(e));
    canvas.addEventListener("pointerleave", () => { tip.hidden = true; });
    canvas.addEventListener("click", (e) => { const i = this.at(e); if (i >= 0) { this.focus = i; onOpen(this.names[i]); } });
    canvas.addEventListener("keydown", (e) => this.key(e));
    canvas.addEventListener("focus", () => { if (this.focus < 0) this.rove(0); else this.draw(); });
    canvas.addEventListener("blur", () => { tip.hidden = true; this.draw(); });
  }

  palette() {
    if (!this.colours) {
      const style = getComputedStyle(document.documentElement);
      this.colours = Object.fromEntries(Object.keys(CELLS).map((c) => [c, style.getPropertyValue(`--c-${c}`).trim()]));
      this.colours.ink = style.getPropertyValue("--ink").trim();
      this.colours.muted = style.getPropertyValue("--muted").trim();
      this.colours.focus = style.getPropertyValue("--focus").trim();
      this.colours.panel = style.getPropertyValue("--panel").trim();
      this.colours.font = style.getPropertyValue("--sans");
      this.colours.mono = style.getPropertyValue("--mono");
    }
    return this.colours;
  }

  // Few tenants get tiles with their names; many get the largest cell with which all of them fit.
  layout(width) {
    const label = 17;
    const between = 8;
    const sizes = this.waves.map((w) => w.tenants).filter((n) => n > 0);
    const total = sizes.reduce((a, n) => a + n, 0);
    this.tiles = total <= TILES && this.names.length > 0;
    if (this.tiles) {
      const longest = Math.min(24, this.names.reduce((m, n) => Math.max(m, n.length), 4));
      this.cell = 18;
      this.gapX = 14;
      const wanted = this.cell + 7 + longest * 6.7 + this.gapX;
      const columns = Math.max(1, Math.floor((width + this.gapX) / wanted));
      this.stepX = (width + this.gapX) / columns;
      this.stepY = 26;
      this.columns = columns;
    } else {
      const limit = Math.max(240, Math.min(innerHeight - 330, 640));
      for (let s = 26; s >= 4; s -= 0.5) {
        this.gapX = s >= 12 ? 3 : s >= 6 ? 1.5 : 1;
        this.cell = s;
        this.stepX = this.stepY = s + this.gapX;
        this.columns = Math.max(1, Math.floor((width + this.gapX) / this.stepX));
        const height = sizes.reduce((h, n) => h + label + between + Math.ceil(n / this.columns) * this.stepY, 0);
        if (height <= limit) break;
      }
    }
    this.blocks = [];
    let y = 0;
    let from = 0;
    for (const wave of this.waves) {
      if (wave.tenants === 0) continue;
      this.blocks.push({ wave, from, to: from + wave.tenants, y: y + label + (this.tiles ? 2 : 0), labelY: y });
      y += label + between + Math.ceil(wave.tenants / this.columns) * this.stepY;
      from += wave.tenants;
    }
    return Math.max(40, Math.ceil(y - between));
  }

  draw() {
    if (this.queued) return;
    this.queued = true;
    requestAnimationFrame(() => { this.queued = false; this.paint(); });
  }

  paint() {
    const width = this.canvas.parentElement.clientWidth - 28;
    if (width <= 0) return;
    const height = this.layout(width);
    const ratio = devicePixelRatio || 1;
    const w = Math.round(width * ratio);
    const h = Math.round(height * ratio);
    if (this.canvas.width !== w || this.canvas.height !== h) {
      this.canvas.width = w;
      this.canvas.height = h;
      this.canvas.style.height = `${height}px`;
    }
    const ctx = this.canvas.getContext("2d");
    const colours = this.palette();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    for (const block of this.blocks) {
      ctx.globalAlpha = 1;
      ctx.fillStyle = colours.muted;
      ctx.font = `11px ${colours.font}`;
      ctx.textBaseline = "top";
      ctx.fillText(`${block.wave.name || `wave ${block.wave.number}`} · ${block.wave.tenants.toLocaleString("en")}`, 0, block.labelY);
      for (let i = block.from; i < block.to && i < this.cells.length; i++) {
        const [x, y] = this.place(i, block);
        const cell = BY_LETTER[this.cells[i]] ?? "WORKING";
        ctx.globalAlpha = this.visible(i) ? 1 : 0.16;
        paintCell(ctx, x, y, this.cell, cell, colours);
        if (this.tiles) this.paintName(ctx, x, y, this.names[i] ?? "", cell, colours);
      }
    }
    ctx.globalAlpha = 1;
    if (this.focus >= 0 && document.activeElement === this.canvas) this.outline(ctx, colours);
  }

  paintName(ctx, x, y, name, cell, colours) {
    ctx.font = `11px ${colours.mono}`;
    ctx.textBaseline = "middle";
    ctx.fillStyle = cell === "PENDING" ? colours.muted : colours.ink;
    ctx.fillText(name.length > 24 ? `${name.slice(0, 23)}…` : name, x + this.cell + 7, y + this.cell / 2 + 0.5);
  }

  outline(ctx, colours) {
    const [x, y] = this.place(this.focus);
    ctx.strokeStyle = colours.focus;
    ctx.lineWidth = 2;
    ctx.strokeRect(x - 1.5, y - 1.5, (this.tiles ? this.stepX - this.gapX : this.cell) + 3, this.cell + 3);
  }

  place(i, block = this.blocks.find((b) => i < b.to) ?? this.blocks[0]) {
    const at = i - block.from;
    return [(at % this.columns) * this.stepX, block.y + Math.floor(at / this.columns) * this.stepY, block];
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    const block = this.blocks.findLast((b) => y >= b.y);
    if (!block) return -1;
    const column = Math.floor(x / this.stepX);
    const i = block.from + Math.floor((y - block.y) / this.stepY) * this.columns + column;
    return column >= 0 && column < this.columns && i < block.to ? i : -1;
  }

  hover(event) {
    const i = this.at(event);
    this.canvas.style.cursor = i < 0 ? "default" : "pointer";
    if (i < 0) { this.tip.hidden = true; return; }
    this.showTip(i);
  }

  showTip(i) {
    const [x, y, block] = this.place(i);
    const label = CELLS[BY_LETTER[this.cells[i]]]?.[1] ?? "in flight";
    this.tip.replaceChildren(el("code", {}, this.names[i] ?? ""), el("span", {}, `  ${label} · ${block.wave.name || `wave ${block.wave.number}`}`));
    this.tip.hidden = false;
    const width = this.canvas.clientWidth;
    const left = Math.min(x + 14, Math.max(0, width - this.tip.offsetWidth));
    this.tip.style.left = `${left + 14}px`;
    this.tip.style.top = `${Math.max(2, y - 26)}px`;
  }

  key(event) {
    if (this.blocks.length === 0) return;
    const move = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: this.columns, ArrowUp: -this.columns }[event.key];
    if (move !== undefined) this.rove(Math.min(this.cells.length - 1, Math.max(0, this.focus + move)), Math.sign(move));
    else if (event.key === "Home") this.rove(0);
    else if (event.key === "End") this.rove(this.cells.length - 1);
    else if ((event.key === "Enter" || event.key === " ") && this.focus >= 0) this.onOpen(this.names[this.focus]);
    else return;
    event.preventDefault();
  }

  // Skips what the filters hide; stays when there is nothing further that way.
  rove(to, direction = 1) {
    let i = to;
    while (i >= 0 && i < this.cells.length && !this.visible(i)) i += direction;
    if (i < 0 || i >= this.cells.length) return;
    this.focus = i;
    this.draw();
    this.showTip(i);
    this.spoken.textContent = `${this.names[i]}, ${CELLS[BY_LETTER[this.cells[i]]]?.[1] ?? ""}`;
  }
}

// Fill level is progress, a mark is an outcome: readable without colour, down to seven pixels.
function paintCell(ctx, x, y, s, cell, colours) {
  const [, , level] = CELLS[cell];
  const r = s >= 12 ? 2.5 : s >= 7 ? 1 : 0;
  ctx.fillStyle = level >= 1 ? colours[cell] : colours.PENDING;
  ctx.beginPath();
  ctx.roundRect(x, y, s, s, r);
  ctx.fill();
  if (level > 0 && level < 1) {
    const h = Math.max(1, s * level);
    ctx.fillStyle = colours[cell];
    ctx.beginPath();
    ctx.roundRect(x, y + s - h, s, h, r);
    ctx.fill();
  }
  if (s < 6) return;
  const mark = cell === "RETRYING" ? colours.ink : colours.panel;
  ctx.strokeStyle = mark;
  ctx.fillStyle = mark;
  ctx.lineWidth = Math.max(1.2, s / 10);
  ctx.lineCap = "round";
  const a = (f) => x + s * f;
  const b = (f) => y + s * f;
  ctx.beginPath();
  switch (cell) {
    case "UPGRADED":
      if (s < 12) return;
      ctx.moveTo(a(0.3), b(0.53)); ctx.lineTo(a(0.44), b(0.67)); ctx.lineTo(a(0.71), b(0.36)); break;
    case "UNTOUCHED":
      ctx.moveTo(a(0.32), b(0.32)); ctx.lineTo(a(0.68), b(0.68)); ctx.moveTo(a(0.68), b(0.32)); ctx.lineTo(a(0.32), b(0.68)); break;
    case "RESTORED":
      ctx.moveTo(a(0.7), b(0.5)); ctx.lineTo(a(0.3), b(0.5)); ctx.moveTo(a(0.46), b(0.33)); ctx.lineTo(a(0.3), b(0.5)); ctx.lineTo(a(0.46), b(0.67)); break;
    case "PARKED":
      ctx.moveTo(a(0.5), b(0.26)); ctx.lineTo(a(0.5), b(0.55)); ctx.moveTo(a(0.5), b(0.74)); ctx.lineTo(a(0.5), b(0.745)); break;
    case "RETRYING":
      ctx.arc(a(0.5), b(0.5), s * 0.2, -0.6, 3.9); break;
    case "PENDING":
      if (s < 12) return;
      ctx.fillStyle = colours.muted; ctx.globalAlpha *= 0.55; ctx.arc(a(0.5), b(0.5), s * 0.06, 0, 7); ctx.fill(); ctx.globalAlpha /= 0.55; return;
    default: return;
  }
  ctx.stroke();
}

// ---- the upgrade page ---------------------------------------------------------------------------

function upgradePage() {
  const id = body.dataset.upgrade;
  const api = `/api/v1/upgrades/${encodeURIComponent(id)}`;
  const filters = { states: new Set(), cause: null, tenant: null, search: "" };
  let index = new Map();
  let causes = [];
  let failed = new Set();
  let upgrade = null;
  let page = 0;
  let asTable = false;
  let loading = null;

  const map = new HeatMap($("map"), $("tip"), $("spoken"), openTenant);
  map.visible = (i) =>
    (filters.states.size === 0 || filters.states.has(BY_LETTER[map.cells[i]])) &&
    (filters.cause === null || failed.has(map.names[i])) &&
    (filters.search === "" || map.names[i]?.includes(filters.search));

  // -- what is shown

  function showUpgrade(next) {
    upgrade = next;
    const counts = next.counts;
    $("state").className = `badge s-${next.state}`;
    $("state").textContent = words(next.state);
    if (next.release) $("release").textContent = next.release;
    const inFlight = sum(counts, Object.keys(CELLS).filter((c) => !FINAL.includes(c) && c !== "PENDING"));
    for (const div of $("figures").querySelectorAll("[data-figure]")) {
      const n = div.dataset.figure === "WORKING" ? inFlight : counts[div.dataset.figure] ?? 0;
      div.querySelector("dd").textContent = n.toLocaleString("en");
      div.classList.toggle("zero", n === 0);
    }
    $("proven").textContent = next.backupsProven.toLocaleString("en");
    $("bytes").textContent = size(next.backupBytes);
    showElapsed();
    showWaves(next.waves);
    map.waves = next.waves.map((w) => ({ number: w.number, name: w.name, tenants: sum(w.counts, Object.keys(CELLS)) }));
    for (const chip of $("legend").children) {
      const n = counts[chip.dataset.cell] ?? 0;
      chip.querySelector("b").textContent = n.toLocaleString("en");
      chip.hidden = n === 0 && !filters.states.has(chip.dataset.cell);
    }
    showWaiting();
  }

  function showElapsed() {
    if (upgrade?.startedAt) {
      $("elapsed").textContent = duration(new Date(upgrade.endedAt ?? Date.now()) - new Date(upgrade.startedAt));
    }
  }

  function showWaves(waves) {
    const box = $("waves");
    if (box.children.length !== waves.length) {
      box.replaceChildren(...waves.map((w) => {
        const svg = document.createElementNS(SVG, "svg");
        svg.setAttribute("class", "bar");
        svg.setAttribute("viewBox", "0 0 1000 10");
        svg.setAttribute("preserveAspectRatio", "none");
        svg.setAttribute("role", "img");
        return el("div", { class: "wave", "data-wave": w.number }, el("span", { class: "name" }), svg,
          el("span", { class: "count" }, el("b"), ""), el("span", { class: "took" }));
      }));
    }
    waves.forEach((w, i) => {
      const row = box.children[i];
      row.dataset.state = w.state;
      row.querySelector(".name").textContent = w.name || `wave ${w.number}`;
      const count = row.querySelector(".count");
      count.firstElementChild.textContent = sum(w.counts, FINAL).toLocaleString("en");
      count.lastChild.textContent = `/${w.tenants.toLocaleString("en")}`;
      row.querySelector(".took").textContent = w.startedAt ? duration(new Date(w.endedAt ?? Date.now()) - new Date(w.startedAt)) : "";
      drawBar(row.querySelector("svg.bar"), w.counts, w.tenants);
    });
  }

  function showWaiting() {
    const items = [];
    if (upgrade.state === "PAUSED") {
      items.push(el("li", {}, `Paused${upgrade.reason ? `: ${words(upgrade.reason)}` : ""}. Nothing new is admitted; what is in flight finishes. `,
        cli(`drydock resume ${id}`), " ", cli(`drydock abort ${id}`)));
    }
    const parked = map.names.filter((_, i) => map.cells[i] === "P");
    for (const tenant of parked.slice(0, 5)) {
      const why = causes.find((c) => c.tenants.some((t) => t.tenant === tenant));
      items.push(el("li", {}, el("a", { href: `?tenant=${encodeURIComponent(tenant)}`, "data-tenant": tenant }, el("code", {}, tenant)),
        ` is parked${why ? `: ${why.summary}` : ""}. `, cli(`drydock resolve ${tenant}`)));
    }
    if (parked.length > 5) items.push(el("li", { class: "muted" }, `and ${parked.length - 5} more parked; choose parked in the legend`));
    $("waiting").hidden = items.length === 0;
    $("waiting-list").replaceChildren(...items);
  }

  function showCauses() {
    const total = causes.reduce((n, c) => n + c.count, 0);
    $("causes-count").textContent = total === 0 ? "" : `${total.toLocaleString("en")} tenants`;
    $("causes").replaceChildren(...causes.map((c) => {
      const key = causeKey(c);
      const states = [...new Set(c.tenants.map((t) => words(t.state)))].slice(0, 3).join(", ");
      return el("li", {}, el("button", { type: "button", class: "cause", "data-key": key, "aria-pressed": String(filters.cause === key) },
        el("b", {}, c.count.toLocaleString("en")),
        el("span", {}, c.summary, el("em", {}, `${states}${c.count === 1 ? ` · ${c.tenants[0].tenant}` : ""}`))));
    }));
  }
  const causeKey = (c) => (c.subject ? `${c.code}:${c.subject}` : c.code);

  function line(event) {
    return el("li", { class: event.failed ? "failed" : null },
      el("time", { datetime: event.time }, clock(event.time)),
      event.tenant ? el("button", { type: "button", "data-tenant": event.tenant, title: event.tenant }, event.tenant) : el("span", { class: "all" }, "fleet"),
      el("span", {}, event.text));
  }


  function showEvents(events) {
    const feed = $("feed");
    for (const event of events) feed.prepend(line(event));
    while (feed.children.length > FEED_LINES) feed.lastElementChild.remove();
  }

  // -- filters, all of them in the URL

  function readUrl() {
    const query = new URLSearchParams(location.search);
    filters.states = new Set((query.get("state") ?? "").split(",").map((s) => s.toUpperCase()).filter((s) => s in CELLS));
    filters.cause = query.get("cause");
    filters.search = query.get("q") ?? "";
    filters.tenant = query.get("tenant");
    asTable = query.get("view") === "table";
    $("search").value = filters.search;
  }
  function writeUrl() {
    const query = new URLSearchParams();
    if (filters.states.size > 0) query.set("state", [...filters.states].join(",").toLowerCase());
    if (filters.cause) query.set("cause", filters.cause);
    if (filters.search) query.set("q", filters.search);
    if (filters.tenant) query.set("tenant", filters.tenant);
    if (asTable) query.set("view", "table");
    history.replaceState(null, "", query.size > 0 ? `?${query}` : location.pathname);
  }
  function filtersChanged() {
    failed = new Set(filters.cause === null ? [] : causes.filter((c) => causeKey(c) === filters.cause).flatMap((c) => c.tenants.map((t) => t.tenant)));
    page = 0;
    writeUrl();
    for (const chip of $("legend").children) chip.setAttribute("aria-pressed", String(filters.states.has(chip.dataset.cell)));
    for (const button of $("causes").querySelectorAll(".cause")) button.setAttribute("aria-pressed", String(button.dataset.key === filters.cause));
    redraw();
  }
  function redraw() {
    const any = filters.states.size > 0 || filters.cause !== null || filters.search !== "";
    $("clear").hidden = !any;
    let n = 0;
    if (any) for (let i = 0; i < map.cells.length; i++) if (map.visible(i)) n++;
    $("shown").textContent = any ? `${n.toLocaleString("en")} of ${map.cells.length.toLocaleString("en")}` : "";
    $("as-map").setAttribute("aria-pressed", String(!asTable));
    $("as-table").setAttribute("aria-pressed", String(asTable));
    $("canvas-box").hidden = asTable;
    $("table").hidden = !asTable;
    if (asTable) showTable(); else map.draw();
  }

  function showTable() {
    const rows = [];
    let from = 0;
    for (const wave of map.waves) {
      for (let i = from; i < from + wave.tenants; i++) if (map.visible(i)) rows.push([i, wave]);
      from += wave.tenants;
    }
    const pages = Math.max(1, Math.ceil(rows.length / ROWS_PER_PAGE));
    page = Math.min(page, pages - 1);
    const why = new Map(causes.flatMap((c) => c.tenants.map((t) => [t.tenant, c.summary])));
    const shown = rows.slice(page * ROWS_PER_PAGE, (page + 1) * ROWS_PER_PAGE);
    const table = el("table", { class: "rows" },
      el("caption", { class: "sr" }, `Tenants, page ${page + 1} of ${pages}`),
      el("thead", {}, el("tr", {}, ...["Tenant", "Wave", "State", "Why"].map((h) => el("th", { scope: "col" }, h)))),
      el("tbody", {}, ...shown.map(([i, wave]) => {
        const cell = BY_LETTER[map.cells[i]] ?? "WORKING";
        return el("tr", {}, el("th", { scope: "row" }, el("button", { type: "button", "data-tenant": map.names[i] }, map.names[i])),
          el("td", {}, wave.name || `wave ${wave.number}`),
          el("td", {}, el("i", { class: `key c-${cell}`, "aria-hidden": "true" }), ` ${CELLS[cell][1]}`),
          el("td", { class: "muted" }, why.get(map.names[i]) ?? ""));
      })));
    const pager = el("div", { class: "pager" },
      el("button", { type: "button", class: "quiet", "data-page": page - 1, disabled: page === 0 ? "" : null }, "Previous"),
      `page ${page + 1} of ${pages}`,
      el("button", { type: "button", class: "quiet", "data-page": page + 1, disabled: page + 1 >= pages ? "" : null }, "Next"));
    $("table").replaceChildren(table, pager);
  }

  // -- one tenant

  async function openTenant(tenant) {
    filters.tenant = tenant;
    writeUrl();
    const sheet = $("sheet");
    try {
      showTenant(await get(`${api}/tenants/${encodeURIComponent(tenant)}`));
    } catch {
      $("sheet-body").replaceChildren(el("header", {}, el("h2", { id: "sheet-title" }, tenant), closer()),
        el("dl", { class: "facts" }, el("dd", {}, "This upgrade has no such tenant, or it cannot be read at the moment.")));
    }
    if (!sheet.open) sheet.showModal();
  }
  const closer = () => { const b = el("button", { class: "quiet", type: "button", "aria-label": "Close" }, "Close"); b.addEventListener("click", () => $("sheet").close()); return b; };

  function showTenant({ tenant: t, timeline }) {
    const fact = (name, ...value) => [el("dt", {}, name), el("dd", {}, ...value)];
    const longest = Math.max(1, ...timeline.map((l) => l.stepDurationMs));
    const wave = upgrade?.waves.find((w) => w.number === t.wave);
    const parts = [
      el("header", {}, el("h2", { id: "sheet-title" }, t.tenant), el("span", { class: "badge" }, CELLS[t.cell][1]), el("span", { class: "grow" }), closer()),
      el("dl", { class: "facts" },
        ...fact("State", words(t.state), t.attempt > 1 ? `, attempt ${t.attempt}` : ""),
        ...fact("Wave", wave?.name || `wave ${t.wave}`, t.pass > 1 ? `, pass ${t.pass}` : ""),
        ...fact("Backup", t.backupBytes > 0 || t.backupProven ? `${size(t.backupBytes)}, ${t.backupProven ? "proven by a restore" : "not proven yet"}` : "none yet"),
        ...fact("Worked", duration(t.workedMs)),
        ...(t.since ? fact("Since", `${t.since.slice(0, 10)} ${clock(t.since)} UTC`) : [])),
    ];
    if (t.failure) {
      parts.push(el("div", { class: "why" }, el("b", {}, t.failedStep ? `${words(t.failedStep)}: ` : "", t.failure), t.advice ? el("p", {}, t.advice) : null));
    }
    parts.push(el("h3", {}, "Timeline, UTC"), el("ol", {}, ...timeline.map((l) => step(l, longest))));
    const foot = el("p", { class: "foot" }, cli(`drydock show tenant ${t.tenant}`));
    if (t.state === "PARKED") foot.append(cli(`drydock resolve ${t.tenant}`));
    else if (t.failure) foot.append(cli(`drydock retry ${id} --tenant ${t.tenant}`));
    foot.append(cli(`curl -H "Authorization: Bearer $TOKEN" $URL${api}/tenants/${t.tenant}`));
    parts.push(foot);
    $("sheet-body").replaceChildren(...parts);
  }

  function step(l, longest) {
    const row = el("li", { class: l.failed ? "failed" : null }, el("time", {}, clock(l.time)),
      el("i", { class: `c-${l.cell ?? "WORKING"}`, "aria-hidden": "true" }), el("span", {}, l.failed ? l.text : l.text.replace(/ \([^()]*\)$/, "")),
      el("span", { class: "ms" }, l.endedStep ? `${words(l.endedStep)} ${duration(l.stepDurationMs)}` : ""));
    if (l.stepDurationMs > 0) {
      const bar = document.createElementNS(SVG, "svg");
      bar.setAttribute("viewBox", "0 0 1000 10");
      bar.setAttribute("preserveAspectRatio", "none");
      bar.setAttribute("aria-hidden", "true");
      const rect = document.createElementNS(SVG, "rect");
      rect.setAttribute("class", `c-${l.endedStep && l.endedStep in CELLS ? l.endedStep : l.endedStep === "PROVE_RESTORE" ? "RESTORE" : "WORKING"}`);
      rect.setAttribute("width", Math.max(8, Math.round((l.stepDurationMs * 1000) / longest)));
      rect.setAttribute("height", 10);
      bar.append(rect);
      row.append(bar);
    }
    return row;
  }

  // -- loading and following

  async function load() {
    const snapshot = await get(api);
    if (snapshot.cells.length !== map.names.length) {
      map.names = await get(`${api}/names`);
      index = new Map(map.names.map((name, i) => [name, i]));
    }
    map.cells = [...snapshot.cells];
    causes = await get(`${api}/failures`);
    showUpgrade(snapshot.upgrade);
    showCauses();
    filtersChanged();
    return snapshot.position;
  }
  function reload() {
    loading ??= load().finally(() => { loading = null; });
    return loading;
  }

  let causesDue = 0;
  async function refreshCauses() {
    if (causesDue) return;
    causesDue = setTimeout(async () => {
      causesDue = 0;
      try {
        causes = await get(`${api}/failures`);
        showCauses();
        showWaiting();
        failed = new Set(causes.filter((c) => causeKey(c) === filters.cause).flatMap((c) => c.tenants.map((t) => t.tenant)));
        if (filters.cause) redraw();
      } catch { /* the next frame tries again */ }
    }, 1500);
  }

  function apply(frame) {
    const mine = frame.upgrades.find((u) => u.upgrade.id === id);
    showEvents(frame.events);
    if (!mine) return;
    if (frame.reload || mine.cells.some(([tenant]) => !index.has(tenant)) || mine.upgrade.tenants !== map.cells.length) { reload(); return; }
    for (const [tenant, letter] of mine.cells) map.cells[index.get(tenant)] = letter;
    showUpgrade(mine.upgrade);
    redraw();
    if (frame.events.some((e) => e.failed) || mine.cells.some(([, l]) => "RNPUt".includes(l) && causes.length > 0)) refreshCauses();
    if (filters.tenant && $("sheet").open && mine.cells.some(([tenant]) => tenant === filters.tenant)) openTenant(filters.tenant);
  }

  // -- what people do

  $("legend").addEventListener("click", (e) => {
    const chip = e.target.closest(".chip");
    if (!chip) return;
    const cell = chip.dataset.cell;
    if (!filters.states.delete(cell)) filters.states.add(cell);
    filtersChanged();
  });
  $("causes").addEventListener("click", (e) => {
    const button = e.target.closest(".cause");
    if (!button) return;
    filters.cause = filters.cause === button.dataset.key ? null : button.dataset.key;
    filtersChanged();
  });
  $("search").addEventListener("input", () => { filters.search = $("search").value.trim().toLowerCase(); filtersChanged(); });
  $("clear").addEventListener("click", () => {
    filters.states.clear(); filters.cause = null; filters.search = ""; $("search").value = "";
    filtersChanged();
  });
  $("as-map").addEventListener("click", () => { asTable = false; filtersChanged(); });
  $("as-table").addEventListener("click", () => { asTable = true; filtersChanged(); });
  $("table").addEventListener("click", (e) => {
    const pager = e.target.closest("[data-page]");
    if (pager) { page = Number(pager.dataset.page); showTable(); }
  });
  document.addEventListener("click", (e) => {
    const link = e.target.closest("[data-tenant]");
    if (!link || link.tagName === "TR") return;
    e.preventDefault();
    if (link.closest("#feed")) { filters.search = link.dataset.tenant; $("search").value = filters.search; filtersChanged(); }
    openTenant(link.dataset.tenant);
  });
  $("sheet").addEventListener("close", () => { filters.tenant = null; writeUrl(); });
  $("sheet").addEventListener("click", (e) => { if (e.target === $("sheet")) $("sheet").close(); });

  paintLegend();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paintLegend);
  function paintLegend() {
    map.colours = null;
    for (const chip of $("legend").children) {
      const canvas = chip.querySelector("canvas");
      const ctx = canvas.getContext("2d");
      ctx.clearRect(0, 0, 28, 28);
      paintCell(ctx, 0, 0, 28, chip.dataset.cell, map.palette());
    }
  }

  setInterval(() => { if (!upgrade?.endedAt) { showElapsed(); if (upgrade) showWaves(upgrade.waves); } }, 1000);
  readUrl();
  reload().then((position) => {
    follow(`upgrade=${encodeURIComponent(id)}&after=${position ?? body.dataset.position}`, apply);
    if (filters.tenant) openTenant(filters.tenant);
  }, () => follow(`upgrade=${encodeURIComponent(id)}&after=${body.dataset.position}`, (frame) => { reload().then(() => apply(frame)); }));
}

if (body.dataset.page === "fleet") fleetPage();
if (body.dataset.page === "upgrade") upgradePage();
