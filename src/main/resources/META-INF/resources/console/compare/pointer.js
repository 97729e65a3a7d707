// The mouse over the images: slices, window, zoom and place by it, and the values under it.

const NOTCH = 60; // pixels of a wheel that turns without steps, such as a touch pad's

export function pointer(page) {
  page.panes.forEach((pane, number) => {
    const side = (event) => (number === 2 ? (at(pane, event) < page.divider ? 0 : 1) : number);
    wheel(page, pane);
    drag(page, pane, side);
    follow(page, pane);
  });
  page.root.addEventListener('shown', () => tell(page, false));
  page.root.addEventListener('quiet', () => tell(page));
}

function at(pane, event) {
  const box = pane.canvas.getBoundingClientRect();
  return (event.clientX - box.left) / box.width;
}

function wheel(page, pane) {
  let turned = 0;
  pane.canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      if (!page.left) return;
      if (event.ctrlKey) {
        const { x, y } = pane.under(event, page.frame);
        page.view.zoomAt(event.deltaY < 0 ? 1.15 : 1 / 1.15, x, y);
        page.refresh();
        return;
      }
      turned += event.deltaMode === 0 ? event.deltaY : event.deltaY * NOTCH;
      const steps = Math.abs(event.deltaY) >= NOTCH && event.deltaMode === 0 ? Math.sign(event.deltaY) : Math.trunc(turned / NOTCH);
      if (steps !== 0) {
        turned = 0;
        page.go(page.index + steps);
      }
    },
    { passive: false },
  );
}

/** The left button changes the window; with shift, or the middle button, the image is moved; the right one zooms. */
function drag(page, pane, side) {
  const canvas = pane.canvas;
  let start = null;
  canvas.addEventListener('contextmenu', (event) => event.preventDefault());
  canvas.addEventListener('pointerdown', (event) => {
    if (!page.left) return;
    canvas.setPointerCapture(event.pointerId);
    const act = event.button === 2 ? 'zoom' : event.button === 1 || event.shiftKey ? 'move' : 'window';
    const onto = side(event);
    start = { x: event.clientX, y: event.clientY, act, side: onto, window: { ...page.windowOf(onto) }, under: pane.under(event, page.frame) };
    canvas.dataset.act = act;
    event.preventDefault();
    canvas.focus({ preventScroll: true });
  });
  const end = () => {
    start = null;
    delete canvas.dataset.act;
  };
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);
  canvas.addEventListener('pointermove', (event) => {
    if (!start) return;
    const dx = event.clientX - start.x;
    const dy = event.clientY - start.y;
    if (start.act === 'window') {
      changeWindow(page, start, dx, dy);
      return;
    }
    if (start.act === 'move') {
      const box = pane.place(page.frame);
      const ratio = window.devicePixelRatio || 1;
      page.view.move((-dx * ratio) / box.width, (-dy * ratio) / box.height);
    } else {
      page.view.zoomAt(Math.exp(-dy / 150), start.under.x, start.under.y);
    }
    start.x = event.clientX;
    start.y = event.clientY;
    page.redraw();
    page.refit();
  });
}

/** To the right wider, up brighter: a wide window moves by more than a narrow one. */
function changeWindow(page, start, dx, dy) {
  if (Math.abs(dx) + Math.abs(dy) < 3) return;
  const step = Math.max(1, start.window.width / 300);
  const width = Math.max(1, Math.round((start.window.width + dx * step) * 10) / 10);
  const center = Math.round((start.window.center + dy * step) * 10) / 10;
  page.windowed({ center, width }, start.side);
}

function follow(page, pane) {
  pane.canvas.addEventListener('pointermove', (event) => {
    if (!page.left) return;
    page.pointed = pane.under(event, page.frame);
    tell(page);
  });
  pane.canvas.addEventListener('pointerleave', () => {
    page.pointed = null;
    tell(page);
  });
}

/** Writes the values under the pointer; a frame's are fetched once a person stays on a slice, not for each that goes by. */
async function tell(page, fetched = true) {
  const out = page.element('values');
  const index = page.index;
  const pointed = page.pointed;
  const inside = pointed && pointed.x >= 0 && pointed.x < 1 && pointed.y >= 0 && pointed.y < 1;
  if (!inside) {
    out.textContent = page.words.pointAt;
    return;
  }
  const mine = (page.telling = (page.telling || 0) + 1);
  const stacks = [...page.sides(index), [page.change, page.toChange[index]]];
  if (!fetched && !stacks.every(([stack, i]) => !stack || i < 0 || page.pictures.values.has(stack.values(i)))) {
    out.textContent = '…';
    return;
  }
  const found = await Promise.all(
    stacks.map(([stack, i]) => (stack && i >= 0 ? valueOf(page, stack, i, pointed).catch(() => null) : null)),
  );
  if (mine !== page.telling || index !== page.index) return;
  out.replaceChildren(...found.map((one, which) => (one ? cell(page, one, which) : null)).filter(Boolean));
  const [left, right] = found;
  const comparable = left?.value != null && right?.value != null && left.unit === right.unit;
  if (comparable && sameGrid(...stacks.slice(0, 2).map(([stack, i]) => stack.frames[i]))) {
    out.append(field(page.words.difference, format(right.value - left.value, right.unit), 'difference'));
  }
}

/** Whether the pixels of two frames lie at the same places: only then a difference is one of the same place. */
export function sameGrid(one, other) {
  const alike = (a, b, most) => (a && b ? a.every((value, i) => Math.abs(value - b[i]) <= most) : !a && !b);
  return one.rows === other.rows
    && one.columns === other.columns
    && alike(one.spacing, other.spacing, 1e-3)
    && alike(one.orientation, other.orientation, 1e-3)
    && alike(one.position, other.position, 0.5);
}

async function valueOf(page, stack, index, pointed) {
  const frame = stack.frames[index];
  const values = await page.pictures.valuesOf(stack.values(index));
  const column = Math.min(values.columns - 1, Math.floor(pointed.x * values.columns));
  const row = Math.min(values.rows - 1, Math.floor(pointed.y * values.rows));
  const at = row * values.columns + column;
  if (values.colour) {
    return { column, row, stored: [...values.array.slice(3 * at, 3 * at + 3)].join(', '), value: null };
  }
  const stored = values.array[at];
  let value = frame.rescale ? stored * frame.rescale[0] + frame.rescale[1] : null;
  if (stack === page.change && value !== null && frame.window) value -= frame.window[0]; // the middle of its window is no change
  return { column, row, stored, value, unit: frame.unit };
}

function cell(page, { column, row, stored, value, unit }, which) {
  const name = [page.words.source, page.words.derived, page.words.change][which];
  const meaning = value !== null && (unit || value !== stored) ? `${format(value, unit)} (${page.words.stored} ${stored})` : `${stored}`;
  const out = field(name, which === 0 ? `x ${column} y ${row}: ${meaning}` : meaning, ['left', 'right', 'change'][which]);
  out.dataset.column = column;
  out.dataset.row = row;
  out.dataset.stored = stored;
  return out;
}

function field(name, words, kind) {
  const out = document.createElement('span');
  const label = document.createElement('b');
  label.textContent = name;
  out.dataset.value = kind;
  out.append(label, ` ${words}`);
  return out;
}

function format(value, unit) {
  const rounded = Math.round(value * 100) / 100;
  return unit ? `${rounded} ${unit}` : `${rounded}`;
}
