// Any button with data-copy copies that text, one with data-copy-from the text at that address, and says so for a moment.
document.addEventListener('click', async e => {
  const button = e.target instanceof Element ? e.target.closest('[data-copy], [data-copy-from]') : null;
  if (!button || button.dataset.copied) return;
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy ?? await textAt(button.dataset.copyFrom));
    button.textContent = '✓';
  } catch {
    button.textContent = '!';
    button.title = 'The browser does not allow copying here';
  }
  button.dataset.copied = '1';
  setTimeout(() => { button.textContent = before; delete button.dataset.copied; }, 1200);
});

async function textAt(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
}
