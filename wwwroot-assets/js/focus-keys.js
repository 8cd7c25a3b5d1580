// The dialog in which a person chooses keys. The server refuses clashes, and its sentence is shown.
import { spell } from './keys.js';

const shown = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' };

export const keyName = key => shown[key] ?? (key.length === 1 ? key.toUpperCase() : key);

export function keysDialog({ keys, save }) {
  const dialog = document.getElementById('keys-dialog');
  const form = document.getElementById('keys-form');
  const fault = document.getElementById('keys-fault');
  const fields = [...form.querySelectorAll('input[data-name]')];
  const put = (field, key) => { field.dataset.key = key; field.value = keyName(key); };
  for (const field of fields) {
    field.addEventListener('keydown', e => {
      // Enter saves, as in every form.
      if (e.key === 'Tab' || e.key === 'Enter' || e.key === 'Escape' || e.ctrlKey || e.metaKey || e.altKey) return;
      e.preventDefault();
      put(field, spell(e));
    });
  }
  document.getElementById('keys-cancel').addEventListener('click', () => dialog.close());
  document.getElementById('keys-default').addEventListener('click', async () => {
    const answer = await save({});
    fault.textContent = answer.fault ?? '';
    if (!answer.fault) dialog.close();
  });
  form.addEventListener('submit', async e => {
    e.preventDefault();
    const answer = await save(Object.fromEntries(fields.map(field => [field.dataset.name, field.dataset.key])));
    fault.textContent = answer.fault ?? '';
    if (!answer.fault) dialog.close();
  });
  return () => {
    fault.textContent = '';
    for (const field of fields) put(field, keys()[field.dataset.name]);
    dialog.showModal();
  };
}
