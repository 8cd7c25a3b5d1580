export function showHit(root) {
  const hit = root.querySelector('.now');
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  hit?.scrollIntoView({ block: 'center', inline: 'nearest', behavior: calm ? 'instant' : 'smooth' });
}

const watchers = new WeakMap();

// Asks for more of the text before its end comes into sight, one answer after the other.
export function watch(root, owner) {
  watchers.get(root)?.disconnect();
  const fold = root?.querySelector(':scope > .fold.after');
  if (!fold) return;
  const watcher = new IntersectionObserver(async entries => {
    if (!entries.at(-1).isIntersecting) return;
    watcher.disconnect();
    try {
      await owner.invokeMethodAsync('More');
    } catch {
      // The page was left meanwhile.
      return;
    }
    if (fold.isConnected) watcher.observe(fold);
  }, { rootMargin: '0px 0px 1500px' });
  watchers.set(root, watcher);
  watcher.observe(fold);
}
