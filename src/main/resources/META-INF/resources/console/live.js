// Keeps the parts of a page current that say of what they are made (data-live): a stream of Server-Sent Events tells what changed, and htmx
// fetches the parts again that show it, each at most once a second. What a person is at in a part stays: ticked boxes, what was opened, the focus,
// half-written forms, a selected text. Where there is no stream, the parts are fetched every half minute, and the page says so.
'use strict';

(() => {
  const GAP = 1000; // between two fetches of a part
  const TIMES = 4; // and so many times as long as the last one took: a slow list is asked for less often
  const LATER = 2000; // until a part that is in use is looked at again
  const SLOW = 30000; // between two fetches without a stream
  const SILENCE = 40000; // the server says something every 15 s; a stream that is silent for longer is dead
  const UNSEEN = 10000; // for how long a page that nobody sees keeps its stream
  const LONGEST = 60000; // between two attempts to get a stream

  const word = document.getElementById('live-state');
  if (!word || !window.htmx || !document.querySelector('[data-live]')) {
    return;
  }

  const states = new Map(); // by the id of the part
  let since = word.dataset.since;
  let stream = null;
  let heard = 0;
  let failures = 0;
  let retry = 0;
  let hiding = 0;
  let turn = 0;
  let pressed = false;
  let composing = false;
  let over = false;

  const parts = () => [...document.querySelectorAll('[data-live][id]')];

  function stateOf(part) {
    if (!states.has(part.id)) {
      const html = part.dataset.swap === 'innerHTML' ? part.innerHTML : part.outerHTML;
      states.set(part.id, { old: false, asked: false, waits: false, next: 0, html: html.trim(), kept: null });
    }
    return states.get(part.id);
  }

  // What the page says of itself

  function say(name) {
    const sentence = name ? word.dataset[name] : '';
    if (word.textContent !== sentence) {
      word.textContent = sentence;
    }
    word.dataset.state = name || 'live';
  }

  function tell() {
    if (over) {
      say('over');
    } else if (failures > 0 || !window.EventSource) {
      say('lost');
    } else {
      say(parts().some((part) => stateOf(part).waits) ? 'waits' : '');
    }
  }

  // Parts that are old

  function renew(isOld) {
    parts().filter(isOld).forEach((part) => {
      stateOf(part).old = true;
    });
    soon();
  }

  function soon(wait = 0) {
    if (!turn) {
      turn = setTimeout(() => {
        turn = 0;
        work();
      }, Math.max(wait, 50));
    }
  }

  function work() {
    const now = Date.now();
    let next = 0;
    for (const part of parts()) {
      const state = stateOf(part);
      if (!state.old || state.asked) {
        continue;
      }
      state.waits = isInHand(part);
      if (state.waits) {
        state.next = now + LATER;
      }
      if (state.next > now) {
        next = next ? Math.min(next, state.next) : state.next;
      } else {
        fetchPart(part, state);
      }
    }
    tell();
    if (next) {
      soon(next - now);
    }
  }

  function fetchPart(part, state) {
    const begun = Date.now();
    const own = part.dataset.from || location.pathname + location.search;
    const settings = { source: part, target: part, swap: part.dataset.swap || 'outerHTML', headers: { 'Afterimage-Renews': '1' } };
    if (!part.dataset.from) {
      settings.select = '#' + CSS.escape(part.id);
    }
    state.old = false;
    state.asked = true;
    const done = () => {
      state.asked = false;
      state.next = Date.now() + Math.max(GAP, TIMES * (Date.now() - begun));
      soon();
    };
    window.htmx.ajax('GET', own, settings).then(done, done);
  }

  // What a person is at

  // Replacing it now would take away what is under the hand: a list that is open, a press that is not yet a click, a text that is being marked.
  function isInHand(part) {
    const active = document.activeElement;
    const marked = document.getSelection();
    return (pressed || composing) && part.contains(active)
      || pressed && part.matches(':hover')
      || active && active.tagName === 'SELECT' && part.contains(active)
      || marked && !marked.isCollapsed && (part.contains(marked.anchorNode) || part.contains(marked.focusNode));
  }

  // The same thing in the part that comes has the same name.
  function nameOf(element) {
    const form = element.closest('form');
    return [element.tagName, element.id, element.getAttribute('name'), element.type === 'checkbox' || element.type === 'radio'
      || element.tagName === 'BUTTON' ? element.getAttribute('value') : '', element.getAttribute('href'),
      form ? form.getAttribute('action') : '', element.tagName === 'SUMMARY' ? element.parentElement.id : ''].join('\u0000');
  }

  function places(part) {
    const seen = new Map();
    const found = new Map();
    for (const element of part.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')) {
      const name = nameOf(element);
      const count = seen.get(name) || 0;
      seen.set(name, count + 1);
      found.set(name + '\u0000' + count, element);
    }
    return found;
  }

  function isTouched(field) {
    if (field.type === 'checkbox' || field.type === 'radio') {
      return field.checked !== field.defaultChecked;
    }
    if (field.tagName === 'SELECT') {
      const first = Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
      return field.selectedIndex !== first;
    }
    return field.tagName !== 'BUTTON' && field.type !== 'hidden' && field.value !== field.defaultValue;
  }

  function keep(part) {
    const fields = new Map();
    let focus = null;
    for (const [place, element] of places(part)) {
      if (element.matches('input, select, textarea') && isTouched(element)) {
        fields.set(place, { value: element.value, checked: element.checked });
      }
      if (element === document.activeElement) {
        const isText = element.matches('textarea, input:not([type=checkbox]):not([type=radio])');
        focus = { place, start: isText ? element.selectionStart : null, end: isText ? element.selectionEnd : null };
      }
    }
    return {
      fields,
      focus,
      opened: [...part.querySelectorAll('details')].map((details) => [details.id, details.open]),
      scrolled: [...part.querySelectorAll('.scroll, pre')].map((box) => [box.scrollLeft, box.scrollTop]),
    };
  }

  function fits(kept, part) {
    const there = places(part);
    return [...kept.fields.keys()].every((place) => there.has(place));
  }

  function restore(kept, part) {
    const there = places(part);
    for (const [place, was] of kept.fields) {
      const field = there.get(place);
      if (field && (field.type === 'checkbox' || field.type === 'radio')) {
        field.checked = was.checked;
      } else if (field) {
        field.value = was.value;
      }
    }
    [...part.querySelectorAll('details')].forEach((details, index) => {
      const was = details.id ? kept.opened.find(([id]) => id === details.id) : kept.opened[index];
      if (was) {
        details.open = was[1];
      }
    });
    [...part.querySelectorAll('.scroll, pre')].forEach((box, index) => {
      if (kept.scrolled[index]) {
        [box.scrollLeft, box.scrollTop] = kept.scrolled[index];
      }
    });
    const focused = kept.focus && there.get(kept.focus.place);
    if (focused && document.activeElement !== focused) {
      focused.focus({ preventScroll: true });
      if (kept.focus.start !== null) {
        focused.setSelectionRange(kept.focus.start, kept.focus.end);
      }
    }
  }

  document.addEventListener('htmx:beforeSwap', (event) => {
    const part = event.detail.target;
    if (!event.detail.shouldSwap || !part.matches('[data-live][id]')) {
      return;
    }
    const state = stateOf(part);
    const page = new DOMParser().parseFromString(event.detail.serverResponse, 'text/html');
    const inner = part.dataset.swap === 'innerHTML';
    const coming = inner ? page.body : page.getElementById(part.id);
    if (!coming) {
      return;
    }
    const html = (inner ? coming.innerHTML : coming.outerHTML).trim();
    if (html === state.html) {
      event.detail.shouldSwap = false; // as it is shown already
      return;
    }
    const kept = keep(part);
    if (isInHand(part) || !fits(kept, coming)) {
      event.detail.shouldSwap = false;
      state.old = true;
      state.waits = true;
      state.next = Date.now() + LATER;
      return;
    }
    if (!inner) {
      event.detail.serverResponse = coming.outerHTML; // the rest of the page is not to be loaded once more
    }
    state.html = html;
    state.waits = false;
    state.kept = kept;
  });

  document.addEventListener('htmx:afterSwap', (event) => {
    const part = event.detail.target.id && document.getElementById(event.detail.target.id);
    if (part && part.matches('[data-live]') && stateOf(part).kept) {
      restore(stateOf(part).kept, part);
      stateOf(part).kept = null;
    }
  });

  document.addEventListener('pointerdown', () => { pressed = true; });
  for (const end of ['pointerup', 'pointercancel', 'blur']) {
    window.addEventListener(end, () => { setTimeout(() => { pressed = false; }, 0); });
  }
  document.addEventListener('compositionstart', () => { composing = true; });
  document.addEventListener('compositionend', () => { composing = false; });

  // The stream

  function connect() {
    clearTimeout(retry);
    if (stream || over || document.hidden || !window.EventSource) {
      return;
    }
    stream = new EventSource('/live?since=' + encodeURIComponent(since));
    heard = Date.now();
    const hear = (event) => {
      heard = Date.now();
      failures = 0;
      if (event.lastEventId) {
        since = event.lastEventId;
      }
    };
    for (const name of ['hello', 'beat']) {
      stream.addEventListener(name, (event) => {
        hear(event);
        tell();
      });
    }
    stream.addEventListener('changed', (event) => {
      hear(event);
      const kinds = event.data.split(' ');
      renew((part) => part.dataset.live.split(' ').some((kind) => kinds.includes(kind)));
    });
    stream.addEventListener('again', () => {
      close();
      retry = setTimeout(connect, 500 + 1000 * Math.random()); // others are told so at the same time
    });
    stream.addEventListener('over', () => {
      close();
      over = true;
      tell();
      if (![...document.querySelectorAll('main input, main select, main textarea')].some(isTouched)) {
        renew(() => true); // the answer leads to where one signs in
      }
    });
    stream.addEventListener('lost', fail);
    stream.addEventListener('error', fail);
  }

  function close() {
    if (stream) {
      stream.close();
      stream = null;
    }
  }

  function fail() {
    close();
    failures++;
    tell();
    clearTimeout(retry);
    retry = setTimeout(connect, Math.min(LONGEST, 1000 * 2 ** Math.min(failures, 6)) * (0.5 + Math.random() / 2));
  }

  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiding);
    if (document.hidden) {
      // Browsers open few connections to a host; pages behind others leave them to those in sight, and catch up when they are seen again.
      hiding = setTimeout(() => {
        clearTimeout(retry);
        close();
      }, UNSEEN);
    } else {
      connect();
    }
  });
  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) {
      connect();
    }
  });
  setInterval(() => {
    if (stream && Date.now() - heard > SILENCE) {
      fail();
    }
  }, 5000);
  setInterval(() => {
    if (!document.hidden && !over && (failures > 0 || !window.EventSource)) {
      renew(() => true);
    }
  }, SLOW);

  parts().forEach(stateOf);
  connect();
})();
