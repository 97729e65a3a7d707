// Small comforts; every page works without them.
'use strict';

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    document.querySelectorAll('details.own[open]').forEach((menu) => menu.removeAttribute('open'));
  }
  const typing = event.target.closest('input, textarea, select');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.querySelector('[data-search]');
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});

document.addEventListener('click', (event) => {
  document.querySelectorAll('details.own[open]').forEach((menu) => {
    if (!menu.contains(event.target)) {
      menu.removeAttribute('open');
    }
  });
  const all = event.target.closest('[data-select-all]');
  if (all) {
    document.querySelectorAll('input[name="job"]').forEach((box) => {
      box.checked = all.checked;
    });
  }
});

// A part that renews itself says so when it can't any more: numbers that stand still look like a quiet day.
function stale(is) {
  document.querySelectorAll('[data-stale]').forEach((line) => {
    line.hidden = !is;
  });
}
for (const failure of ['htmx:responseError', 'htmx:sendError', 'htmx:timeout']) {
  document.addEventListener(failure, () => stale(true));
}
document.addEventListener('htmx:afterRequest', (event) => {
  if (event.detail.successful) {
    stale(false);
  }
});
