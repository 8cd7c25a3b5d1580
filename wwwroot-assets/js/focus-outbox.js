// Keeps acts in the browser until the server has them on disk. One entry of localStorage each, so that two tabs of one person
// never overwrite each other; an act that both send has one key, and the server stores it once.
const pauses = [1, 2, 5, 10, 15];
const mostAtOnce = 20;

export class Outbox {
  // send(acts) resolves to the server's results, or throws { final, text } where trying again cannot help.
  constructor({ queue, person, send, storage = localStorage, onChange = () => { }, onResult = () => { }, wait = seconds => new Promise(done => setTimeout(done, seconds * 1000)) }) {
    Object.assign(this, { storage, send, onChange, onResult, wait });
    this.prefix = `review/${person}/${queue}/`;
    this.memory = new Map();
    this.count = 0;
    this.state = 'idle';
    this.text = '';
    this.hurry = null;
  }

  add(act) {
    // In the order in which they were done, also over reloads.
    const name = `${this.prefix}${String(Date.now()).padStart(15, '0')}-${String(this.count++).padStart(6, '0')}-${act.key}`;
    try {
      this.storage.setItem(name, JSON.stringify(act));
    } catch {
      // Storage is full or off: kept as long as the page is open, which then asks before it closes.
      this.memory.set(name, act);
    }
    this.flush();
  }

  entries() {
    const found = new Map(this.memory);
    for (let i = 0; i < this.storage.length; i++) {
      const name = this.storage.key(i);
      if (name.startsWith(this.prefix)) {
        try {
          found.set(name, JSON.parse(this.storage.getItem(name)));
        } catch {
          // Not of this page's making.
        }
      }
    }
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  get waiting() { return this.entries().length; }

  get onlyInMemory() { return this.memory.size > 0; }

  // Does not wait for the next try.
  retry() {
    this.hurry?.();
    this.flush();
  }

  async flush() {
    if (this.runs) return;
    this.runs = true;
    for (let failures = 0, entries = this.entries(); entries.length > 0; entries = this.entries()) {
      const part = entries.slice(0, mostAtOnce);
      this.show('saving', '');
      try {
        const results = await this.send(part.map(([, act]) => act));
        failures = 0;
        part.forEach(([name, act], i) => {
          this.memory.delete(name);
          this.storage.removeItem(name);
          this.onResult(act, results[i]);
        });
      } catch (fault) {
        if (fault?.final) {
          this.show('failed', fault.text, fault.link);
          break;
        }
        const pause = pauses[Math.min(failures++, pauses.length - 1)];
        this.show('failed', `Not saved yet: ${entries.length} kept in this browser, trying again in ${pause} s.`);
        await Promise.race([this.wait(pause), new Promise(done => { this.hurry = done; })]);
        this.hurry = null;
      }
    }
    this.runs = false;
    if (this.state === 'saving') this.show('saved', 'Saved');
  }

  show(state, text, link) {
    Object.assign(this, { state, text, link });
    this.onChange(this);
  }
}
