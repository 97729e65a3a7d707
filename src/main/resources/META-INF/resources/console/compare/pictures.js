// Pictures and stored values of frames, fetched from the node a few at a time and kept up to a bound.

const AT_ONCE = 4;
const KEPT_BYTES = 256 * 1024 * 1024; // as they came, compressed
const KEPT_PIXELS = 14 * 1024 * 1024 * Math.min(8, navigator.deviceMemory || 4); // decoded, four bytes each; of an eighth of the memory
const LEAST_KEPT = 12; // three pictures each of the slice on the screen and its neighbours
const VALUE_BYTES = 64 * 1024 * 1024;

/** Values that are kept in the order of their last use until their weights sum up to a bound. */
class Bounded {
  constructor(bound, dropped = () => {}) {
    this.bound = bound;
    this.dropped = dropped;
    this.map = new Map();
    this.weight = 0;
  }

  get(key) {
    const entry = this.map.get(key);
    if (entry === undefined) return undefined;
    this.map.delete(key);
    this.map.set(key, entry);
    return entry.value;
  }

  has(key) {
    return this.map.has(key);
  }

  put(key, value, weight) {
    const before = this.map.get(key);
    if (before !== undefined) {
      this.map.delete(key);
      this.weight -= before.weight;
      if (before.value !== value) this.dropped(before.value);
    }
    this.map.set(key, { value, weight });
    this.weight += weight;
    for (const [oldest, entry] of this.map) {
      if (this.weight <= this.bound || this.map.size <= LEAST_KEPT) break; // what is on the screen stays
      this.map.delete(oldest);
      this.weight -= entry.weight;
      this.dropped(entry.value);
    }
  }

  get full() {
    return this.weight > this.bound * 0.9;
  }
}

/** Why a request was refused, as the node words it. */
async function refusal(response) {
  if (response.status === 401) {
    location.reload(); // the session ended: the node asks to sign in again
  }
  const problem = await response.json().catch(() => ({}));
  return new Error(problem.detail || `${response.status} ${response.statusText}`);
}

/** GET that refuses to be led to another page, such as the one for signing in. */
export async function ask(url, signal) {
  const response = await fetch(url, { signal, headers: { 'HX-Request': 'true' } });
  if (!response.ok) throw await refusal(response);
  if (response.redirected) location.reload();
  return response;
}

export class Pictures {
  constructor() {
    this.blobs = new Bounded(KEPT_BYTES);
    this.bitmaps = new Bounded(KEPT_PIXELS, (bitmap) => bitmap.close());
    this.values = new Bounded(VALUE_BYTES);
    this.underway = new Map();
    this.decoding = new Map();
    this.ahead = [];
    this.busy = 0;
    this.fetched = 0;
  }

  /** The decoded picture behind an address, with the window that the node applied. */
  get(url) {
    const kept = this.bitmaps.get(url);
    if (kept !== undefined) return Promise.resolve(kept);
    const already = this.decoding.get(url);
    if (already !== undefined) return already;
    const decoding = this.decode(url).finally(() => this.decoding.delete(url));
    this.decoding.set(url, decoding);
    return decoding;
  }

  async decode(url) {
    const { blob, window } = await this.load(url);
    const bitmap = await createImageBitmap(blob);
    bitmap.voi = window;
    this.bitmaps.put(url, bitmap, bitmap.width * bitmap.height);
    return bitmap;
  }

  /** Decodes what was fetched and is wanted soon, beside what is drawn. */
  prepare(urls) {
    for (const url of urls) {
      if (this.blobs.has(url) && !this.bitmaps.has(url)) this.get(url).catch(() => {});
    }
  }

  has(url) {
    return this.blobs.has(url);
  }

  /** What is to be fetched when nothing more urgent is, the most urgent first; replaces what was said before. */
  prefetch(urls) {
    this.ahead = urls.filter((url) => !this.blobs.has(url) && !this.underway.has(url));
    this.next();
  }

  next() {
    while (this.busy < AT_ONCE && this.ahead.length > 0 && !this.blobs.full) {
      this.load(this.ahead.shift()).catch(() => {}); // whoever wants to see it asks again and is told
    }
  }

  load(url) {
    const kept = this.blobs.get(url);
    if (kept !== undefined) return Promise.resolve(kept);
    const already = this.underway.get(url);
    if (already !== undefined) return already;
    this.busy++;
    const loading = this.fetch(url).finally(() => {
      this.busy--;
      this.underway.delete(url);
      this.next();
    });
    this.underway.set(url, loading);
    return loading;
  }

  async fetch(url) {
    const response = await ask(url);
    const [center, width, shape] = (response.headers.get('Afterimage-Window') || '').split(',');
    const blob = await response.blob();
    this.fetched++;
    const picture = { blob, window: { center: Number(center), width: Number(width), shape } };
    this.blobs.put(url, picture, blob.size);
    return picture;
  }

  /** The stored values of a frame: rows, columns and a typed array. */
  async valuesOf(url) {
    const kept = this.values.get(url);
    if (kept !== undefined) return kept;
    const response = await ask(url);
    const kind = response.headers.get('Afterimage-Values');
    const rows = Number(response.headers.get('Afterimage-Rows'));
    const columns = Number(response.headers.get('Afterimage-Columns'));
    const buffer = await response.arrayBuffer();
    const array =
      kind === 'rgb' ? new Uint8Array(buffer) : kind === 'signed-16' ? new Int16Array(buffer) : new Uint16Array(buffer);
    const values = { rows, columns, colour: kind === 'rgb', array };
    this.values.put(url, values, buffer.byteLength);
    return values;
  }
}
