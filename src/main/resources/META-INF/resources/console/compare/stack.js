// A series as a stack of frames, and which frames of two stacks show the same place.

import { ask } from './pictures.js';

export class Stack {
  constructor(series, listing) {
    this.series = series;
    this.frames = listing.frames;
    this.leftOut = listing.leftOut;
    this.sources = listing.sources;
  }

  static async of(study, series) {
    const response = await ask(`/images/studies/${study}/series/${series.seriesInstanceUid}/frames`);
    return new Stack(series, await response.json());
  }

  get synthetic() {
    return this.series.origin !== 'RECEIVED' || this.frames.some((frame) => frame.synthetic);
  }

  /** Where a frame's picture is, as the node is to draw it. */
  picture(index, { window, width, palette } = {}) {
    const frame = this.frames[index];
    const query = new URLSearchParams();
    if (window && !frame.colour) query.set('window', `${window.center},${window.width}` + (window.shape ? `,${window.shape}` : ''));
    if (width && width < frame.columns) query.set('width', width);
    if (palette) query.set('palette', palette);
    const asked = query.toString();
    return `/images/instances/${frame.sopInstanceUid}/frames/${frame.frame}/rendered.png${asked ? '?' + asked : ''}`;
  }

  values(index) {
    const frame = this.frames[index];
    return `/images/instances/${frame.sopInstanceUid}/frames/${frame.frame}/values`;
  }

  indexOf(sopInstanceUid) {
    return this.frames.findIndex((frame) => frame.sopInstanceUid === sopInstanceUid);
  }
}

/** Half of the least distance between neighbours: what lies farther away is another slice. */
function reach(frames) {
  let least = Infinity;
  for (let i = 1; i < frames.length; i++) {
    const distance = frames[i].place - frames[i - 1].place;
    if (distance > 0.01) least = Math.min(least, distance);
  }
  return Number.isFinite(least) ? least / 2 + 0.01 : 0.5;
}

function parallel(one, other) {
  return one && other && one.every((value, i) => Math.abs(value - other[i]) < 0.01);
}

/**
 * For each frame of one stack the index of the frame of another that shows the same: the one that was made from it, else the one at the same
 * place, else, where neither is known and there are as many, the one with the same number. -1 where there is none.
 */
export function pairs(stack, other) {
  const bySource = new Map();
  other.frames.forEach((frame, index) => {
    for (const source of other.sources[frame.sopInstanceUid] || []) {
      const key = `${source} ${frame.frame}`;
      if (bySource.has(key)) bySource.get(key).push(index);
      else bySource.set(key, [index]);
    }
  });
  const placed = stack.frames.every((f) => f.place !== null) && other.frames.every((f) => f.place !== null)
    && parallel(stack.frames[0]?.orientation, other.frames[0]?.orientation);
  const near = placed ? reach(other.frames) : 0;
  return stack.frames.map((frame, index) => {
    const made = bySource.get(`${frame.sopInstanceUid} ${frame.frame}`) || [];
    if (made.length === 1) return made[0];
    if (made.length > 1 && placed) return closest(other.frames, made, frame.place);
    if (made.length > 1) return made.includes(index) ? index : made[made.length >> 1];
    if (placed) {
      const found = nearest(other.frames, frame.place);
      return Math.abs(other.frames[found].place - frame.place) <= near ? found : -1;
    }
    return stack.frames.length === other.frames.length ? index : -1;
  });
}

/** Of several that were made from a slice, as where neighbours are taken into account, the one that lies at its place. */
function closest(frames, among, place) {
  const away = (index) => Math.abs(frames[index].place - place);
  return among.reduce((best, index) => (away(index) < away(best) ? index : best));
}

function nearest(frames, place) {
  let low = 0;
  let high = frames.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (frames[middle].place < place) low = middle + 1;
    else high = middle;
  }
  return low > 0 && place - frames[low - 1].place < frames[low].place - place ? low - 1 : low;
}
