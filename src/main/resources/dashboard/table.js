import { h } from './dom.js';

/**
 * A table whose rows are put in place again and again. A column is {label, cell, num}; a cell gives text, a node, or
 * null. Only cells that differ are touched, so that nothing flickers and no focus is lost.
 */
export function table(caption, columns, none = 'Nothing yet.') {
  const body = h('tbody');
  const empty = h('p', { class: 'empty' }, none);
  const head = h('tr', {}, columns.map((column) => h('th', { scope: 'col', class: column.num ? 'num' : null }, column.label)));
  const scroll = h('div', { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: '0' },
    h('table', {}, h('caption', {}, caption), h('thead', {}, head), body));
  const shown = [];

  function fill(rows) {
    empty.hidden = rows.length > 0;
    while (body.rows.length > rows.length) {
      body.lastElementChild.remove();
      shown.pop();
    }
    rows.forEach((row, index) => {
      if (!body.rows[index]) {
        body.append(h('tr', {}, columns.map((column, at) => (at === 0
          ? h('th', { scope: 'row' })
          : h('td', { class: column.num ? 'num' : null })))));
        shown.push(columns.map(() => undefined));
      }
      columns.forEach((column, at) => put(body.rows[index].cells[at], index, at, column.cell(row)));
    });
  }

  function put(cell, index, at, content) {
    const key = content instanceof Node ? content.outerHTML : String(content ?? '');
    if (shown[index][at] === key) return;
    shown[index][at] = key;
    cell.replaceChildren(content instanceof Node ? content : key);
  }

  fill([]);
  return { element: h('div', {}, scroll, empty), fill };
}

/** A table that is shown once. */
export function fixed(caption, columns, rows, none) {
  const made = table(caption, columns, none);
  made.fill(rows);
  return made.element;
}
