import { h, heading } from './dom.js';
import { get } from './api.js';
import { act, confirm } from './feedback.js';
import { moment } from './format.js';
import { table } from './table.js';
import { undo, undoable } from './undo.js';

function shown(value) {
  return value === null || value === undefined ? '' : JSON.stringify(value, null, 1);
}

/** Who has changed what; what was can be put back. */
export async function audit(main, { user }) {
  const can = user.role === 'operator';
  const entries = [];
  let before = null;
  const log = table('Changes, newest first', [
    { label: 'What', cell: (entry) => `${entry.action} ${entry.subject}` },
    { label: 'When', cell: (entry) => moment(entry.at) },
    { label: 'Who', cell: (entry) => entry.author },
    {
      label: 'Before and after',
      cell: (entry) => h('details', {}, h('summary', {}, 'Show'), h('h3', {}, 'Before'), h('pre', {}, shown(entry.before) || 'nothing'),
        h('h3', {}, 'After'), h('pre', {}, shown(entry.after) || 'nothing')),
    },
    {
      label: 'Undo',
      cell: (entry) => (can && undoable(entry) ? h('button', {
        type: 'button', class: 'small quiet', 'data-at': entry.at, 'aria-label': `Put back what was before: ${entry.action} ${entry.subject}`, onclick: () => back(entry),
      }, 'Put back…') : ''),
    },
  ], 'Nothing was changed yet.');
  const more = h('button', { type: 'button', class: 'quiet', onclick: () => next() }, 'Older ones');
  main.append(heading('Audit log', 'Every change with its author. Never a key or a hash.'),
    h('section', { class: 'sheet' }, log.element, h('div', { class: 'buttons' }, more)));

  async function next() {
    const page = await get(`/admin/v1/audit?limit=50${before ? `&before=${encodeURIComponent(before)}` : ''}`);
    entries.push(...page.entries);
    before = page['next-before'];
    more.hidden = !before;
    log.fill(entries);
  }

  async function refresh() {
    entries.length = 0;
    before = null;
    await next();
  }

  async function back(entry) {
    if (await confirm('Put back what was before?', `${entry.action} ${entry.subject} of ${moment(entry.at)} is undone by a change of its own; later changes of the same entry are lost.`, 'Put back')) {
      await act('What was before holds again.', () => undo(entry), refresh);
    }
  }

  await next();
}
