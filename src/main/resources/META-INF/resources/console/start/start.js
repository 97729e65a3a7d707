// Copies a value where the browser lets a page do that; where it does not, the value stands there to be selected.
'use strict';

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button || !navigator.clipboard) {
    return;
  }
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    const before = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = before;
    }, 1500);
  } catch {
    // Not allowed: the value can be selected by hand.
  }
});
