// The page that shows a series and what was made of it: the same slice, place, zoom and window in both.

import { ask, Pictures } from './pictures.js';
import { pairs, Stack } from './stack.js';
import { Pane, View } from './pane.js';
import { controls } from './controls.js';
import { pointer } from './pointer.js';

const WIDTHS = [512, 1024, 1536, 2048, 3072, 4096];
const AHEAD = 16;
const BEHIND = 4;
const QUIET = 150; // ms without a change after which the page has time for what is not urgent

export class Comparison {
  constructor(root, words) {
    this.root = root;
    this.words = words;
    this.pictures = new Pictures();
    this.view = new View();
    this.left = null;
    this.right = null;
    this.change = null;
    this.index = 0;
    this.direction = 1;
    this.windows = [null, null]; // as each frame is stored
    this.linked = true;
    this.mode = 'side';
    this.divider = 0.5;
    this.overlay = { shown: false, opacity: 0.8 };
    this.gates = [];
    this.places = new Map();
    this.turn = 0;
    this.wanted = 0;
    this.shown = -1;
    this.shownWindow = [null, null];
    this.panes = [...root.querySelectorAll('canvas')].map((canvas) => new Pane(canvas, this.view));
    new ResizeObserver(() => this.redraw()).observe(root.querySelector('.panes'));
  }

  element(name) {
    return this.root.querySelector(`[data-part="${name}"]`);
  }

  async open() {
    const { study } = this.root.dataset;
    this.series = await (await ask(`/images/studies/${study}/series`)).json();
    const here = this.series.filter((one) => one.purgedInstances < one.instances);
    if (here.length === 0) throw new Error(this.words.purged);
    const named = (uid) => here.find((one) => one.seriesInstanceUid === uid);
    const derived =
      named(this.root.dataset.derived)
      || here.find((one) => one.origin === 'DERIVED' && String(one.job) === this.root.dataset.job)
      || here.find((one) => one.origin === 'DERIVED')
      || null;
    const source = named(this.root.dataset.source) || named(derived?.sources[0]) || here.find((one) => one !== derived) || derived;
    await this.compare(source, derived);
  }

  /**
   * Puts two series beside each other; the second may be missing. Of two choices the later one counts, and what can't be had leaves
   * what is shown as it is.
   */
  async compare(source, derived) {
    const turn = ++this.turn;
    let loaded;
    try {
      loaded = await this.load(source, derived);
    } catch (error) {
      if (turn === this.turn) throw error;
    }
    if (turn !== this.turn) return;
    const [left, right, change, gates] = loaded;
    this.left = left;
    this.right = right && right.frames.length > 0 ? right : null;
    this.change = change && change.frames.length > 0 ? change : null;
    this.toRight = this.right ? pairs(left, this.right) : left.frames.map(() => -1);
    this.toChange = this.change ? pairs(left, this.change) : left.frames.map(() => -1);
    this.index = Math.min(this.index, left.frames.length - 1) || Math.floor(left.frames.length / 2);
    this.current = null; // pictures of the pair before
    this.windows = [null, null];
    this.linked = !this.right || sameWindow(left.frames[this.index], this.right.frames[Math.max(0, this.toRight[this.index])]);
    this.view.reset();
    this.root.dispatchEvent(new CustomEvent('series'));
    this.checks(gates);
    this.refresh();
  }

  /** The stacks of two series and of their change map, and what the checks of the job said; fails unless all can be had. */
  async load(source, derived) {
    const { study } = this.root.dataset;
    const map = derived && this.series.find((one) => one.origin === 'CHANGE_MAP' && one.job === derived.job);
    const loaded = await Promise.all([
      ...[source, derived, map].map((one) => (one && one.purgedInstances < one.instances ? Stack.of(study, one) : null)),
      derived?.job != null ? ask(`/images/jobs/${derived.job}/gates`).then((answer) => answer.json()) : [],
    ]);
    if (loaded[0].frames.length === 0) throw new Error(this.words.noImages);
    return loaded;
  }

  /** What the checks of the job said, and of which slices. */
  checks(gates) {
    this.places.clear();
    this.gates = gates
      .filter((gate) => gate.verdict !== 'PASS')
      .map((gate) => ({ ...gate, index: this.left.indexOf(gate.place?.sopInstanceUid ?? gate.sopInstanceUid) }));
    for (const gate of this.gates) {
      if (gate.index >= 0 && gate.place?.radius) {
        this.places.set(gate.index, [...(this.places.get(gate.index) || []), gate.place]);
      }
    }
    this.root.dispatchEvent(new CustomEvent('checks'));
  }

  get frame() {
    return this.left.frames[this.index];
  }

  /** The stacks that stand beside each other, and the index of each at a slice; -1 where there is none. */
  sides(index) {
    return [
      [this.left, index],
      [this.right, this.toRight[index]],
    ];
  }

  go(index) {
    const target = Math.max(0, Math.min(this.left.frames.length - 1, index));
    if (target === this.index) return;
    this.direction = Math.sign(target - this.index);
    this.index = target;
    this.root.dispatchEvent(new CustomEvent('slice'));
    this.refresh();
  }

  /** Another window in both, or in one of them. */
  windowed(window, side = 0) {
    if (this.linked) this.windows = [window, window];
    else this.windows[side] = window;
    this.refresh();
  }

  /** The window that is applied in a pane. */
  windowOf(side) {
    return this.windows[side] || this.shownWindow[side] || { center: 128, width: 256 };
  }

  /** Pictures are asked for as wide as they are shown, in few different widths, so that kept ones fit. */
  widthFor(frame) {
    if (frame.columns <= WIDTHS[1]) return undefined;
    const pane = this.panes[this.mode === 'slider' ? 2 : 0];
    const needed = pane.widthOf(frame);
    return WIDTHS.find((width) => width >= needed);
  }

  addresses(index) {
    const urls = this.sides(index).map(([stack, at], side) =>
      stack && at >= 0
        ? stack.picture(at, { window: this.windows[side], width: this.widthFor(stack.frames[at]) })
        : null,
    );
    const at = this.toChange[index];
    urls.push(
      this.overlay.shown && at >= 0
        ? this.change.picture(at, { window: middle(this.change.frames[at]), width: this.widthFor(this.change.frames[at]), palette: 'change' })
        : null,
    );
    return urls;
  }

  /** Shows what is wanted; of what comes in the meantime only the last. */
  async refresh() {
    this.wanted++;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.quiet(), QUIET);
    if (this.running) return;
    this.running = true;
    try {
      let done = -1;
      while (done !== this.wanted) {
        done = this.wanted;
        const { index, left, right, change } = this;
        const urls = this.addresses(index);
        const pictures = await Promise.allSettled(urls.map((url) => (url ? this.pictures.get(url) : null)));
        if (left !== this.left || right !== this.right || change !== this.change) continue; // another pair was chosen
        if (done !== this.wanted && pictures.some((one) => one.status === 'rejected')) continue;
        this.current = { index, pictures };
        this.redraw();
        this.prefetch();
        this.shown = index;
        this.root.dispatchEvent(new CustomEvent('shown', { detail: { index } }));
      }
    } finally {
      this.running = false;
    }
  }

  prefetch() {
    const urls = [];
    for (let step = 1; step <= AHEAD; step++) urls.push(...this.at(this.index + step * this.direction));
    for (let step = 1; step <= BEHIND; step++) urls.push(...this.at(this.index - step * this.direction));
    this.pictures.prefetch(urls);
    this.pictures.prepare([...this.at(this.index + this.direction), ...this.at(this.index + 2 * this.direction)]);
  }

  at(index) {
    return index >= 0 && index < this.left.frames.length ? this.addresses(index).filter(Boolean) : [];
  }

  /** Nothing has changed for a moment: time for the values under the pointer, and for the rest of the series. */
  quiet() {
    this.root.dispatchEvent(new CustomEvent('quiet'));
    const urls = [];
    const count = this.left.frames.length;
    for (let away = 1; away < count; away++) {
      urls.push(...this.at(this.index + away * this.direction), ...this.at(this.index - away * this.direction));
    }
    this.pictures.prefetch(urls);
  }

  redraw() {
    if (!this.current) return;
    const { index, pictures } = this.current;
    const drawn = this.mode === 'slider' ? [[0, this.panes[2], [0, this.divider]], [1, this.panes[2], [this.divider, 1]]]
      : [[0, this.panes[0], [0, 1]], [1, this.panes[1], [0, 1]]];
    const cleared = new Set();
    for (const [side, pane, part] of drawn) {
      if (pane.fit()) this.refit();
      if (!cleared.has(pane)) pane.clear();
      cleared.add(pane);
      this.drawSide(side, pane, part, index, pictures);
    }
    for (const [side, pane, part] of drawn) this.letter(side, pane, part, index);
    this.root.dataset.shown = index;
  }

  /** Which way the patient lies: once for each image, or once for both behind the slider. */
  letter(side, pane, part, index) {
    const [stack, at] = this.sides(index)[side];
    if (!stack || at < 0 || (this.mode === 'slider' && side === 1)) return;
    pane.edges(stack.frames[at], this.mode === 'slider' ? [0, 1] : part);
  }

  /** A larger canvas may want finer pictures; asked for once it stays as it is. */
  refit() {
    clearTimeout(this.fitting);
    this.fitting = setTimeout(() => this.refresh(), QUIET);
  }

  drawSide(side, pane, part, index, pictures) {
    const [stack, at] = this.sides(index)[side];
    const message = this.element(side === 0 ? 'left-message' : 'right-message');
    message.textContent = '';
    const picture = pictures[side];
    if (!stack || at < 0) {
      message.textContent = side === 1 && this.right ? this.words.noSuchSlice : side === 1 ? this.words.nothingDerived : '';
      return;
    }
    if (picture.status === 'rejected') {
      message.textContent = picture.reason.message;
      return;
    }
    const frame = stack.frames[at];
    pane.draw(picture.value, frame, { part });
    this.shownWindow[side] = picture.value.voi;
    const overlay = pictures[2];
    if (side === 1 && overlay.status === 'fulfilled' && overlay.value) {
      pane.draw(overlay.value, frame, { part, opacity: this.overlay.opacity });
    }
    for (const place of this.places.get(index) || []) pane.ring(frame, place);
    if (stack.synthetic) pane.mark(this.words.synthetic, part);
  }
}

/** No change lies in the middle of the grey levels, whether rounding puts it a level above or below. */
function middle(frame) {
  return frame.window ? { center: frame.window[0], width: frame.window[1], shape: 'linear-exact' } : null;
}

function sameWindow(one, other) {
  return !one.window || !other?.window || one.window.every((value, i) => Math.abs(value - other.window[i]) < 1);
}

function words() {
  return JSON.parse(document.getElementById('compare-words').textContent);
}

const root = document.getElementById('compare');
const comparison = new Comparison(root, words());
controls(comparison);
pointer(comparison);
comparison.open().catch((error) => {
  root.querySelector('[data-part="left-message"]').textContent = error.message;
});
