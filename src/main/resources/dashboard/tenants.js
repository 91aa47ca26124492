import { field, h, heading, select, tag } from './dom.js';
import { call, get, part } from './api.js';
import { act, confirm, tell } from './feedback.js';
import { moment, number, usd } from './format.js';
import { fixed } from './table.js';

const LIMITS = [
  ['usd-per-day', 'USD per day'], ['usd-per-month', 'USD per month'], ['requests-per-minute', 'Requests per minute'],
  ['tokens-per-minute', 'Tokens per minute'], ['concurrent', 'Calls at once'],
];

function limitFields(limits = {}) {
  return LIMITS.map(([name, label]) => [name, h('input', {
    type: 'number', min: 0, step: name.startsWith('usd') ? '0.000001' : 1, value: limits[name] ?? '', placeholder: 'no limit',
  }), label]);
}

function limitsOf(fields) {
  return Object.fromEntries(fields.filter(([, input]) => input.value !== '').map(([name, input]) => [name, Number(input.value)]));
}

function words(limits) {
  const said = LIMITS.filter(([name]) => limits?.[name] !== undefined && limits[name] !== null)
    .map(([name, label]) => `${limits[name]} ${label}`);
  return said.length ? said.join(', ') : 'no limits';
}

/** Tenants with what they spent, their budgets, and their keys. */
export async function tenants(main, { user }) {
  const can = user.role === 'operator';
  const place = h('div', { class: 'stack' });
  main.append(heading('Tenants and keys', can ? null : 'A viewer may look only.'), place);

  async function refresh() {
    const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    const today = new Date().toISOString().slice(0, 10);
    const [all, keys, day, month] = await Promise.all([
      call('GET', '/admin/v1/tenants'), get('/admin/v1/keys'),
      get(`/admin/v1/usage?by=tenant&from=${today}&to=${tomorrow}`), get('/admin/v1/usage?by=tenant')]);
    const used = (report, id) => report.rows.find((row) => row.tenant === id);
    const rows = Object.entries(all.json.tenants);
    place.replaceChildren(
      h('section', { class: 'sheet' }, fixed('Tenants', [
        { label: 'Tenant', cell: ([id]) => id },
        { label: 'Residency', cell: ([, each]) => tag(each.residency, each.residency === 'eu' ? 'good' : '') },
        { label: 'Spent today (UTC)', num: true, cell: ([id]) => usd(Number(used(day, id)?.['cost-usd'] ?? 0)) },
        { label: 'This month', num: true, cell: ([id]) => usd(Number(used(month, id)?.['cost-usd'] ?? 0)) },
        { label: 'Calls this month', num: true, cell: ([id]) => number(used(month, id)?.calls ?? 0) },
        { label: 'Limits', cell: ([, each]) => words(each.limits) },
        {
          label: 'Change',
          cell: ([id, each]) => h('span', { class: 'buttons' },
            can ? h('button', { type: 'button', class: 'small', 'aria-label': `Budgets of ${id}`, onclick: () => budgets(id, each, all.revision) }, 'Budgets…') : null,
            h('a', { href: `#decisions?tenant=${part(id)}`, 'aria-label': `Decisions of ${id}` }, 'Decisions')),
        },
      ], rows), can ? h('div', { class: 'buttons' }, h('button', { type: 'button', class: 'quiet', onclick: create }, 'New tenant…')) : null),
      h('section', { class: 'sheet' }, keyTable(keys.keys),
        can ? h('div', { class: 'buttons' }, h('button', { type: 'button', onclick: () => newKey(rows.map(([id]) => id)) }, 'New key…')) : null));
  }

  async function budgets(id, tenant, revision) {
    const fields = limitFields(tenant.limits);
    if (await confirm(`Budgets of ${id}`, 'They hold for the next request; what is spent stays counted. Empty means no limit.', 'Save',
      fields.map(([, input, label]) => field(label, input)))) {
      const limits = limitsOf(fields);
      const body = { ...tenant, limits };
      if (!Object.keys(limits).length) delete body.limits;
      await act(`${id} has ${words(limits)}.`, () => call('PUT', `/admin/v1/tenants/${part(id)}`, body, { 'if-match': revision }), refresh);
    }
  }

  async function create() {
    const id = h('input', { required: true, maxlength: 100, autocomplete: 'off' });
    const residency = select([['any', 'anywhere'], ['eu', 'in the EU only']], 'any');
    if (await confirm('New tenant', 'It can call once it has a key.', 'Create', [field('Id', id), field('Its data may be processed', residency)])) {
      await act(`The tenant ${id.value} is there.`, () => call('PUT', `/admin/v1/tenants/${part(id.value)}`, { residency: residency.value }), refresh);
    }
  }

  function keyTable(keys) {
    return fixed('Keys', [
      { label: 'Key', cell: (key) => key.id },
      { label: 'Tenant', cell: (key) => (key.team ? `${key.tenant}/${key.team}` : key.tenant) },
      { label: 'Name', cell: (key) => key.name ?? '' },
      { label: 'State', cell: (key) => (key.valid ? tag('valid', 'good') : tag('over', 'bad')) },
      { label: 'Created', cell: (key) => moment(key.created) },
      { label: 'Limits', cell: (key) => words(key.limits) },
      {
        label: 'Change',
        cell: (key) => (can ? h('span', { class: 'buttons' },
          h('button', { type: 'button', class: 'small quiet', 'aria-label': `Limits of the key ${key.id}`, onclick: () => limits(key) }, 'Limits…'),
          h('button', { type: 'button', class: 'small danger', 'aria-label': `Revoke the key ${key.id}`, onclick: () => revoke(key) }, 'Revoke…')) : ''),
      },
    ], keys);
  }

  async function newKey(ids) {
    const tenant = select(ids, ids[0]);
    const name = h('input', { maxlength: 100, autocomplete: 'off' });
    const fields = limitFields();
    if (await confirm('New key', 'It is shown once, and kept as a hash only.', 'Create', [field('Tenant', tenant), field('Name', name),
      ...fields.map(([, input, label]) => field(label, input))])) {
      const body = { tenant: tenant.value };
      if (name.value) body.name = name.value;
      if (Object.keys(limitsOf(fields)).length) body.limits = limitsOf(fields);
      const made = await act('The key is made.', () => call('POST', '/admin/v1/keys', body), refresh);
      if (made) tell('The new key', h('p', {}, 'Copy it now: it is never shown again.'), h('p', {}, h('code', { id: 'new-key' }, made.key)));
    }
  }

  async function limits(key) {
    const fields = limitFields(key.limits);
    if (await confirm(`Limits of the key ${key.id}`, 'In the place of all that it had.', 'Save', fields.map(([, input, label]) => field(label, input)))) {
      await act(`The key ${key.id} has ${words(limitsOf(fields))}.`, () => call('PUT', `/admin/v1/keys/${part(key.id)}/limits`, limitsOf(fields)), refresh);
    }
  }

  async function revoke(key) {
    if (await confirm(`Revoke the key ${key.id}?`, 'It stops at once, and cannot be brought back: only its hash is kept.', 'Revoke')) {
      await act(`The key ${key.id} is revoked.`, () => call('DELETE', `/admin/v1/keys/${part(key.id)}`), refresh);
    }
  }

  await refresh();
}
