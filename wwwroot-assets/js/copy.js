// Any button with data-copy copies that text, one with data-copy-from the text at that address, and says so for a moment: its style
// shows what data-copied holds.
document.addEventListener('click', async e => {
  const button = e.target instanceof Element ? e.target.closest('[data-copy], [data-copy-from]') : null;
  if (!button || button.dataset.copied) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy ?? await textAt(button.dataset.copyFrom));
    button.dataset.copied = '✓';
  } catch {
    button.dataset.copied = '!';
    button.title = 'The browser does not allow copying here';
  }
  setTimeout(() => delete button.dataset.copied, 1200);
});

async function textAt(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
}
