// Tells Blazor which cells are in sight. A browser's tallest element ends near 17 million pixels, so a longer list is
// scaled: short scrolls move by true pixels, long ones jump by share, and when scrolling rests the bar is set right.
const TALLEST = 8_000_000;
const EXTRA = 6;
const views = new WeakMap();

export function attach(root, owner, count) {
  // The page was left before this script came.
  if (!root) return;
  views.set(root, new View(root, owner, count));
}

export function update(root, count, toTop) {
  views.get(root)?.update(count, toTop);
}

export function show(root, index) {
  views.get(root)?.show(index);
}

export function detach(root) {
  views.get(root)?.close();
  views.delete(root);
}

class View {
  constructor(root, owner, count) {
    Object.assign(this, { root, owner, count, place: 0, last: 0, sent: '', busy: false });
    this.spacer = root.querySelector(':scope > .spacer');
    this.window = root.querySelector(':scope > .window');
    this.stop = new AbortController();
    const listen = { passive: true, signal: this.stop.signal };
    root.addEventListener('scroll', () => this.scrolled(), listen);
    // On narrow screens the page scrolls and not the list.
    addEventListener('scroll', () => { if (this.byPage) this.scrolled(); }, listen);
    // Compact rows were turned on or off: a cell has another height.
    addEventListener('density', () => this.measure(), listen);
    this.sizes = new ResizeObserver(() => this.measure());
    this.sizes.observe(root);
    this.drawn = new MutationObserver(() => this.put());
    this.drawn.observe(this.window, { attributes: true, attributeFilter: ['data-first'] });
    this.measure();
  }

  close() {
    this.stop.abort();
    this.sizes.disconnect();
    this.drawn.disconnect();
    clearTimeout(this.rest);
  }

  get byPage() { return getComputedStyle(this.root).overflowY === 'visible'; }
  get height() { return this.byPage ? innerHeight : this.root.clientHeight; }
  get top() { return this.byPage ? Math.max(0, -this.root.getBoundingClientRect().top) : this.root.scrollTop; }
  set top(value) {
    if (this.byPage) scrollBy(0, value + this.root.getBoundingClientRect().top);
    else this.root.scrollTop = value;
    this.last = this.top;
  }
  get total() { return this.count * this.cell; }
  get tall() { return Math.min(this.total, TALLEST); }
  get scaled() { return this.total > TALLEST; }

  measure() {
    const before = this.cell ? this.place / this.cell : 0;
    this.cell = parseFloat(getComputedStyle(this.root).getPropertyValue('--cell')) || 118;
    this.spacer.style.height = `${this.tall}px`;
    this.place = this.clamp(before * this.cell);
    this.put();
    this.tell();
  }

  clamp(place) { return Math.min(Math.max(0, place), Math.max(0, this.total - this.height)); }

  scrolled() {
    const top = this.top;
    const end = this.tall - this.height;
    if (!this.scaled) this.place = top;
    else if (Math.abs(top - this.last) < this.height * 2 && top > 0 && top < end - 1) this.place += top - this.last;
    else this.place = top / end * (this.total - this.height);
    this.place = this.clamp(this.place);
    this.last = top;
    this.put();
    this.tell();
    clearTimeout(this.rest);
    if (this.scaled) this.rest = setTimeout(() => this.settle(), 160);
  }

  // Scaled lists: the scroll bar goes where the share of the place is, so that both ends stay within reach.
  settle() {
    const right = this.place / (this.total - this.height) * (this.tall - this.height);
    if (Math.abs(right - this.top) > 1) {
      this.top = right;
      this.put();
    }
  }

  put() {
    const first = Number(this.window.dataset.first);
    this.window.style.transform = `translateY(${first * this.cell - this.place + (this.scaled ? this.top : this.place)}px)`;
  }

  async tell() {
    const first = Math.max(0, Math.floor(this.place / this.cell) - EXTRA);
    const count = Math.ceil(this.height / this.cell) + 2 * EXTRA + 1;
    const now = `${first} ${count} ${this.count}`;
    if (now === this.sent || this.busy) return;
    this.sent = now;
    this.busy = true;
    try {
      await this.owner.invokeMethodAsync('Seen', first, count);
    } finally {
      this.busy = false;
    }
    this.tell();
  }

  update(count, toTop) {
    this.count = count;
    this.spacer.style.height = `${this.tall}px`;
    if (toTop) {
      this.place = 0;
      this.top = 0;
    }
    this.place = this.clamp(this.place);
    this.sent = '';
    this.put();
    this.tell();
  }

  show(index) {
    const from = index * this.cell;
    if (from >= this.place && from + this.cell <= this.place + this.height) return;
    this.place = this.clamp(from < this.place ? from : from + this.cell - this.height);
    if (this.scaled) this.settle(); else this.top = this.place;
    this.put();
    this.tell();
  }
}
