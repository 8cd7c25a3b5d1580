// Draws the range under the pointer while it is dragged and reports it once, at the end. A click stays with Blazor.
export function attach(chart, owner) {
  // The page was left before this script came.
  if (!chart) return;
  const drag = chart.querySelector('.drag');
  const place = e => {
    const box = chart.getBoundingClientRect();
    return Math.min(1, Math.max(0, (e.clientX - box.left) / box.width));
  };
  let start = null;
  let moved = false;

  chart.addEventListener('pointerdown', e => {
    if (e.button !== 0) return;
    start = place(e);
    moved = false;
  });
  chart.addEventListener('pointermove', e => {
    if (start === null) return;
    const now = place(e);
    if (!moved && Math.abs(now - start) * chart.clientWidth < 4) return;
    if (!moved) chart.setPointerCapture(e.pointerId);
    moved = true;
    drag.setAttribute('x', `${Math.min(start, now) * 100}%`);
    drag.setAttribute('width', `${Math.abs(now - start) * 100}%`);
  });
  const end = e => {
    if (start !== null && moved && e.type === 'pointerup') owner.invokeMethodAsync('Dragged', start, place(e));
    start = null;
    drag.setAttribute('width', '0');
  };
  chart.addEventListener('pointerup', end);
  chart.addEventListener('pointercancel', end);
  // The click that ends a drag is not a click on a bar.
  chart.addEventListener('click', e => { if (moved) { e.stopPropagation(); moved = false; } }, true);
}
