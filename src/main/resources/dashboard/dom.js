/** Builds elements. Data only ever becomes text or an attribute's value, never markup. */
export function h(tag, props = {}, ...kids) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked') element[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  add(element, kids);
  return element;
}

function add(element, kids) {
  for (const kid of kids.flat(Infinity)) {
    if (kid === null || kid === undefined || kid === false) continue;
    element.append(kid instanceof Node ? kid : document.createTextNode(String(kid)));
  }
}

let ids = 0;

/** A labelled field; `control` is an input, select or textarea. */
export function field(label, control, hint) {
  if (!control.id) control.id = `f${++ids}`;
  const note = hint ? h('span', { class: 'hint', id: `${control.id}-hint` }, hint) : null;
  if (note) control.setAttribute('aria-describedby', note.id);
  return h('div', {}, h('label', { for: control.id }, label), control, note);
}

export function select(options, value, props = {}) {
  return h('select', props, options.map((each) => {
    const [key, text] = Array.isArray(each) ? each : [each, each];
    return h('option', { value: key, selected: key === value }, text);
  }));
}

/** Suggestions for an input, which may hold anything else as well. */
export function suggestions(input, words) {
  const id = `l${++ids}`;
  input.setAttribute('list', id);
  return h('datalist', { id }, words.map((word) => h('option', { value: word })));
}

export function heading(title, ...about) {
  return h('div', { class: 'head' }, h('h1', { tabindex: '-1' }, title), about.length ? h('p', {}, about) : null);
}

export function tag(text, kind = '') {
  return h('span', { class: `tag ${kind}` }, text);
}

export function facts(pairs) {
  return h('dl', { class: 'facts' }, pairs.filter((pair) => pair && pair[1] !== null && pair[1] !== undefined && pair[1] !== '')
    .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

/** A share as a bar, with its words before and behind it. */
export function bar(label, share, value) {
  const inner = h('div');
  inner.style.width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return h('div', {}, h('div', {}, label), h('div', { class: 'bar' },
    h('div', { class: 'track', 'aria-hidden': 'true' }, inner), h('span', { class: 'num' }, value)));
}
