// Saves what stands in an element with data-plot: its drawing as SVG or PNG, the table of its numbers as CSV or onto the clipboard.
const looks = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linejoin', 'stroke-linecap',
  'opacity', 'display', 'visibility', 'vector-effect', 'text-anchor', 'font-family', 'font-size', 'font-weight',
];
const space = 'http://www.w3.org/2000/svg';

// What the style sheets say is written into the copy, so that it looks the same in any program.
export function drawing(svg, title, legend, paper) {
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true);
  const from = [svg, ...svg.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((element, i) => {
    const style = getComputedStyle(from[i]);
    for (const name of looks) element.setAttribute(name, style.getPropertyValue(name));
    for (const { name } of [...element.attributes]) if (/^(class|style|tabindex|_bl|b-|data-|aria-)/.test(name)) element.removeAttribute(name);
  });
  for (const link of copy.querySelectorAll('a')) link.removeAttribute('href');
  copy.setAttribute('width', width);
  copy.setAttribute('height', height);
  copy.setAttribute('y', 28);
  const ink = getComputedStyle(svg).color;
  const font = getComputedStyle(svg).fontFamily;
  const page = document.createElementNS(space, 'svg');
  const full = { width: Math.ceil(width + 24), height: Math.ceil(height + 44 + 20 * legend.length) };
  for (const [name, value] of Object.entries({ xmlns: space, ...full, viewBox: `-12 0 ${full.width} ${full.height}`, 'font-family': font, fill: ink })) page.setAttribute(name, value);
  page.append(shape('rect', { x: -12, ...full, fill: paper }), words(title, 0, 18, { 'font-size': 14, 'font-weight': 600 }), copy);
  legend.forEach(({ text, colour }, i) => {
    const y = height + 46 + 20 * i;
    page.append(shape('rect', { y: y - 9, width: 14, height: 9, fill: colour }), words(text, 20, y, { 'font-size': 12 }));
  });
  return { text: new XMLSerializer().serializeToString(page), ...full };
}

function shape(name, attributes) {
  const element = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function words(text, x, y, more) {
  const element = shape('text', { x, y, ...more });
  element.textContent = text;
  return element;
}

export function numbers(table) {
  return [...table.rows].map(row => [...row.cells].map(cell => cell.textContent.replace(/\s+/g, ' ').trim()));
}

// Thousands without commas. What a spreadsheet would take for a formula is text, as in exports.
export function csv(rows) {
  return rows.map(row => row.map(cell => {
    let text = /^[-−]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(cell) ? cell.replaceAll(',', '') : cell;
    if (/^'*[=+\-@\t\r]/.test(text) && !/^-\d+(\.\d+)?%?$/.test(text)) text = `'${text}`;
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }).join(',')).join('\r\n') + '\r\n';
}

function save(content, type, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function picture({ text, width, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width * 2, height * 2];
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise(done => canvas.toBlob(done, 'image/png'));
}

function painted(canvas, paper) {
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = copy.getContext('2d');
  context.fillStyle = paper;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return new Promise(done => copy.toBlob(done, 'image/png'));
}

function legendOf(frame) {
  return [...frame.querySelectorAll('[data-legend]')].map(entry => {
    const mark = entry.querySelector('i, .swatch') ?? entry;
    const { backgroundColor, borderTopColor, borderTopWidth } = getComputedStyle(mark);
    return { text: entry.textContent.trim(), colour: parseFloat(borderTopWidth) > 0 ? borderTopColor : backgroundColor };
  });
}

async function act(kind, frame, table) {
  const title = frame.dataset.plot;
  const name = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 80) || 'plot';
  if (kind === 'copy') return navigator.clipboard.writeText(numbers(table).map(row => row.join('\t')).join('\n'));
  if (kind === 'csv') return save(csv(numbers(table)), 'text/csv', `${name}.csv`);
  const paper = getComputedStyle(frame.closest('.panel') ?? document.body).backgroundColor;
  const canvas = frame.querySelector('canvas');
  if (canvas) return save(await painted(canvas, paper), 'image/png', `${name}.png`);
  const drawn = drawing(frame.querySelector('svg'), title, legendOf(frame), paper);
  if (kind === 'svg') return save(drawn.text, 'image/svg+xml', `${name}.svg`);
  return save(await picture(drawn), 'image/png', `${name}.png`);
}

document.addEventListener('click', async e => {
  const button = e.target instanceof Element ? e.target.closest('[data-plot-save]') : null;
  if (!button || button.dataset.done) return;
  const frame = button.closest('[data-plot]');
  const within = button.dataset.plotTable ? document.querySelector(button.dataset.plotTable) : frame;
  const before = button.textContent;
  try {
    await act(button.dataset.plotSave, frame, within.querySelector('table'));
    button.textContent = '✓';
  } catch {
    button.textContent = '!';
    button.title = 'The browser does not allow it here';
  }
  button.dataset.done = '1';
  setTimeout(() => { button.textContent = before; delete button.dataset.done; }, 1200);
});
