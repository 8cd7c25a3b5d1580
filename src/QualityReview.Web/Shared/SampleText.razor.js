export function showHit(root) {
  const hit = root.querySelector('.now');
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  hit?.scrollIntoView({ block: 'center', inline: 'nearest', behavior: calm ? 'instant' : 'smooth' });
}
