// A choice within the page moves to another address of it, and Blazor then scrolls to the top: scrolls back to where the choice was made.
export function attach(root) {
  // Left before its module was here.
  if (!root) return;
  const page = root.closest('.page');
  const ended = new AbortController();
  const listen = (target, kind, act, capture) => target.addEventListener(kind, e => root.isConnected ? act(e) : ended.abort(), { capture, signal: ended.signal, passive: true });
  let place = null;
  let timer = 0;
  const keep = () => {
    place = window.scrollY;
    clearTimeout(timer);
    timer = setTimeout(() => { place = null; }, 3000);
  };
  const forget = () => { place = null; };

  listen(page, 'click', e => {
    const link = e.target.closest('a[href]');
    if (link && link.pathname === location.pathname && !link.hash) keep();
  }, true);
  listen(page, 'change', keep, true);
  listen(page, 'pointerup', keep, true);
  listen(window, 'scroll', () => {
    if (place !== null && window.scrollY === 0) window.scrollTo(0, place);
  }, true);
  // Whoever scrolls on meanwhile is not held back.
  for (const kind of ['wheel', 'touchmove', 'keydown']) listen(window, kind, forget, true);
}

export function show(id) {
  document.getElementById(id)?.scrollIntoView();
}
