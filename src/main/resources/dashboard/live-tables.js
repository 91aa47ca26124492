import { h, tag } from './dom.js';
import { millis, number, percent, usd } from './format.js';
import { table } from './table.js';

function health(row) {
  if (row['switched-off']) return tag(`off by ${row['switched-off']}`, 'warn');
  if (row.breaker === 'open') return tag('breaker open', 'bad');
  if (row.breaker === 'half-open') return tag('breaker half open', 'warn');
  if (row['failed-minute'] > 0) return tag('failing', 'bad');
  return row['calls-minute'] > 0 ? tag('good', 'good') : tag('idle');
}

/** What needs a look comes first. */
function urgency(row) {
  const broken = row.breaker === 'open' ? 2 : row.breaker === 'half-open' ? 1 : 0;
  return [row['failed-minute'] + broken * 1000, row['calls-minute'], row.calls];
}

function byUrgency(one, other) {
  const [a, b] = [urgency(one), urgency(other)];
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? one.deployment.localeCompare(other.deployment) : b[at] - a[at];
}

function budget(spent, limit) {
  if (limit === null || limit === undefined) return 'no limit';
  const share = limit > 0 ? spent / limit : 1;
  return h('span', {}, h('meter', {
    min: 0, max: 1, low: 0.8, high: 0.95, optimum: 0, value: Math.min(1, share), 'aria-label': `${percent(share)} of ${usd(limit)}`,
  }), ` ${percent(share)} of ${usd(limit)}`);
}

/** The tables of the live view. */
export function liveTables() {
  const deployments = table('Deployments, failing ones first', [
    { label: 'Deployment', cell: (row) => row.deployment },
    { label: 'Model', cell: (row) => row.model },
    { label: 'State', cell: health },
    { label: 'Failed, last minute', num: true, cell: (row) => number(row['failed-minute']) },
    { label: 'Calls, last minute', num: true, cell: (row) => number(row['calls-minute']) },
    { label: 'Median', num: true, cell: (row) => millis(row['p50-ms']) },
    { label: 'Calls', num: true, cell: (row) => number(row.calls) },
    { label: 'Failed', num: true, cell: (row) => number(row.failed) },
    { label: 'Spent', num: true, cell: (row) => usd(row.usd) },
    { label: 'Provider', cell: (row) => row.provider },
    { label: 'Region', cell: (row) => (row.residency === 'eu' ? `${row.region}, EU` : row.region) },
  ]);
  const refusals = table('Refusals by cause', [
    { label: 'Cause', cell: (row) => h('a', { href: `#decisions?result=${encodeURIComponent(row.code)}` }, row.code) },
    { label: 'Last minute', num: true, cell: (row) => number(row.minute) },
    { label: 'Since the start', num: true, cell: (row) => number(row.total) },
  ], 'Nothing was refused.');
  const spend = table('Spend by tenant', [
    { label: 'Tenant', cell: (row) => row.tenant },
    { label: 'Today', num: true, cell: (row) => usd(row['today-usd']) },
    { label: 'Budget of the day', cell: (row) => budget(row['today-usd'], row['day-budget-usd']) },
    { label: 'This month', num: true, cell: (row) => usd(row['month-usd']) },
    { label: 'Budget of the month', cell: (row) => budget(row['month-usd'], row['month-budget-usd']) },
    { label: 'Calls today', num: true, cell: (row) => number(row['calls-today']) },
    { label: 'Refused today', num: true, cell: (row) => number(row['refusals-today']) },
  ], 'Nobody has spent anything this month.');
  const guards = table('Guard verdicts', [
    { label: 'Found', cell: (row) => row.finding },
    { label: 'Done', cell: (row) => row.action },
    { label: 'In', cell: (row) => row.direction },
    { label: 'Since the start', num: true, cell: (row) => number(row.total) },
  ], 'The guardrails have found nothing.');
  const arms = table('Learning router, by model', [
    { label: 'Model', cell: (row) => row.model },
    { label: 'Share', num: true, cell: (row) => percent(row.share) },
    { label: 'Choices', num: true, cell: (row) => number(row.decisions) },
    { label: 'Reward', num: true, cell: (row) => (row.reward === null ? '–' : `${number(row.reward, 2)} of ${number(row.rewards)}`) },
    { label: 'Regret', num: true, cell: (row) => number(row.regret, 3) },
    { label: 'Explored', num: true, cell: (row) => number(row.explored) },
    { label: 'Spent', num: true, cell: (row) => usd(row['spend-usd']) },
    { label: 'of it exploring', num: true, cell: (row) => usd(row['exploration-usd']) },
  ], 'The learning router has chosen nothing yet.');
  const saving = h('p', { id: 'saving' });

  function show(data) {
    deployments.fill([...data.deployments].sort(byUrgency));
    refusals.fill(data.refusals);
    spend.fill(data.spend.tenants ?? []);
    guards.fill([...data.guards].sort((one, other) => other.total - one.total));
    arms.fill([...data.bandit.models].sort((one, other) => other.decisions - one.decisions));
    saving.textContent = verdict(data.bandit);
  }
  return { deployments, refusals, spend, guards, bandit: h('div', {}, saving, arms.element), show };
}

/** Whether the router saves money, in one sentence, by its own estimates at the moment of each choice. */
export function verdict(bandit) {
  if (!bandit.decisions) return '';
  const best = bandit['best-quality-usd'];
  const own = bandit['expected-usd'];
  if (!(best > 0)) return `${number(bandit.decisions)} choices, of which ${number(bandit.explored)} explored.`;
  const saved = 1 - own / best;
  const words = saved >= 0 ? `saves ${percent(saved)}` : `costs ${percent(-saved)} more`;
  return `The router ${words}: it expected its choices to cost ${usd(own)}, and the model of best quality each time ${usd(best)}. `
    + `${usd(bandit['exploration-usd'])} went into exploration.`;
}
