import { field, h, heading, select, suggestions, tag } from './dom.js';
import { get, part } from './api.js';
import { moment } from './format.js';
import { story } from './story.js';
import { table } from './table.js';

const RESULTS = ['complete', 'cancelled', 'failed', 'switched_off', 'rate_limited', 'budget_exceeded', 'no_deployment_in_region',
  'blocked_by_guardrail', 'model_not_found', 'invalid_request', 'invalid_api_key', 'permission_denied', 'unsupported_feature',
  'context_length_exceeded', 'all_providers_failed', 'deadline_exceeded', 'overloaded', 'shutting_down'];

export function resultTag(result) {
  if (result === 'complete') return tag(result, 'good');
  return tag(result, result === 'cancelled' ? 'warn' : 'bad');
}

/** Finds decisions by their id, tenant, model, result and time. */
export async function decisions(main, { query }) {
  const id = h('input', { autocomplete: 'off', placeholder: 'req_…' });
  const tenant = h('input', { value: query.get('tenant') ?? '', autocomplete: 'off' });
  const model = h('input', { value: query.get('model') ?? '', autocomplete: 'off' });
  const result = h('input', { value: query.get('result') ?? '', autocomplete: 'off', placeholder: 'any' });
  const span = select([['1', 'last hour'], ['24', 'last day'], ['168', 'last week'], ['720', 'last 30 days']], '24');
  const found = table('Decisions, newest first', [
    { label: 'Id', cell: (row) => h('a', { href: `#decision/${part(row.id)}` }, row.id) },
    { label: 'When', cell: (row) => moment(row.at) },
    { label: 'Tenant', cell: (row) => row.tenant },
    { label: 'Model', cell: (row) => row.model },
    { label: 'Result', cell: (row) => resultTag(row.result) },
    { label: 'Served by', cell: (row) => row.deployment ?? '' },
    { label: 'Region', cell: (row) => row.region ?? '' },
    { label: 'Residency', cell: (row) => (row.guaranteed ? `${row.required} asked, ${row.guaranteed} kept` : `${row.required} asked`) },
  ], 'No decision is like that.');
  const note = h('p', { class: 'hint', role: 'status' });

  async function search() {
    const wanted = new URLSearchParams({ limit: 200, from: new Date(Date.now() - Number(span.value) * 3_600_000).toISOString() });
    for (const [name, input] of [['tenant', tenant], ['model', model], ['result', result]]) {
      if (input.value.trim()) wanted.set(name, input.value.trim());
    }
    const { decisions: rows } = await get(`/admin/v1/decisions?${wanted}`);
    found.fill(rows);
    note.textContent = rows.length === 200 ? 'The newest 200; narrow the search for others.' : `${rows.length} found.`;
  }

  main.append(
    heading('Decisions', 'Why a call was served as it was, or refused. Nothing of prompts or answers is kept.'),
    h('section', { class: 'sheet' }, h('form', {
      class: 'row',
      onsubmit: (event) => {
        event.preventDefault();
        if (id.value.trim()) location.hash = `#decision/${part(id.value.trim())}`;
        else search().catch((error) => { note.textContent = error.message; });
      },
    }, field('Id (x-request-id of the reply)', id), field('Tenant', tenant), field('Model', model),
    field('Result or refusal', result), suggestions(result, RESULTS), field('Time', span), h('button', { type: 'submit' }, 'Search'))),
    h('section', { class: 'sheet' }, note, found.element));
  await search();
}

/** One decision as a story. */
export async function decision(main, { rest }) {
  main.append(heading('Decision', h('code', {}, rest)), h('p', {}, h('a', { href: '#decisions' }, 'All decisions')));
  const found = await get(`/admin/v1/decisions/${part(rest)}`);
  main.append(h('section', { class: 'sheet' }, story(found)));
}
