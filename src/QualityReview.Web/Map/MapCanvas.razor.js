// The map of a dataset on a canvas. Places are in the map's units, 0 to 65535 across and upwards; the server sends as many points of the
// part in sight as can be drawn, and how crowded it is. Sample text is only ever put into textContent.
import { colours, discs, read } from '../js/map-data.js';

const SIZE = 65536;
const NEAREST = 400;
const maps = new WeakMap();

export function attach(root, owner, scene) {
  const map = new SampleMap(root, owner, scene);
  maps.set(root, map);
}

export function update(root, scene) {
  maps.get(root)?.update(scene);
}

export function detach(root) {
  maps.get(root)?.stop.abort();
  maps.delete(root);
}

class SampleMap {
  constructor(root, owner, scene) {
    Object.assign(this, { root, owner, scene, stop: new AbortController(), pointers: new Map(), tips: new Map() });
    this.canvas = root.querySelector('canvas');
    this.context = this.canvas.getContext('2d');
    this.tip = root.querySelector('[data-part=tip]');
    this.note = root.querySelector('[data-part=note]');
    this.listen();
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(root);
    this.resize();
    this.look(scene.view);
    this.fetch();
  }

  update(scene) {
    const before = this.scene;
    this.scene = scene;
    if (scene.points !== before.points) this.fetch();
    // The address follows the map; only a step back, or a link, leads it.
    const box = v => v ? [v.x1, v.y1, v.x2, v.y2].join() : '';
    if (box(scene.view) !== box(before.view) && box(scene.view) !== this.told) this.look(scene.view);
    this.draw();
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.root;
    const ratio = Math.min(3, devicePixelRatio || 1);
    if (!width || !height || (width === this.width && height === this.height && ratio === this.ratio)) return;
    Object.assign(this, { width, height, ratio });
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    if (this.scale) this.draw();
  }

  // What is in sight: a middle and pixels a unit.
  fit() { return Math.min(this.width, this.height) / SIZE; }
  look(view) {
    const { x1, y1, x2, y2 } = view ?? { x1: 0, y1: 0, x2: SIZE, y2: SIZE };
    this.x = (x1 + x2) / 2;
    this.y = (y1 + y2) / 2;
    this.scale = Math.min(this.width / Math.max(NEAREST, x2 - x1), this.height / Math.max(NEAREST, y2 - y1));
  }
  part() {
    const across = this.width / 2 / this.scale, up = this.height / 2 / this.scale;
    return [this.x - across, this.y - up, this.x + across, this.y + up];
  }
  left(x) { return (x - this.x) * this.scale + this.width / 2; }
  top(y) { return (this.y - y) * this.scale + this.height / 2; }
  at(left, top) { return [(left - this.width / 2) / this.scale + this.x, this.y - (top - this.height / 2) / this.scale]; }

  zoom(factor, left = this.width / 2, top = this.height / 2) {
    const [x, y] = this.at(left, top);
    const scale = Math.min(Math.min(this.width, this.height) / NEAREST, Math.max(this.fit() * 0.5, this.scale * factor));
    this.x = x - (x - this.x) * this.scale / scale;
    this.y = y - (y - this.y) * this.scale / scale;
    this.scale = scale;
    this.moved();
  }
  move(dx, dy) {
    this.x = Math.min(SIZE, Math.max(0, this.x - dx / this.scale));
    this.y = Math.min(SIZE, Math.max(0, this.y + dy / this.scale));
    this.moved();
  }
  whole() {
    this.look(null);
    this.moved();
  }
  moved() {
    this.hover(null);
    this.draw();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settled(), 350);
  }
  settled() {
    if (this.stop.signal.aborted) return;
    const isWhole = Math.abs(this.scale / this.fit() - 1) < 0.01 && Math.abs(this.x - SIZE / 2) < 100 && Math.abs(this.y - SIZE / 2) < 100;
    const part = this.part().map(edge => Math.round(Math.min(SIZE - 1, Math.max(0, edge))));
    this.told = isWhole ? '' : part.join();
    this.owner.invokeMethodAsync('Looked', isWhole ? null : part);
    // Points that were left out for their number may fit now.
    if (this.points && (this.points.inPart > this.points.drawn || !this.points.isWhole)) this.fetch();
  }

  // With a rim around what is in sight, so that a short way shows no blank.
  async fetch() {
    this.fetching?.abort();
    const asking = this.fetching = new AbortController();
    const [x1, y1, x2, y2] = this.part();
    const rim = 0.2;
    const cut = edge => Math.round(Math.min(SIZE - 1, Math.max(0, edge)));
    const part = [cut(x1 - (x2 - x1) * rim), cut(y1 - (y2 - y1) * rim), cut(x2 + (x2 - x1) * rim), cut(y2 + (y2 - y1) * rim)];
    try {
      const answer = await fetch(`${this.scene.points}&part=${part.join()}`, { signal: AbortSignal.any([asking.signal, this.stop.signal]) });
      if (!answer.ok) throw new Error(await answer.text());
      this.points = read(await answer.arrayBuffer());
    } catch (fault) {
      if (fault.name !== 'AbortError') this.note.textContent = `The points could not be read: ${fault.message}`;
      return;
    }
    const { drawn, inPart } = this.points;
    const count = number => number.toLocaleString('en-US');
    this.note.textContent = inPart > drawn ? `${count(drawn)} of ${count(inPart)} samples here are drawn; come nearer to see all` : '';
    this.root.dataset.drawn = drawn;
    this.draw();
  }

  draw() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      if (!this.stop.signal.aborted && this.width) this.paint();
    });
  }

  paint() {
    const { context, points } = this;
    this.colours ??= colours(this.root);
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    if (!points) return;
    this.paintCrowds();
    this.paintPoints();
    this.paintRegion();
    this.paintLabels();
    this.root.dataset.painted = 'true';
  }

  // A haze under the points: where most samples lie, also those that are not drawn.
  paintCrowds() {
    const { context, points } = this;
    const key = this.colours.haze.join();
    if (points.haze?.key !== key) {
      const haze = document.createElement('canvas');
      haze.width = haze.height = points.cells;
      const image = new ImageData(points.cells, points.cells);
      for (let i = 0; i < points.crowds.length; i++) {
        const row = points.cells - 1 - Math.floor(i / points.cells);
        const to = (row * points.cells + i % points.cells) * 4;
        image.data.set(this.colours.haze, to);
        image.data[to + 3] = points.crowds[i] ? 70 + points.crowds[i] * 0.72 : 0;
      }
      haze.getContext('2d').putImageData(image, 0, 0);
      points.haze = { key, haze };
    }
    const { x1, y1, x2, y2 } = points;
    const left = this.left(x1), top = this.top(y2 + 1), width = (x2 - x1 + 1) * this.scale, height = (y2 - y1 + 1) * this.scale;
    context.save();
    context.filter = `blur(${Math.min(40, 1.6 * width / points.cells).toFixed(1)}px)`;
    context.imageSmoothingQuality = 'high';
    context.drawImage(points.haze.haze, left, top, width, height);
    context.restore();
  }

  radius() {
    const nearer = Math.max(1, this.scale / this.fit());
    const few = this.points.all < 3000 ? 3.4 : this.points.all < 20000 ? 2.4 : 1.6;
    return Math.min(7, few * Math.pow(nearer, 0.35));
  }

  paintPoints() {
    const { context, points } = this;
    const radius = this.radius();
    const sheet = this.sheet(radius);
    const side = sheet.side;
    for (const outside of [true, false]) {
      for (let i = 0; i < points.drawn; i++) {
        const colour = points.colours[i];
        if ((colour === 254) !== outside) continue;
        const left = this.left(points.x[i]), top = this.top(points.y[i]);
        if (left < -radius || top < -radius || left > this.width + radius || top > this.height + radius) continue;
        context.drawImage(sheet.canvas, this.column(colour) * sheet.pixels, 0, sheet.pixels, sheet.pixels, left - side / 2, top - side / 2, side, side);
      }
    }
    if (this.over != null) {
      const i = this.over;
      context.beginPath();
      context.arc(this.left(points.x[i]), this.top(points.y[i]), radius + 3, 0, 2 * Math.PI);
      context.lineWidth = 2;
      context.strokeStyle = this.colours.ink;
      context.stroke();
    }
  }

  column(colour) {
    const all = this.colours[this.scene.scale].length;
    return colour === 254 ? all + 1 : colour >= all ? all : colour;
  }

  // One disc a colour, drawn once: ten thousands of copies are quick, ten thousands of paths are not.
  sheet(radius) {
    const key = `${radius.toFixed(2)} ${this.ratio} ${this.scene.scale}`;
    if (this.discs?.key === key && this.discs.colours === this.colours) return this.discs;
    const list = [...this.colours[this.scene.scale], this.colours.missing, this.colours.outside];
    return this.discs = { key, colours: this.colours, ...discs(list, radius, this.ratio, this.colours.bg) };
  }

  paintRegion() {
    const { context } = this;
    const region = this.brush ?? this.scene.region;
    if (!region) return;
    const left = this.left(region.x1), top = this.top(region.y2), width = (region.x2 - region.x1) * this.scale, height = (region.y2 - region.y1) * this.scale;
    context.fillStyle = context.strokeStyle = this.colours.accent;
    context.globalAlpha = 0.09;
    context.fillRect(left, top, width, height);
    context.globalAlpha = 1;
    context.lineWidth = 1.5;
    context.strokeRect(left, top, width, height);
  }

  // Largest first; a name that would touch another waits until there is room.
  paintLabels() {
    const { context } = this;
    const taken = [];
    context.font = `600 12px ${getComputedStyle(this.root).fontFamily}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    for (const label of this.scene.labels) {
      const at = this.left(label.x), top = this.top(label.y);
      const half = context.measureText(label.text).width / 2 + 5;
      if (at < 0 || at > this.width || top < 10 || top > this.height - 12) continue;
      const left = Math.min(this.width - half, Math.max(half, at));
      if (top < 54 && left < 290 + half) continue;
      if (taken.some(other => Math.abs(other.left - left) < other.half + half && Math.abs(other.top - top) < 20)) continue;
      taken.push({ left, top, half });
      context.lineWidth = 4;
      context.strokeStyle = this.colours.bg;
      context.globalAlpha = 0.85;
      context.strokeText(label.text, left, top);
      context.globalAlpha = 1;
      context.fillStyle = this.colours.ink;
      context.fillText(label.text, left, top);
      if (taken.length === 60) return;
    }
  }

  nearest(left, top) {
    const { points } = this;
    // A pointer may be there before the points are.
    if (!points) return null;
    let best = null, least = Math.max(9, this.radius() + 4) ** 2;
    for (let i = 0; i < points.drawn; i++) {
      const dx = this.left(points.x[i]) - left, dy = this.top(points.y[i]) - top;
      if (dx * dx + dy * dy < least) {
        least = dx * dx + dy * dy;
        best = i;
      }
    }
    return best;
  }

  hover(i) {
    if (i === this.over) return;
    this.over = i;
    this.root.dataset.over = i == null ? '' : 'point';
    this.tip.hidden = true;
    this.draw();
    clearTimeout(this.resting);
    if (i != null) this.resting = setTimeout(() => this.show(i), 60);
  }

  async show(i) {
    const ordinal = this.points.ordinals[i], x = this.points.x[i], y = this.points.y[i];
    if (!this.tips.has(ordinal)) {
      const answer = await fetch(`${this.scene.sample}/${ordinal}`, { signal: this.stop.signal }).catch(() => null);
      if (!answer?.ok) return;
      this.tips.set(ordinal, await answer.json());
    }
    if (this.over !== i || this.points.ordinals[i] !== ordinal) return;
    const { id, source, cluster, text } = this.tips.get(ordinal);
    const [title, facts, excerpt] = this.tip.children;
    title.textContent = id;
    facts.textContent = [source, cluster && `cluster ${cluster}`].filter(Boolean).join(' · ');
    excerpt.textContent = text;
    this.tip.hidden = false;
    const left = this.left(x) + 14, top = this.top(y) + 14;
    this.tip.style.left = `${Math.max(8, left + this.tip.offsetWidth > this.width ? this.left(x) - 14 - this.tip.offsetWidth : left)}px`;
    this.tip.style.top = `${Math.max(8, top + this.tip.offsetHeight > this.height ? this.top(y) - 14 - this.tip.offsetHeight : top)}px`;
  }

  mode(name) {
    this.root.dataset.mode = name;
    this.root.querySelector('[data-act=choose]').setAttribute('aria-pressed', String(name === 'choose'));
  }

  choose(x1, y1, x2, y2) {
    this.owner.invokeMethodAsync('Chosen', [x1, y1, x2, y2]);
  }

  listen() {
    const { canvas, root } = this;
    const on = (target, name, run, options) => target.addEventListener(name, run, { signal: this.stop.signal, ...options });
    const place = e => {
      const box = canvas.getBoundingClientRect();
      return [e.clientX - box.left, e.clientY - box.top];
    };
    on(canvas, 'wheel', e => {
      e.preventDefault();
      this.zoom(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.0016)), ...place(e));
    }, { passive: false });
    on(canvas, 'pointerdown', e => {
      if (e.button !== 0) return;
      canvas.setPointerCapture(e.pointerId);
      const at = place(e);
      this.pointers.set(e.pointerId, at);
      this.went = 0;
      this.from = this.pointers.size === 1 && (e.shiftKey || root.dataset.mode === 'choose') ? at : null;
      if (this.pointers.size > 1) this.brush = null;
    });
    on(canvas, 'pointermove', e => {
      const now = place(e), before = this.pointers.get(e.pointerId);
      if (!before) {
        if (e.pointerType !== 'touch') this.hover(this.nearest(...now));
        return;
      }
      this.went += Math.abs(now[0] - before[0]) + Math.abs(now[1] - before[1]);
      if (this.pointers.size === 2) {
        const other = [...this.pointers].find(([id]) => id !== e.pointerId)[1];
        const wide = ([x, y]) => Math.hypot(x - other[0], y - other[1]);
        this.zoom(wide(now) / Math.max(1, wide(before)), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
        this.move((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
      } else if (this.from) {
        const [ax, ay] = this.at(...this.from), [bx, by] = this.at(...now);
        this.brush = { x1: Math.min(ax, bx), y1: Math.min(ay, by), x2: Math.max(ax, bx), y2: Math.max(ay, by) };
        this.draw();
      } else if (this.went > 4) {
        this.mode('move');
        this.move(now[0] - before[0], now[1] - before[1]);
      }
      this.pointers.set(e.pointerId, now);
    });
    const end = e => {
      if (!this.pointers.delete(e.pointerId) || this.pointers.size) return;
      if (this.brush) {
        const { x1, y1, x2, y2 } = this.scene.region = this.brush;
        if (e.type === 'pointerup' && this.went > 8) this.choose(x1, y1, x2, y2);
        this.brush = null;
        this.mode('');
        this.draw();
      } else if (e.type === 'pointerup' && this.went < 5 && !this.from) {
        const found = this.nearest(...place(e));
        if (found != null) this.owner.invokeMethodAsync('Opened', this.points.ordinals[found]);
      }
      if (root.dataset.mode === 'move') this.mode('');
      this.from = null;
    };
    on(canvas, 'pointerup', end);
    on(canvas, 'pointercancel', end);
    on(canvas, 'pointerleave', () => this.hover(null));
    on(canvas, 'keydown', e => {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      const step = e.shiftKey ? 200 : 60;
      const keys = {
        ArrowLeft: () => this.move(step, 0), ArrowRight: () => this.move(-step, 0), ArrowUp: () => this.move(0, step), ArrowDown: () => this.move(0, -step),
        '+': () => this.zoom(1.4), '=': () => this.zoom(1.4), '-': () => this.zoom(1 / 1.4), 0: () => this.whole(),
        Enter: () => this.choose(...this.part()), Escape: () => { this.mode(''); this.brush = null; this.hover(null); this.owner.invokeMethodAsync('Chosen', null); },
      };
      if (!keys[e.key]) return;
      e.preventDefault();
      e.stopPropagation();
      keys[e.key]();
    });
    on(root.querySelector('.tools'), 'click', e => {
      const act = e.target.closest('button')?.dataset.act;
      if (act === 'in') this.zoom(1.6);
      if (act === 'out') this.zoom(1 / 1.6);
      if (act === 'all') this.whole();
      if (act === 'choose') this.mode(root.dataset.mode === 'choose' ? '' : 'choose');
    });
    const repaint = () => { this.colours = undefined; this.draw(); };
    on(matchMedia('(prefers-color-scheme: dark)'), 'change', repaint);
    on(matchMedia('(prefers-contrast: more)'), 'change', repaint);
    const themes = new MutationObserver(repaint);
    themes.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-contrast'] });
    on(this.stop.signal, 'abort', () => { themes.disconnect(); this.sizes.disconnect(); });
  }
}
