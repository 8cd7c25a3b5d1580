// Focus mode: one key is a verdict and the next sample. Texts are put in as text nodes only. What a person does is kept in the
// outbox first and shown at once; the server hears of it a moment later.
import { register } from './keys.js';
import { Outbox } from './focus-outbox.js';
import { Clock } from './focus-clock.js';
import { keysDialog, keyName } from './focus-keys.js';

const get = id => document.getElementById(id);
const root = get('focus');
const { queue, person } = root.dataset;
const address = `/api/queues/${encodeURIComponent(queue)}`;
const held = 10;
const fewest = 5;
const signs = { keep: '✓', drop: '✕', unsure: '?', skip: '→' };
const words = { keep: 'Keep', drop: 'Drop', unsure: 'Unsure', skip: 'Skip' };
const ends = {
  done: ['Nothing is left for you', 'You have seen every sample of this queue that still needs a verdict.'],
  with_others: ['Others have the rest', 'Every sample that is left is with somebody else. Come back in a minute: what they leave comes here by itself.'],
  paused: ['The queue is paused', 'A lead has paused it. What you have judged is saved.'],
  archived: ['The queue is archived', 'It gives out no more samples. What you have judged is saved.'],
  not_assigned: ['This queue is for others', 'Your name is not among its reviewers; a lead can add it.'],
};

let keys = JSON.parse(root.dataset.keys);
let current = null;
let ready = [];
let strip = [];
let left = 0;
let guideline = -1;
let reveal = false;
let fetching = false;
const gone = new Set();
const items = new Map();
const picked = new Set();
const clock = new Clock();

const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');

async function ask(path, options = {}) {
  const answer = await fetch(path, { cache: 'no-store', credentials: 'same-origin', signal: AbortSignal.timeout(15000), ...options });
  if (answer.ok) return answer.json();
  if (answer.status === 401) throw { final: true, text: 'You are signed out; what is not saved stays in this browser.', link: `/sign-in?returnUrl=${encodeURIComponent(location.pathname)}` };
  const fault = (await answer.json().catch(() => null))?.fault;
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) throw { final: true, text: fault ?? `The server refused it (${answer.status}).` };
  throw new Error(fault ?? `The server answered ${answer.status}.`);
}

const write = (path, method, body) => ask(path, { method, headers: { 'Content-Type': 'application/json', 'X-Quality-Review': '1' }, body: JSON.stringify(body) });

const outbox = new Outbox({
  queue,
  person,
  send: async acts => (await write(`${address}/verdicts`, 'POST', { person, reveal, acts })).results,
  onChange: box => {
    const save = get('save');
    save.dataset.state = box.state;
    save.replaceChildren(box.state === 'saving' ? (box.waiting > 1 ? `Saving ${box.waiting}` : 'Saving') : box.text);
    // The last verdicts of a queue: only now does the server know that nothing is left.
    if (box.state === 'saved' && !current) fill();
    if (box.link) {
      const link = document.createElement('a');
      link.href = box.link;
      link.textContent = 'Sign in';
      save.append(' ', link);
    }
  },
  onResult: (act, result) => {
    if (!result.saved) {
      say(`Refused: ${result.fault}`);
      outbox.show('failed', `Refused: ${result.fault}`);
    } else if (result.scores && reveal) {
      get('revealed').textContent = `The last: ${scoreText(result.scores)}`;
    }
  },
});

const scoreText = scores => scores.map(score => `${score.title} ${score.percentile === null ? '–' : Math.round(score.percentile)}`).join(' · ') + ' (percentiles)';
const say = text => { get('said').textContent = text; };

// Asks for items, which also renews what is held.
async function fill(first = false) {
  if (fetching) return;
  fetching = true;
  try {
    // What is on its way to the server is still held there, and must not take the room of what is wanted.
    const answer = await ask(`${address}/items?take=${Math.min(100, held + outbox.waiting)}&guideline=${guideline}${first ? '&recent=true' : ''}`);
    take(answer);
  } catch (fault) {
    if (!current) end(fault.final ? ['Not available', fault.text] : ['No connection', 'The server does not answer. What you have judged is kept; this page tries again by itself.']);
  } finally {
    fetching = false;
  }
}

function take(answer) {
  if (answer.guideline) showGuideline(answer.guideline);
  if (answer.recent) {
    // What an earlier visit left behind may be on disk by now, or on its way: it stands here once.
    const undone = new Set(kept.map(act => act.undoes));
    const before = kept.filter(act => act.act !== 'undo' && !undone.has(act.key)).reverse().map(act => ({ key: act.key, act: act.act, position: act.position, text: act.text ?? '', done: act }));
    const known = new Set(before.map(act => act.key));
    const since = strip.filter(act => !known.has(act.key));
    for (const act of since) known.add(act.key);
    strip = [...since, ...before, ...answer.recent.filter(act => !known.has(act.key) && !undone.has(act.key))
      .map(act => ({ key: act.key, act: act.verdict, position: act.position, text: act.text }))].slice(0, 10);
    drawStrip();
  }
  const given = new Map(answer.items.filter(item => !gone.has(item.position)).map(item => [item.position, item]));
  // What is no longer held has gone to others.
  ready = ready.filter(item => given.has(item.position));
  const known = new Set([current?.position, ...ready.map(item => item.position)]);
  for (const item of given.values()) {
    items.set(item.position, item);
    if (!known.has(item.position)) ready.push(item);
  }
  left = Math.max(0, answer.left - outbox.entries().filter(([, act]) => act.act !== 'undo').length);
  get('left').textContent = answer.left > 0 || current ? `${left.toLocaleString('en')} left` : '';
  if (!current && ready.length > 0) next();
  else if (!current && outbox.waiting === 0) end(ends[answer.outcome] ?? ends.with_others);
}

function next() {
  current = ready.shift() ?? null;
  picked.clear();
  get('note').value = '';
  get('note-field').hidden = true;
  draw();
  clock.start();
  if (ready.length < fewest) fill();
}

// A long text is laid out in parts, each when it comes near: cut after a line, else after a space, else between characters.
function slices(text) {
  const aim = 20_000;
  const parts = [];
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + aim);
    if (to < text.length) {
      const line = text.lastIndexOf('\n', to - 1);
      const space = text.lastIndexOf(' ', to - 1);
      if (line >= to - aim / 5) to = line + 1;
      else if (space >= to - aim / 5) to = space + 1;
      else if (/[\uDC00-\uDFFF]/.test(text[to])) to--;
    }
    if (from === 0 && to === text.length) return [text];
    const block = (from === 0 || text[from - 1] === '\n') && (to === text.length || text[to - 1] === '\n');
    const part = document.createElement('span');
    part.className = block ? 'slice block' : 'slice part';
    part.textContent = text.slice(from, to);
    parts.push(part);
    from = to;
  }
  return parts;
}

// One frame: the item is here already.
function draw() {
  get('end').hidden = !!current || !get('end-title').textContent;
  get('reading').hidden = !current && !get('end').hidden;
  get('waiting').hidden = !!current;
  // Where nothing is left to judge, only the last verdicts can still be taken back.
  for (const part of root.querySelectorAll('.reasons, .choices, [data-act=note], [data-act=skip]')) part.hidden = !current && !get('end').hidden;
  get('text').replaceChildren(...slices(current?.text ?? ''));
  get('text').lang = current?.language ?? '';
  get('cut').hidden = !current?.isCut;
  if (current?.isCut) get('whole').textContent = `Show all ${current.characters.toLocaleString('en')} characters`;
  get('reading').scrollTop = 0;
  const scores = get('scores');
  scores.hidden = !current?.scores;
  scores.textContent = current?.scores ? [scoreText(current.scores), current.verdict].filter(Boolean).join(' · ') : '';
  for (const button of root.querySelectorAll('[data-reason]')) button.setAttribute('aria-pressed', String(picked.has(button.dataset.reason)));
  for (const button of root.querySelectorAll('[data-act]:not([data-act=undo]):not([data-act=reveal]), [data-reason]')) button.disabled = !current;
  root.dataset.position = current?.position ?? '';
}

function end([title, text]) {
  get('end-title').textContent = title;
  get('end-text').textContent = text;
  draw();
  say(title);
}

function judge(act) {
  if (!current) return;
  const item = current;
  const done = { key: newKey(), act, position: item.position, reasons: [...picked], note: get('note').value.trim(), seconds: clock.read(), guideline: Math.max(0, guideline), text: item.text.slice(0, 60) };
  gone.add(item.position);
  strip = [{ key: done.key, act, position: item.position, text: done.text, done }, ...strip].slice(0, 10);
  left = Math.max(0, left - 1);
  get('left').textContent = `${left.toLocaleString('en')} left`;
  get('end-title').textContent = '';
  get('revealed').textContent = '';
  outbox.add(done);
  next();
  drawStrip();
  say(`${words[act]}. ${left} left.`);
}

// Takes one of the last ten back, and shows its sample again.
async function undo(entry = strip[0]) {
  if (!entry) {
    say('Nothing can be taken back.');
    return;
  }
  let item = items.get(entry.position);
  if (!item) {
    try {
      item = await ask(`${address}/items/${entry.position}`);
    } catch {
      say('The sample cannot be fetched now.');
      return;
    }
  }
  strip = strip.filter(one => one !== entry);
  gone.delete(entry.position);
  outbox.add({ key: newKey(), act: 'undo', position: entry.position, undoes: entry.key });
  if (current) ready.unshift(current);
  ready = ready.filter(one => one.position !== item.position);
  current = item;
  left++;
  get('left').textContent = `${left.toLocaleString('en')} left`;
  picked.clear();
  for (const reason of entry.done?.reasons ?? []) picked.add(reason);
  get('note').value = entry.done?.note ?? '';
  get('note-field').hidden = get('note').value === '';
  draw();
  drawStrip();
  clock.start();
  say(`Took back ${words[entry.act].toLowerCase()}.`);
}

function drawStrip() {
  get('strip').replaceChildren(...strip.map(entry => {
    const line = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `was-${entry.act}`;
    button.textContent = signs[entry.act];
    button.title = `${words[entry.act]}: ${entry.text}`;
    button.setAttribute('aria-label', `Take back ${words[entry.act].toLowerCase()}: ${entry.text}`);
    button.addEventListener('click', () => { undo(entry); get('reading').focus(); });
    line.append(button);
    return line;
  }));
}

function showGuideline({ version, text }) {
  const changed = guideline > 0;
  guideline = version;
  get('guideline-button').hidden = text === '';
  get('guideline-version').textContent = `version ${version}`;
  get('guideline-text').textContent = text;
  if (text === '') openGuideline(false);
  else if (changed) say('The guideline has changed.');
  else openGuideline(matchMedia('(min-width: 1100px)').matches);
}

function openGuideline(open) {
  get('guideline').hidden = !open;
  get('guideline-button').setAttribute('aria-expanded', String(open));
}

function toggle(reason) {
  if (!current) return;
  if (!picked.delete(reason)) picked.add(reason);
  draw();
}

const acts = {
  keep: () => judge('keep'),
  drop: () => judge('drop'),
  unsure: () => judge('unsure'),
  skip: () => judge('skip'),
  undo: () => undo(),
  note: () => { if (current) { get('note-field').hidden = false; get('note').focus(); } },
  guideline: () => { if (!get('guideline-button').hidden) openGuideline(get('guideline').hidden); },
  reveal: () => {
    reveal = !reveal;
    get('revealed').textContent = '';
    root.querySelector('[data-act=reveal]').setAttribute('aria-pressed', String(reveal));
  },
};
const titles = { keep: 'Keep', drop: 'Drop', unsure: 'Unsure', skip: 'Skip: others get it', undo: 'Take the last back', note: 'Write a note', guideline: 'Guideline', reveal: 'Scores of what was judged' };
const reasons = [...root.querySelectorAll('[data-reason]')].map(button => button.dataset.reason);

function listen() {
  const map = Object.entries(keys).map(([name, key]) => ({ key, title: titles[name], run: acts[name] }));
  reasons.forEach((reason, i) => map.push({ key: String(i + 1), title: root.querySelector(`[data-reason="${reason}"]`).lastChild.textContent.trim(), run: () => toggle(reason) }));
  register('focus', 'Review', map, { invokeMethodAsync: (_, pressed) => { map.find(one => one.key === pressed)?.run(); return Promise.resolve(); } });
  for (const kbd of root.querySelectorAll('[data-key-of]')) kbd.textContent = keyName(keys[kbd.dataset.keyOf]);
}

const openKeys = keysDialog({
  keys: () => keys,
  save: async chosen => {
    try {
      keys = (await write('/api/review-keys', 'PUT', { keys: chosen })).keys;
      listen();
      return {};
    } catch (fault) {
      return { fault: fault.text ?? 'Not saved: the server does not answer.' };
    }
  },
});

for (const button of root.querySelectorAll('[data-act]')) button.addEventListener('click', () => acts[button.dataset.act]());
for (const button of root.querySelectorAll('[data-reason]')) button.addEventListener('click', () => toggle(button.dataset.reason));
get('guideline-button').addEventListener('click', acts.guideline);
get('keys-button').addEventListener('click', openKeys);
get('whole').addEventListener('click', async () => {
  const item = current;
  const whole = await ask(`${address}/items/${item.position}`).catch(() => null);
  if (!whole) {
    say('The text cannot be fetched now.');
    return;
  }
  Object.assign(item, { text: whole.text, isCut: false });
  if (item === current) draw();
});
for (const kind of ['keydown', 'pointerdown', 'pointermove', 'wheel', 'scroll', 'touchmove']) addEventListener(kind, () => clock.touch(), { capture: true, passive: true });
document.addEventListener('visibilitychange', () => { clock.hide(document.hidden); if (!document.hidden) fill(); });
addEventListener('online', () => { outbox.retry(); fill(); });
addEventListener('beforeunload', e => { if (outbox.onlyInMemory) e.preventDefault(); });
// Renews the leases while somebody looks, and looks again where nothing was to be had.
setInterval(() => { if (!document.hidden && current) fill(); }, Number(root.dataset.renew));
setInterval(() => { if (!document.hidden && !current) fill(); }, 5000);
setInterval(() => { if (outbox.waiting > 0) outbox.flush(); }, 5000);

listen();
const kept = outbox.entries().map(([, act]) => act);
for (const act of kept) act.act === 'undo' ? gone.delete(act.position) : gone.add(act.position);
outbox.flush();
fill(true);
