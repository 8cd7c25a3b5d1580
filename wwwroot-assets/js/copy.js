// Any button with data-copy copies that text and says so for a moment.
document.addEventListener('click', async e => {
  const button = e.target instanceof Element ? e.target.closest('[data-copy]') : null;
  if (!button || button.dataset.copied) return;
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = '✓';
  } catch {
    button.textContent = '!';
    button.title = 'The browser does not allow copying here';
  }
  button.dataset.copied = '1';
  setTimeout(() => { button.textContent = before; delete button.dataset.copied; }, 1200);
});
