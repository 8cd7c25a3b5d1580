// Counts the seconds for which a person looks at a sample: from its first sight on, without hidden tabs and long pauses.
const PAUSE = 60_000;
let active = 0;
let last = 0;
let stop;

function tick() {
  const now = performance.now();
  if (now - last < PAUSE) active += now - last;
  last = now;
}

export function shown(root, fromTop) {
  active = 0;
  last = performance.now();
  if (!stop) {
    stop = new AbortController();
    const listen = { passive: true, capture: true, signal: stop.signal };
    for (const sign of ['keydown', 'pointermove', 'pointerdown', 'wheel', 'scroll', 'touchmove']) addEventListener(sign, tick, listen);
    document.addEventListener('visibilitychange', () => { if (document.hidden) tick(); else last = performance.now(); }, listen);
  }
  if (!fromTop) return;
  scrollTo(0, 0);
  for (const box of root.querySelectorAll('.text-box, .beside')) box.scrollTop = 0;
}

export function seconds() {
  tick();
  return active / 1000;
}

export function left() {
  stop?.abort();
  stop = undefined;
}
