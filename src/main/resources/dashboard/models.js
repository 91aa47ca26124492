import { field, h, heading, select, suggestions, tag } from './dom.js';
import { call, get, part } from './api.js';
import { act, confirm, say } from './feedback.js';
import { moment } from './format.js';
import { fixed } from './table.js';

const SCOPES = ['model', 'deployment', 'provider', 'tenant', 'route', 'global'];

/** Kill switches, models and their deployments with weights. */
export async function models(main, { user }) {
  const can = user.role === 'operator';
  const place = h('div', { class: 'stack' });
  main.append(heading('Models and switches', can ? null : 'A viewer may look only.'), place);

  async function refresh() {
    const [{ switches }, registry, { models: all }] = await Promise.all([
      get('/admin/v1/kill-switches'), call('GET', '/admin/v1/deployments'), get('/admin/v1/models')]);
    const deployments = Object.entries(registry.json.deployments);
    place.replaceChildren(
      h('section', { class: 'sheet' }, list(switches), can ? thrower(deployments, all) : null),
      h('section', { class: 'sheet' }, weights(deployments, registry.revision, switches)),
      can ? h('section', { class: 'sheet' }, editor(all)) : null);
  }

  function list(switches) {
    return fixed('Kill switches that are on', [
      { label: 'What', cell: (row) => `${row.scope}/${row.name}` },
      { label: 'Mode', cell: (row) => tag(row.mode, row.mode === 'cut' ? 'bad' : 'warn') },
      { label: 'Reason', cell: (row) => row.reason },
      { label: 'By', cell: (row) => row.author },
      { label: 'Since', cell: (row) => moment(row.since) },
      { label: 'Until', cell: (row) => (row.until ? moment(row.until) : 'taken back') },
      {
        label: 'Change',
        cell: (row) => (can ? h('button', {
          type: 'button', class: 'small quiet', 'aria-label': `Take back ${row.scope}/${row.name}`, onclick: () => back(row),
        }, 'Take back') : ''),
      },
    ], switches, 'Nothing is switched off.');
  }

  async function back({ scope, name }) {
    if (await confirm(`Serve ${scope}/${name} again?`, 'Calls go there again at once.', 'Take back')) {
      await act(`${scope}/${name} is on again.`, () => call('DELETE', `/admin/v1/kill-switches/${part(scope)}/${part(name)}`), refresh);
    }
  }

  function thrower(deployments, all) {
    const scope = select(SCOPES, 'model', { name: 'scope' });
    const name = h('input', { name: 'name', required: true, maxlength: 200, autocomplete: 'off' });
    const words = {
      model: Object.keys(all), deployment: deployments.map(([id]) => id), provider: [...new Set(deployments.map(([, each]) => each.provider))],
    };
    const known = h('div');
    const suggest = () => {
      known.replaceChildren(suggestions(name, words[scope.value] ?? []));
      if (scope.value === 'global') name.value = 'all';
    };
    scope.addEventListener('change', suggest);
    suggest();
    return h('form', {
      class: 'row',
      onsubmit: (event) => {
        event.preventDefault();
        stop(scope.value, name.value.trim());
      },
    }, field('Switch off a', scope), h('div', {}, field('Named', name), known), h('button', { type: 'submit', class: 'danger' }, 'Switch off…'));
  }

  async function stop(scope, name) {
    const reason = h('input', { required: true, maxlength: 500, autocomplete: 'off' });
    const mode = select([['drain', 'drain: no new calls, streams go on to their end'], ['cut', 'cut: streams end too']], 'drain');
    const minutes = select([['', 'when somebody takes it back'], ['15', 'after 15 minutes'], ['60', 'after an hour'], ['480', 'after 8 hours'], ['1440', 'after a day']], '');
    const text = 'It holds for every call that begins from now on, here at once and in other processes within seconds.';
    if (await confirm(`Switch off ${scope}/${name}?`, text, 'Switch off', [field('Reason', reason), field('Mode', mode), field('It ends', minutes)])) {
      const body = { reason: reason.value, mode: mode.value };
      if (minutes.value) body.until = new Date(Date.now() + Number(minutes.value) * 60_000).toISOString();
      await act(`${scope}/${name} is switched off.`, () => call('PUT', `/admin/v1/kill-switches/${part(scope)}/${part(name)}`, body), refresh);
    }
  }

  function weights(deployments, revision, switches) {
    const off = new Set(switches.map((each) => `${each.scope}/${each.name}`));
    const state = ([id, each]) => [`deployment/${id}`, `model/${each.model}`, `provider/${each.provider}`, 'global/all'].find((path) => off.has(path));
    return fixed('Models and deployments', [
      { label: 'Deployment', cell: ([id]) => id },
      { label: 'Model', cell: ([, each]) => each.model },
      { label: 'State', cell: (row) => (state(row) ? tag(`off by ${state(row)}`, 'warn') : tag('served', 'good')) },
      { label: 'Provider', cell: ([, each]) => each.provider },
      { label: 'Region', cell: ([, each]) => (each.residency === 'eu' ? `${each.region}, EU` : each.region) },
      { label: 'Weight and priority', cell: ([id, each]) => (can ? share(id, each, revision) : `${each.weight}, priority ${each.priority}`) },
      {
        label: 'Stop',
        cell: ([id, each]) => (can ? h('span', { class: 'buttons' },
          h('button', { type: 'button', class: 'small danger', onclick: () => stop('model', each.model), 'aria-label': `Stop the model ${each.model}` }, 'Model…'),
          h('button', { type: 'button', class: 'small quiet', onclick: () => stop('deployment', id), 'aria-label': `Stop the deployment ${id}` }, 'Deployment…')) : ''),
      },
    ], [...deployments].sort(([, one], [, other]) => one.model.localeCompare(other.model)));
  }

  function share(id, each, revision) {
    const weight = h('input', { type: 'number', min: 0, max: 1000, value: each.weight, 'aria-label': `Weight of ${id}` });
    const priority = h('input', { type: 'number', min: 0, max: 100, value: each.priority, 'aria-label': `Priority of ${id}` });
    return h('form', {
      class: 'buttons',
      onsubmit: (event) => {
        event.preventDefault();
        const body = { ...each, weight: Number(weight.value), priority: Number(priority.value) };
        act(`${id} has weight ${body.weight} and priority ${body.priority}.`,
          () => call('PUT', `/admin/v1/deployments/${part(id)}`, body, { 'if-match': revision }), refresh);
      },
    }, weight, priority, h('button', { type: 'submit', class: 'small', 'aria-label': `Save ${id}` }, 'Save'));
  }

  function editor(all) {
    const name = select(Object.keys(all).sort(), Object.keys(all).sort()[0]);
    const text = h('textarea', { rows: 12, spellcheck: 'false' });
    const fill = () => { text.value = JSON.stringify(all[name.value], null, 2); };
    name.addEventListener('change', fill);
    fill();
    return h('details', {}, h('summary', {}, 'A model as a document'), h('form', {
      class: 'stack',
      onsubmit: (event) => {
        event.preventDefault();
        try {
          const body = JSON.parse(text.value);
          act(`The model ${name.value} is changed.`, () => call('PUT', `/admin/v1/models/${part(name.value)}`, body), refresh);
        } catch (error) {
          say(`This is no JSON: ${error.message}`);
        }
      },
    }, field('Model', name), field('Document', text, 'Put whole: deployments that it does not name go.'),
    h('div', { class: 'buttons' }, h('button', { type: 'submit' }, 'Put it in place'))));
  }

  await refresh();
}
