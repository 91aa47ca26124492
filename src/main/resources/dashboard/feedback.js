import { h } from './dom.js';
import { get } from './api.js';
import { undo, undoable } from './undo.js';

const toast = document.getElementById('toast');
const dialog = document.getElementById('dialog');
let timer = 0;

/** Says something for a while, which screen readers read out. */
export function say(text, ...buttons) {
  clearTimeout(timer);
  toast.replaceChildren(h('div', {}, h('span', {}, text), buttons));
  timer = setTimeout(() => toast.replaceChildren(), buttons.length ? 20_000 : 8_000);
}

export function problem(error) {
  return h('p', { class: 'problem', role: 'alert' }, error.message);
}

/**
 * Makes a change, says how it went, offers to take it back, and shows the view anew.
 */
export async function act(done, change, refresh) {
  try {
    const { json } = await change();
    const { entries } = await get('/admin/v1/audit?limit=1');
    const entry = entries[0];
    const buttons = entry && undoable(entry) ? [h('button', {
      type: 'button',
      class: 'small',
      onclick: () => act(`Taken back: ${entry.action} ${entry.subject}.`, () => undo(entry), refresh),
    }, 'Undo')] : [];
    say(json.warning ? `${done} But: ${json.warning}` : done, ...buttons);
    await refresh();
    return json;
  } catch (error) {
    say(error.message);
    return null;
  }
}

/** Asks before something happens. `fields` are shown above the buttons; gives true, or false when it is not to be. */
export function confirm(title, text, verb, fields = []) {
  return new Promise((resolve) => {
    let answer = false;
    const form = h('form', {
      class: 'stack',
      onsubmit: (event) => {
        event.preventDefault();
        answer = true;
        dialog.close();
      },
    }, h('h2', { id: 'dialog-title' }, title), h('p', {}, text), fields, h('div', { class: 'buttons' },
      h('button', { type: 'submit', class: 'danger' }, verb),
      h('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, 'Cancel')));
    dialog.replaceChildren(form);
    dialog.addEventListener('close', () => resolve(answer), { once: true });
    dialog.showModal();
  });
}

/** Shows something that is not to be missed, such as a key that is never shown again. */
export function tell(title, ...content) {
  dialog.replaceChildren(h('div', { class: 'stack' }, h('h2', { id: 'dialog-title' }, title), content,
    h('div', { class: 'buttons' }, h('button', { type: 'button', onclick: () => dialog.close() }, 'Close'))));
  dialog.showModal();
}
