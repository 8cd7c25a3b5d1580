// Light, dark, contrast, density, and whether the tour is over. Loaded as a plain script in <head>, before the first paint, so that no page flashes.
(() => {
  const root = document.documentElement;
  const moreContrast = matchMedia('(prefers-contrast: more)');
  const read = key => { try { return localStorage.getItem(key); } catch { return null; } };
  const write = (key, value) => { try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* storage is off */ } };
  const set = (name, value) => { if (root.getAttribute(name) !== value) value ? root.setAttribute(name, value) : root.removeAttribute(name); };

  function apply() {
    set('data-theme', read('theme'));
    set('data-contrast', read('contrast') ?? (moreContrast.matches ? 'more' : null));
    set('data-density', read('density'));
    set('data-tour', read('tour'));
  }
  apply();
  moreContrast.addEventListener('change', apply);
  addEventListener('storage', apply);
  // Enhanced navigation makes <html> equal to the server's, which knows nothing of the choice.
  new MutationObserver(apply).observe(root, { attributeFilter: ['data-theme', 'data-contrast', 'data-density', 'data-tour'] });

  const choices = [
    ['theme', '', 'System'], ['theme', 'light', 'Light'], ['theme', 'dark', 'Dark'], ['contrast', 'more', 'High contrast'],
    ['density', 'compact', 'Compact rows'],
  ];

  // Themes are chosen; contrast and density are turned on and off.
  function choose(key, value) {
    const off = key !== 'theme' && root.getAttribute(`data-${key}`) === value;
    write(key, off ? (key === 'contrast' ? 'normal' : '') : value);
    apply();
    if (key === 'density') dispatchEvent(new Event('density'));
    for (const shown of document.querySelectorAll('theme-switch')) shown.show?.();
  }
  // The jump box asks for it.
  document.addEventListener('display', e => choose(e.detail.key, e.detail.value));

  // Leaves the tour for good.
  document.addEventListener('click', e => {
    if (!(e.target instanceof Element) || !e.target.closest('[data-tour-end]')) return;
    write('tour', 'done');
    apply();
    document.getElementById('main')?.focus();
  });

  // <theme-switch>: built here and not by Blazor, so it works on static pages and shows nothing where scripts are off.
  class ThemeSwitch extends HTMLElement {
    connectedCallback() {
      if (this.firstChild) return;
      this.details = document.createElement('details');
      const summary = document.createElement('summary');
      summary.className = 'btn quiet';
      summary.textContent = 'Display';
      const menu = document.createElement('div');
      menu.className = 'theme-menu';
      menu.setAttribute('role', 'group');
      menu.setAttribute('aria-label', 'Display');
      for (const [key, value, title] of choices) {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'btn quiet';
        button.textContent = title;
        button.dataset.key = key;
        button.dataset.value = value;
        button.addEventListener('click', () => choose(key, value));
        menu.append(button);
      }
      this.details.append(summary, menu);
      this.append(this.details);
      this.details.addEventListener('toggle', () => this.show());
      this.addEventListener('keydown', e => { if (e.key === 'Escape' && this.details.open) { this.details.open = false; summary.focus(); e.stopPropagation(); } });
      this.addEventListener('focusout', e => { if (!this.contains(e.relatedTarget)) this.details.open = false; });
      this.show();
    }
    show() {
      for (const button of this.querySelectorAll('button')) {
        const { key, value } = button.dataset;
        const on = (root.getAttribute(`data-${key}`) ?? '') === value;
        button.setAttribute('aria-pressed', String(on));
      }
    }
  }
  customElements.define('theme-switch', ThemeSwitch);
})();
