// What the map's script reads and prepares: the server's bytes, the style sheet's colours, one disc a colour.
const MAGIC = 0x50414d51;

// See MapSlice.Of for the order of the bytes.
export function read(buffer) {
  const [magic, , inPart, drawn, all, cells, x1, y1, x2, y2] = new Int32Array(buffer, 0, 10);
  if (magic !== MAGIC) throw new Error('they are of another version; reload the page.');
  return {
    inPart, drawn, all, cells, x1, y1, x2, y2, isWhole: inPart === all && drawn >= all,
    ordinals: new Int32Array(buffer, 40, drawn),
    x: new Uint16Array(buffer, 40 + drawn * 4, drawn),
    y: new Uint16Array(buffer, 40 + drawn * 6, drawn),
    colours: new Uint8Array(buffer, 40 + drawn * 8, drawn),
    crowds: new Uint8Array(buffer, 40 + drawn * 9, cells * cells),
  };
}

// The style sheet's colours as numbers: a canvas knows no custom properties.
export function colours(root) {
  const probe = document.createElement('span');
  root.append(probe);
  const text = name => { probe.style.color = `var(--${name})`; return getComputedStyle(probe).color; };
  const parts = name => text(name).match(/[\d.]+/g).slice(0, 3).map(Number);
  const stops = ['p0', 'p1', 'p2', 'p3', 'p4'].map(parts);
  const percentile = Array.from({ length: 101 }, (_, i) => {
    const at = Math.min(3, Math.floor(i / 25)), share = i / 25 - at;
    return `rgb(${stops[at].map((low, k) => Math.round(low + (stops[at + 1][k] - low) * share)).join()})`;
  });
  const category = Array.from({ length: 9 }, (_, i) => text(`c${i}`));
  const found = {
    percentile, category: [...category, text('neutral')], verdict: ['neutral', 'keep', 'drop', 'unsure'].map(text),
    missing: text('neutral'), outside: text('neutral'), ink: text('ink'), bg: text('bg'), accent: text('accent'), haze: parts('bars'),
  };
  probe.remove();
  return found;
}

// Drawn once, side by side in one canvas; the last two are for points without a value and those that a rule does not find.
export function discs(list, radius, ratio, rim) {
  const pixels = Math.ceil((2 * radius + 3) * ratio);
  const canvas = document.createElement('canvas');
  canvas.width = pixels * list.length;
  canvas.height = pixels;
  const context = canvas.getContext('2d');
  list.forEach((colour, i) => {
    const faint = i > list.length - 3;
    context.beginPath();
    context.arc((i + 0.5) * pixels, pixels / 2, (faint ? 0.75 : 1) * radius * ratio, 0, 2 * Math.PI);
    context.globalAlpha = i === list.length - 1 ? 0.28 : faint ? 0.5 : 0.86;
    context.fillStyle = colour;
    context.fill();
    if (radius > 2 && !faint) {
      context.globalAlpha = 0.9;
      context.lineWidth = 0.7 * ratio;
      context.strokeStyle = rim;
      context.stroke();
    }
  });
  return { canvas, pixels, side: pixels / ratio };
}
