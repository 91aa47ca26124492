import { bar, facts, h, tag } from './dom.js';
import { micros, millis, moment, number, percent, usd } from './format.js';
import { fixed } from './table.js';

const STAGES = {
  admission: 'Let in', residency: 'Residency', 'kill-switch': 'Kill switches', quota: 'Budgets and rates',
  'guard-input': 'Guardrails on the prompt', choose: 'Choice', call: 'Calls of providers', 'guard-output': 'Guardrails on the answer',
};

/** What a refusal means, and what puts it right. */
const MEANINGS = {
  switched_off: 'An operator switched it off. Take the switch back under “Models and switches”.',
  rate_limited: 'There was no room in a limit of requests, tokens or calls at once. See “Tenants and keys”.',
  budget_exceeded: 'What it could have cost did not fit into a budget. See “Tenants and keys”.',
  no_deployment_in_region: 'Its data must stay in the EU, and no deployment that may be used guarantees that.',
  blocked_by_guardrail: 'A guardrail found what the policy forbids.',
  model_not_found: 'The name is no model or alias of this gateway, or not one that the key may use.',
  invalid_api_key: 'The key is not known, or over.',
  invalid_request: 'The request could not be understood.',
  permission_denied: 'The key may not do this.',
  all_providers_failed: 'Every deployment that was allowed was tried, and failed.',
  deadline_exceeded: 'The deadline passed before an answer began.',
  context_length_exceeded: 'The prompt is too long for every deployment that is allowed.',
  unsupported_feature: 'No deployment that is allowed can do what was asked for.',
  overloaded: 'More at once than this process takes.',
  failed: 'The stream broke off in its middle.',
  cancelled: 'The client left before the end.',
};

function headline({ record: it, result }) {
  if (result === 'complete') {
    return `Answered by ${it.receipt?.deployment ?? 'a deployment'} in ${millis(it.total_ms)} for ${usd((it.cost_micro_usd ?? 0) / 1e6)}.`;
  }
  const by = it.switch ? ` The switch was ${it.switch}.` : '';
  return `${it.status ? `Refused with ${it.status} ${result}.` : `Ended as ${result}.`} ${MEANINGS[result] ?? ''}${by}`;
}

function item(title, stopped, ...content) {
  return h('li', { class: stopped ? 'stopped' : null }, h('h2', {}, title), content);
}

function stage(step, last) {
  const removed = step.removed ?? [];
  return item(STAGES[step.stage] ?? step.stage, last,
    h('p', {}, step.note || (removed.length ? `took ${removed.length} out` : 'nothing changed')),
    removed.length ? h('ul', { class: 'reasons' }, removed.map((each) => h('li', {}, each))) : null);
}

function choice(it) {
  if (!it.ranked) return null;
  const routing = it.routing;
  return item('What was put first', false,
    facts([['Policy', it.policy], ['Propensity of the first', percent(it.propensity)], ['Order', it.ranked.join(', ')],
      routing && ['Objective', `${routing.objective}: quality − ${routing.cost_weight} × cost − ${routing.latency_weight} × seconds`],
      routing && ['Explored', routing.explored ? 'yes: another model promised more' : 'no: the one that promised most'],
      routing?.shadow && ['Shadow', 'only written down; another strategy decided'],
      routing?.fallback && ['Fallback', 'another model than the first served']]),
    routing ? fixed('Candidates and their scores', [
      { label: 'Model', cell: (each) => each.model },
      { label: 'Quality', num: true, cell: (each) => number(each.quality, 3) },
      { label: 'Expected cost', num: true, cell: (each) => usd(each.usd) },
      { label: 'First token', num: true, cell: (each) => millis(each.seconds * 1000) },
      { label: 'Utility', num: true, cell: (each) => number(each.utility, 3) },
      { label: 'Propensity', num: true, cell: (each) => percent(each.propensity) },
      { label: 'Deployment', cell: (each) => each.deployment },
    ], routing.candidates) : null);
}

function attempts(it) {
  const all = it.attempts ?? [];
  if (!all.length) return null;
  const longest = Math.max(...all.map((each) => each.ms ?? 0), 1);
  return item('Attempts', false, fixed('In their order', [
    { label: 'Deployment', cell: (each) => each.deployment },
    { label: 'Result', cell: (each) => (each.failure ? tag([each.failure.kind, each.failure.code, each.failure.status].filter(Boolean).join(' '), 'bad')
      : each.called ? tag('answered', 'good') : tag('not called', 'warn')) },
    { label: 'To the first byte, or the failure', cell: (each) => (each.called ? bar('', each.ms / longest, millis(each.ms)) : '') },
    { label: 'Provider', cell: (each) => each.provider ?? '' },
    { label: 'Region', cell: (each) => each.region ?? '' },
    { label: 'Cost', num: true, cell: (each) => (each.cost_micro_usd ? usd(each.cost_micro_usd / 1e6) : '') },
  ], all));
}

function answer(it) {
  if (!it.receipt) return null;
  const used = it.usage ?? {};
  return item('Answer and receipt', false, facts([
    ['Served by', `${it.receipt.deployment} at ${it.receipt.provider}, ${it.receipt.host}`],
    ['Region', `${it.receipt.region}, guarantees ${it.receipt.residency}`],
    ['Tokens', `${number(used.input_tokens)} in (${number(used.cache_read_tokens)} from cache), ${number(used.output_tokens)} out`
      + `${used.reasoning_tokens ? `, ${number(used.reasoning_tokens)} of them reasoning` : ''}${used.estimated ? ', estimated' : ''}`],
    ['Cost', usd((it.cost_micro_usd ?? 0) / 1e6)],
    ['Price', it.price ? Object.entries(it.price).map(([name, day]) => `${name} ${day}`).join(', ') : null],
    ['First byte', millis(it.first_byte_ms)], ['Total', millis(it.total_ms)], ['Own time', micros(it.overhead_us)],
    ['Signal', it.signal], ['Broke off', it.failure ? Object.values(it.failure).join(' ') : null]]));
}

/** The record of one decision, in the order in which it happened. */
export function story(found) {
  const it = found.record ?? {};
  const refused = found.result !== 'complete';
  const steps = it.steps ?? [];
  return h('div', {}, h('p', { class: refused ? 'problem' : null, id: 'headline' }, headline({ ...found, record: it })),
    h('ol', { class: 'story' },
      item('Request', !steps.length && refused, facts([
        ['At', moment(found.at)], ['Tenant', it.team ? `${it.tenant}/${it.team}` : it.tenant], ['Key', it.key],
        ['Asked for', it.model], ['By', it.route && `${it.route}, ${it.dialect}${it.stream ? ', as a stream' : ''}`],
        ['Residency asked', it.required], ['Revisions', it.revision && `registry ${it.revision.registry}, switches ${it.revision.switches}`]])),
      steps.map((step, index) => stage(step, refused && index === steps.length - 1)),
      choice(it), attempts(it), answer(it),
      found.feedback ? item('Feedback', false, facts([['Score', number(found.feedback.score, 2)], ['Reason', found.feedback.reason],
        ['By the key', found.feedback.key], ['At', moment(found.feedback.at)]])) : null));
}
