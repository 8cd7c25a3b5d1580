// Draws the part under the pointer while it is dragged and reports it once, at the end, as places 0..1 from the lower left corner.
export function attach(plot, owner) {
  // Left before its module was here.
  if (!plot) return;
  const drag = plot.querySelector('.drag');
  const place = e => {
    const box = plot.getBoundingClientRect();
    return {
      x: Math.min(1, Math.max(0, (e.clientX - box.left) / box.width)),
      y: Math.min(1, Math.max(0, 1 - (e.clientY - box.top) / box.height)),
    };
  };
  const show = (a, b) => {
    drag.setAttribute('x', Math.min(a.x, b.x) * 400);
    drag.setAttribute('y', 400 - Math.max(a.y, b.y) * 400);
    drag.setAttribute('width', Math.abs(a.x - b.x) * 400);
    drag.setAttribute('height', Math.abs(a.y - b.y) * 400);
  };
  let start = null;
  let moved = false;

  plot.addEventListener('pointerdown', e => {
    if (e.button !== 0) return;
    start = place(e);
    moved = false;
  });
  plot.addEventListener('pointermove', e => {
    if (start === null) return;
    const now = place(e);
    if (!moved && Math.max(Math.abs(now.x - start.x), Math.abs(now.y - start.y)) * plot.clientWidth < 4) return;
    if (!moved) plot.setPointerCapture(e.pointerId);
    moved = true;
    show(start, now);
  });
  const end = e => {
    if (start !== null && moved && e.type === 'pointerup') {
      const now = place(e);
      owner.invokeMethodAsync('Dragged', start.x, start.y, now.x, now.y);
    }
    start = null;
    drag.setAttribute('width', '0');
    drag.setAttribute('height', '0');
  };
  plot.addEventListener('pointerup', end);
  plot.addEventListener('pointercancel', end);
}
