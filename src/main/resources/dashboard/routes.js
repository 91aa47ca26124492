import { h, heading, tag } from './dom.js';
import { get } from './api.js';
import { micros, number } from './format.js';

/** The routes as they are loaded now: the chain first, with what each step has done. */
export async function routes(main) {
  const place = h('div', { class: 'stack' });
  main.append(heading('Routes', 'As the gateway has loaded them. Times are means since the start, with all that a step calls.'),
    h('div', { class: 'buttons' }, h('button', { type: 'button', onclick: () => refresh() }, 'Measure again')), place);

  async function refresh() {
    const { routes: all } = await get('/admin/v1/routes');
    const byPath = new Map(all.map((route) => [route.from, route]));
    const groups = [
      ['The chain', (route) => route.id === 'chat'],
      ['Ways in', (route) => route.from.startsWith('platform-http:') || ['websocket-chat', 'grpc-chat'].includes(route.id) || /jms|sqs|queue|job/.test(route.id)],
      ['Inner routes', (route) => route.from.startsWith('direct:') && !route.id.startsWith('provider-')],
      ['Deployments', (route) => route.id.startsWith('provider-')],
      ['Management and timers', () => true],
    ];
    const left = new Set(all);
    place.replaceChildren(...groups.map(([title, belongs], index) => {
      const own = [...left].filter(belongs);
      own.forEach((route) => left.delete(route));
      return own.length ? h('section', { class: 'sheet' }, h('h2', {}, title), own.map((route) => one(route, byPath, index === 0))) : null;
    }).filter(Boolean));
  }

  await refresh();
}

function times(runs) {
  return runs === 1 ? '1 run' : `${number(runs)} runs`;
}

function one(route, byPath, open) {
  const runs = route.steps.length ? Math.max(...route.steps.map((step) => step.runs)) : 0;
  return h('details', { open }, h('summary', {}, h('strong', {}, route.id), ` ${route.description} `,
    tag(route.status, route.status === 'Started' ? 'good' : 'warn'), runs ? ` ${times(runs)}` : ''),
  h('p', { class: 'code' }, route.from), list(route.steps, byPath, new Set([route.from])));
}

function list(steps, byPath, above) {
  return h('ol', { class: 'steps' }, steps.map((step) => {
    const next = step.to && !above.has(step.to) ? byPath.get(step.to) : null;
    return h('li', {}, h('div', { class: 'step' },
      h('span', {}, h('strong', {}, step.id), ' ', h('span', { class: 'hint' }, step.kind)),
      h('span', {}, step.description, step.to ? [' → ', h('span', { class: 'code' }, step.to)] : null),
      h('span', { class: 'num' }, step.runs ? `${times(step.runs)}, ${micros(step['mean-us'])}` : 'not run',
        step.failures ? [' ', tag(`${number(step.failures)} refused or failed`, 'warn')] : null)),
    step.steps ? list(step.steps, byPath, above) : null,
    next ? h('details', { open: above.size < 2 }, h('summary', {}, `${next.id}: ${next.description}`), list(next.steps, byPath, new Set([...above, step.to]))) : null);
  }));
}
