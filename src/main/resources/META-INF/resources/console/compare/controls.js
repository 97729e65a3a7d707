// Buttons, fields and keys of the page.

/** Windows for tissues, in HU; they mean nothing in images of another kind. */
const PRESETS = {
  lung: { center: -600, width: 1500 },
  soft: { center: 40, width: 400 },
  bone: { center: 400, width: 1800 },
  brain: { center: 35, width: 80 },
};

const PAGE = 10;

export function controls(page) {
  const part = (name) => page.element(name);
  series(page, part);
  slices(page, part);
  windows(page, part);
  layout(page, part);
  checks(page, part);
  keys(page, part);
}

function series(page, part) {
  const state = (one) => page.words.states[one.jobState] ?? one.jobState;
  const made = (one) => (one.origin === 'RECEIVED' ? [] : [state(one), one.model]);
  const name = (one) =>
    [one.seriesNumber ?? '–', one.modality, one.description, ...made(one)].filter((word) => word !== null && word !== '').join(' · ');
  const fill = (select, chosen, among) => {
    select.replaceChildren(
      ...among.map((one) => new Option(name(one), one.seriesInstanceUid, false, one === chosen)),
    );
  };
  const select = () => {
    const here = page.series.filter((one) => one.purgedInstances < one.instances && one.origin !== 'CHANGE_MAP');
    fill(part('left-series'), page.left.series, here);
    fill(part('right-series'), page.right?.series, page.right ? here : [{ seriesInstanceUid: '', description: '–' }, ...here]);
  };
  page.root.addEventListener('series', () => {
    select();
    part('left-synthetic').hidden = !page.left.synthetic;
    part('right-synthetic').hidden = !page.right?.synthetic;
    const leftOut = page.left.leftOut + (page.right?.leftOut || 0);
    part('left-out').textContent = leftOut > 0 ? `${page.words.leftOut} ${leftOut}` : '';
  });
  const changed = () => {
    const chosen = (select) => page.series.find((one) => one.seriesInstanceUid === select.value) || null;
    page
      .compare(chosen(part('left-series')), chosen(part('right-series')))
      .catch((error) => {
        select(); // what is shown, not what was asked for
        part('left-message').textContent = error.message;
      });
  };
  part('left-series').addEventListener('change', changed);
  part('right-series').addEventListener('change', changed);
}

function slices(page, part) {
  const scrubber = part('scrubber');
  const tell = () => {
    const { place } = page.frame;
    const at = `${page.index + 1} / ${page.left.frames.length}`;
    const words = place === null ? at : `${at} · ${place.toFixed(1)} mm`;
    scrubber.value = page.index;
    scrubber.setAttribute('aria-valuetext', words);
    part('slice').textContent = words;
  };
  page.root.addEventListener('series', () => {
    scrubber.max = page.left.frames.length - 1;
    tell();
  });
  page.root.addEventListener('slice', tell);
  scrubber.addEventListener('input', () => page.go(Number(scrubber.value)));
}

function windows(page, part) {
  const center = part('center');
  const width = part('width');
  const show = () => {
    if (document.activeElement === center || document.activeElement === width) return;
    const { center: c, width: w } = page.windowOf(0);
    center.value = Math.round(c * 10) / 10;
    width.value = Math.round(w * 10) / 10;
    for (const button of page.root.querySelectorAll('[data-window]')) {
      const preset = PRESETS[button.dataset.window] || null;
      const now = page.windows[0];
      const pressed = preset ? now?.center === preset.center && now?.width === preset.width : now === null;
      button.setAttribute('aria-pressed', pressed);
    }
  };
  page.root.addEventListener('shown', show);
  page.root.addEventListener('series', () => {
    const hounsfield = page.frame.unit === 'HU';
    for (const button of page.root.querySelectorAll('[data-window]')) {
      button.disabled = button.dataset.window !== 'stored' && !hounsfield;
    }
    part('linked').checked = page.linked;
  });
  for (const button of page.root.querySelectorAll('[data-window]')) {
    button.addEventListener('click', () => choose(page, button.dataset.window));
  }
  const typed = () => {
    const window = { center: Number(center.value), width: Number(width.value) };
    if (center.value !== '' && window.width >= 1 && Number.isFinite(window.center)) page.windowed(window);
  };
  center.addEventListener('change', typed);
  width.addEventListener('change', typed);
  part('linked').addEventListener('change', (event) => {
    page.linked = event.target.checked;
    if (page.linked) page.windowed(page.windows[0]);
  });
}

function choose(page, name) {
  if (name === 'stored') {
    page.windows = [null, null];
    page.refresh();
  } else if (page.frame.unit === 'HU') {
    page.windowed(PRESETS[name]);
  }
}

function layout(page, part) {
  const show = () => {
    page.root.dataset.mode = page.mode;
    part('side').setAttribute('aria-pressed', page.mode === 'side');
    part('slider').setAttribute('aria-pressed', page.mode === 'slider');
    part('overlay').setAttribute('aria-pressed', page.overlay.shown);
    part('opacity').disabled = !page.overlay.shown;
    part('legend').hidden = !page.overlay.shown;
    divide(page, part, page.divider);
    requestAnimationFrame(() => page.refresh());
  };
  page.setMode = (mode) => {
    page.mode = mode;
    show();
  };
  page.toggleOverlay = () => {
    if (!page.change) return;
    page.overlay.shown = !page.overlay.shown;
    show();
  };
  part('side').addEventListener('click', () => page.setMode('side'));
  part('slider').addEventListener('click', () => page.setMode('slider'));
  part('overlay').addEventListener('click', () => page.toggleOverlay());
  part('opacity').addEventListener('input', (event) => {
    page.overlay.opacity = Number(event.target.value) / 100;
    page.redraw();
  });
  part('reset').addEventListener('click', () => {
    page.view.reset();
    page.refresh();
  });
  part('help').addEventListener('click', () => part('keys').showModal());
  part('keys-close').addEventListener('click', () => part('keys').close());
  page.root.addEventListener('series', () => {
    if (!page.change) page.overlay.shown = false;
    part('overlay').disabled = !page.change;
    part('slider').disabled = !page.right;
    if (!page.right) page.mode = 'side';
    show();
  });
  divider(page, part);
}

function divide(page, part, at) {
  page.divider = Math.min(1, Math.max(0, at));
  const handle = part('divider');
  handle.style.left = `${page.divider * 100}%`;
  handle.setAttribute('aria-valuenow', Math.round(page.divider * 100));
}

function divider(page, part) {
  const handle = part('divider');
  handle.addEventListener('pointerdown', (event) => {
    handle.setPointerCapture(event.pointerId);
    event.preventDefault();
    handle.focus();
  });
  handle.addEventListener('pointermove', (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const box = handle.parentElement.getBoundingClientRect();
    divide(page, part, (event.clientX - box.left) / box.width);
    page.redraw();
  });
  page.moveDivider = (by) => {
    divide(page, part, page.divider + by);
    page.redraw();
  };
}

function checks(page, part) {
  page.root.addEventListener('checks', () => {
    const found = page.gates;
    part('checks').hidden = found.length === 0;
    part('checks-count').textContent = found.length;
    part('checks-list').replaceChildren(...found.map((gate) => entry(page, gate)));
    const marked = [...new Set(found.filter((gate) => gate.index >= 0).map((gate) => gate.index))];
    part('marks').replaceChildren(...marked.map((index) => mark(page, index)));
    const first = found.find((gate) => gate.index >= 0 && gate.verdict === 'HOLD');
    if (first && page.root.dataset.job) page.go(first.index);
  });
}

function entry(page, gate) {
  const item = document.createElement('li');
  const verdict = document.createElement('strong');
  verdict.textContent = gate.verdict === 'HOLD' ? page.words.held : page.words.warned;
  verdict.className = gate.verdict === 'HOLD' ? 'held' : 'warned';
  item.append(verdict, ` ${gate.gate}: ${gate.sentence} `);
  if (gate.index >= 0) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = `${page.words.toSlice} ${gate.index + 1}`;
    button.addEventListener('click', () => page.go(gate.index));
    item.append(button);
  }
  return item;
}

function mark(page, index) {
  const tick = document.createElement('i');
  const last = page.left.frames.length - 1;
  tick.style.left = `${last > 0 ? (index / last) * 100 : 50}%`;
  return tick;
}

function keys(page, part) {
  const acts = {
    ArrowDown: () => page.go(page.index + 1),
    ArrowRight: () => page.go(page.index + 1),
    ArrowUp: () => page.go(page.index - 1),
    ArrowLeft: () => page.go(page.index - 1),
    PageDown: () => page.go(page.index + PAGE),
    PageUp: () => page.go(page.index - PAGE),
    Home: () => page.go(0),
    End: () => page.go(page.left.frames.length - 1),
    0: () => choose(page, 'stored'),
    1: () => choose(page, 'lung'),
    2: () => choose(page, 'soft'),
    3: () => choose(page, 'bone'),
    4: () => choose(page, 'brain'),
    s: () => page.right && page.setMode(page.mode === 'side' ? 'slider' : 'side'),
    c: () => page.toggleOverlay(),
    '[': () => page.moveDivider(-0.02),
    ']': () => page.moveDivider(0.02),
    '+': () => zoom(page, 1.25),
    '-': () => zoom(page, 0.8),
    r: () => part('reset').click(),
    '?': () => part('keys').showModal(),
  };
  document.addEventListener('keydown', (event) => {
    if (!page.left || event.ctrlKey || event.metaKey || event.altKey || part('keys').open) return;
    if (event.target.closest?.('input:not([type="range"]), select, textarea, details.own')) return;
    const onDivider = event.target === part('divider');
    if (onDivider && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      page.moveDivider(event.key === 'ArrowLeft' ? -0.02 : 0.02);
    } else if (event.target === part('opacity') && event.key.startsWith('Arrow')) {
      return;
    } else if (acts[event.key]) {
      acts[event.key]();
    } else {
      return;
    }
    event.preventDefault();
  });
}

function zoom(page, factor) {
  page.view.zoomAt(factor, page.view.x, page.view.y);
  page.refresh();
}
