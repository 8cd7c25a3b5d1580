// Blazor puts its state as a class on #components-reconnect-modal. After a restart of the server the old circuit is
// refused ("rejected") and only a reload helps; nothing is lost, because a page's URL is its state.
const banner = document.getElementById('components-reconnect-modal');
if (banner) {
  new MutationObserver(() => {
    if (banner.classList.contains('components-reconnect-rejected')) location.reload();
  }).observe(banner, { attributeFilter: ['class'] });
  banner.querySelector('[data-retry]')?.addEventListener('click', async () => {
    if (!await globalThis.Blazor.reconnect()) location.reload();
  });
}
