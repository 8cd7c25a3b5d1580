export function open(dialog) {
  if (!dialog.open) dialog.showModal();
  const input = dialog.querySelector('input');
  input.value = '';
  if (dialog.dataset.ready) return;
  dialog.dataset.ready = '1';
  dialog.addEventListener('click', e => { if (e.target === dialog) dialog.close(); });
  // The caret must not move to the ends of the field while the arrows walk through the places.
  input.addEventListener('keydown', e => { if (e.key === 'ArrowDown' || e.key === 'ArrowUp') e.preventDefault(); });
}

export function close(dialog) {
  dialog.close();
}

// theme.js knows how.
export function display(key, value) {
  document.dispatchEvent(new CustomEvent('display', { detail: { key, value } }));
}
