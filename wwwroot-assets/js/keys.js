// The one keyboard module. Pages register maps; the map registered last wins. "?" opens a dialog that lists them all.
// A key is written as it is typed: "q", "?", "ArrowDown", "Escape", "ctrl+k" (which is also ⌘K on a Mac).
const maps = new Map();
let dialog;

export function register(id, title, keys, owner) {
  maps.set(id, { title, keys, owner });
  announce();
  if (dialog?.open) fill();
}

export function unregister(id) {
  maps.delete(id);
  announce();
}

// Says on the document whose keys are answered now.
function announce() {
  document.documentElement.dataset.keys = [...maps.values()].map(m => m.title).join(' | ');
}

export function help() {
  if (!dialog) {
    dialog = document.createElement('dialog');
    dialog.className = 'key-help';
    dialog.setAttribute('aria-labelledby', 'key-help-title');
    document.body.append(dialog);
  }
  fill();
  if (!dialog.open) dialog.showModal();
}

export function typing(target) {
  if (!(target instanceof Element)) return false;
  if (target.closest('[contenteditable=""], [contenteditable="true"], textarea, select')) return true;
  const input = target.closest('input');
  return !!input && !['button', 'checkbox', 'radio', 'reset', 'submit', 'image'].includes(input.type);
}

export function spell(e) {
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
  return (e.ctrlKey || e.metaKey ? 'ctrl+' : '') + (e.altKey ? 'alt+' : '') + key;
}

function find(spelled) {
  for (const map of [...maps.values()].reverse()) {
    const key = map.keys.find(k => k.key.toLowerCase() === spelled.toLowerCase());
    if (key) return { map, key };
  }
  return null;
}

export function onKeyDown(e) {
  if (e.defaultPrevented || e.isComposing || document.querySelector('dialog[open]')) return;
  const spelled = spell(e);
  const plain = !spelled.startsWith('ctrl+') && !spelled.startsWith('alt+');
  if (plain && typing(e.target)) {
    if (e.key === 'Escape') e.target.blur();
    return;
  }
  // A focused button or link keeps the keys that press it.
  if ((e.key === 'Enter' || e.key === ' ') && e.target instanceof Element && e.target.closest('a, button, summary')) return;
  const found = find(spelled);
  if (found) {
    e.preventDefault();
    // Without a connection nothing can be done with a key; the banner already says so.
    if (!e.repeat || found.key.repeats) found.map.owner.invokeMethodAsync('Press', found.key.key).catch(() => { });
  } else if (spelled === '?') {
    e.preventDefault();
    help();
  }
}

function fill() {
  const heading = document.createElement('h2');
  heading.id = 'key-help-title';
  heading.textContent = 'Keys';
  const parts = [heading];
  const byTitle = Map.groupBy([...maps.values(), { title: 'Everywhere', keys: [{ key: '?', title: 'This list' }] }], map => map.title);
  // The page's own keys first.
  for (const [name, group] of [...byTitle].sort(([a], [b]) => (a === 'Everywhere') - (b === 'Everywhere'))) {
    const title = document.createElement('h3');
    title.textContent = name;
    const list = document.createElement('dl');
    list.className = 'key-map';
    for (const key of group.flatMap(map => map.keys)) {
      const dt = document.createElement('dt');
      for (const part of shown(key.key)) {
        const kbd = document.createElement('kbd');
        kbd.textContent = part;
        dt.append(kbd, ' ');
      }
      const dd = document.createElement('dd');
      dd.textContent = key.title;
      list.append(dt, dd);
    }
    parts.push(title, list);
  }
  const actions = document.createElement('form');
  actions.method = 'dialog';
  actions.className = 'dialog-actions';
  const close = document.createElement('button');
  close.className = 'btn';
  close.textContent = 'Close';
  close.autofocus = true;
  actions.append(close);
  dialog.replaceChildren(...parts, actions);
}

const names = { ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', ' ': 'Space', ctrl: 'Ctrl', alt: 'Alt' };
function shown(key) {
  return key.split(/(?<=.)\+(?=.)/).map(part => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}

if (typeof document !== 'undefined') document.addEventListener('keydown', onKeyDown);
