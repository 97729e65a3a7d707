// Draws pictures of frames into a canvas: where they lie is the same in every pane.

/** What part of the images is shown: the middle, as a fraction of the image, and how much larger than when it fits. */
export class View {
  constructor() {
    this.reset();
  }

  reset() {
    this.zoom = 1;
    this.x = 0.5;
    this.y = 0.5;
  }

  zoomAt(factor, x, y) {
    const before = this.zoom;
    this.zoom = Math.min(32, Math.max(1, before * factor));
    const share = 1 - before / this.zoom;
    this.x += (x - this.x) * share;
    this.y += (y - this.y) * share;
    this.hold();
  }

  move(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.hold();
  }

  /** The image stays in sight. */
  hold() {
    this.x = Math.min(1, Math.max(0, this.x));
    this.y = Math.min(1, Math.max(0, this.y));
    if (this.zoom === 1) this.x = this.y = 0.5;
  }
}

/** Directions of the patient, from the cosines of a direction. */
export function letters(direction) {
  const names = [['L', 'R'], ['P', 'A'], ['H', 'F']];
  return direction
    .map((value, axis) => ({ value, axis }))
    .filter(({ value }) => Math.abs(value) > 0.25)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .map(({ value, axis }) => names[axis][value > 0 ? 0 : 1])
    .join('');
}

export class Pane {
  constructor(canvas, view) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d', { alpha: false });
    this.view = view;
  }

  /** The size of the canvas on this screen; true when it changed. */
  fit() {
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(this.canvas.clientWidth * ratio);
    const height = Math.round(this.canvas.clientHeight * ratio);
    if (width === this.canvas.width && height === this.canvas.height) return false;
    this.canvas.width = width;
    this.canvas.height = height;
    return true;
  }

  /** Where an image lies in the canvas, in its pixels. */
  place(frame) {
    const [row, column] = frame.spacing || [1, 1];
    const width = frame.columns * column;
    const height = frame.rows * row;
    const scale = Math.min(this.canvas.width / width, this.canvas.height / height) * this.view.zoom;
    return {
      left: this.canvas.width / 2 - this.view.x * width * scale,
      top: this.canvas.height / 2 - this.view.y * height * scale,
      width: width * scale,
      height: height * scale,
    };
  }

  /** How many pixels wide an image is on the screen. */
  widthOf(frame) {
    return this.place(frame).width;
  }

  clear() {
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.fillStyle = '#000';
    this.context.fillRect(0, 0, this.canvas.width, this.canvas.height);
  }

  /**
   * Draws a picture.
   *
   * @param part from and to, as fractions of the canvas's width
   */
  draw(bitmap, frame, { part = [0, 1], opacity = 1 } = {}) {
    const at = this.place(frame);
    const context = this.context;
    context.save();
    context.beginPath();
    context.rect(part[0] * this.canvas.width, 0, (part[1] - part[0]) * this.canvas.width, this.canvas.height);
    context.clip();
    context.globalAlpha = opacity;
    // Enlarged far enough, a person wants to see the pixels themselves.
    context.imageSmoothingEnabled = at.width < frame.columns * 4;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, at.left, at.top, at.width, at.height);
    context.restore();
  }

  /** A ring around a place of an image that a check found. */
  ring(frame, { column, row, radius }) {
    const at = this.place(frame);
    const scale = at.width / frame.columns;
    const context = this.context;
    const ratio = window.devicePixelRatio || 1;
    for (const [style, line] of [['#000', 4], ['#ffd400', 2]]) {
      context.beginPath();
      context.strokeStyle = style;
      context.lineWidth = line * ratio;
      context.arc(
        at.left + (column + 0.5) * scale,
        at.top + (row + 0.5) * (at.height / frame.rows),
        Math.max(10 * ratio, radius * scale),
        0,
        2 * Math.PI,
      );
      context.stroke();
    }
  }

  /** Burns words into a corner, so that a picture that is copied out of the page says what it is. */
  mark(words, part) {
    const context = this.context;
    const ratio = window.devicePixelRatio || 1;
    const size = 12 * ratio;
    const right = part[1] * this.canvas.width - 8 * ratio;
    context.save();
    context.beginPath();
    context.rect(part[0] * this.canvas.width, 0, (part[1] - part[0]) * this.canvas.width, this.canvas.height);
    context.clip();
    context.font = `600 ${size}px system-ui, sans-serif`;
    context.textAlign = 'right';
    context.textBaseline = 'bottom';
    context.lineWidth = 3 * ratio;
    context.strokeStyle = '#000';
    context.fillStyle = '#ffd400';
    context.strokeText(words, right, this.canvas.height - 8 * ratio);
    context.fillText(words, right, this.canvas.height - 8 * ratio);
    context.restore();
  }

  /** Which way the edges of the canvas look in the patient. */
  edges(frame, part) {
    if (!frame.orientation) return;
    const context = this.context;
    const ratio = window.devicePixelRatio || 1;
    const row = frame.orientation.slice(0, 3);
    const column = frame.orientation.slice(3);
    const negative = (direction) => direction.map((value) => -value);
    const left = part[0] * this.canvas.width;
    const right = part[1] * this.canvas.width;
    const middle = this.canvas.height / 2;
    context.save();
    context.font = `600 ${14 * ratio}px system-ui, sans-serif`;
    context.lineWidth = 3 * ratio;
    context.strokeStyle = '#000';
    context.fillStyle = '#d8d8d8';
    const write = (words, x, y, align, baseline) => {
      context.textAlign = align;
      context.textBaseline = baseline;
      context.strokeText(words, x, y);
      context.fillText(words, x, y);
    };
    write(letters(negative(row)), left + 8 * ratio, middle, 'left', 'middle');
    write(letters(row), right - 8 * ratio, middle, 'right', 'middle');
    write(letters(negative(column)), (left + right) / 2, 34 * ratio, 'center', 'top');
    write(letters(column), (left + right) / 2, this.canvas.height - 26 * ratio, 'center', 'bottom');
    context.restore();
  }

  /** The fraction of an image under a place of the page. */
  under(event, frame) {
    const box = this.canvas.getBoundingClientRect();
    const at = this.place(frame);
    const ratio = this.canvas.width / box.width;
    return {
      x: ((event.clientX - box.left) * ratio - at.left) / at.width,
      y: ((event.clientY - box.top) * ratio - at.top) / at.height,
    };
  }
}
