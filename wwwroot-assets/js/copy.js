// Any button with data-copy copies that text and says so for a moment: its style shows what data-copied holds.
document.addEventListener('click', async e => {
  const button = e.target instanceof Element ? e.target.closest('[data-copy]') : null;
  if (!button || button.dataset.copied) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.dataset.copied = '✓';
  } catch {
    button.dataset.copied = '!';
    button.title = 'The browser does not allow copying here';
  }
  setTimeout(() => delete button.dataset.copied, 1200);
});
