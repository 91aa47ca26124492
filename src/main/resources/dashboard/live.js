import { h, heading, bar } from './dom.js';
import { sessionIsOver, session } from './api.js';
import { age, millis, number, percent, rate, usd } from './format.js';
import { plot } from './plots.js';
import { liveTables } from './live-tables.js';

const CARDS = [
  ['Calls per second', (d) => rate(d['per-second'].calls), (d) => `${number(d.total.calls)} since the start`],
  ['Refusals per second', (d) => rate(d['per-second'].refusals), (d) => `${number(d.total.refusals)} since the start`],
  ['Latency, median', (d) => millis(d['latency-ms'].p50), (d) => `p99 ${millis(d['latency-ms'].p99)}`],
  ['First token, median', (d) => millis(d['first-token-ms'].p50), (d) => `p99 ${millis(d['first-token-ms'].p99)}`],
  ['Own overhead, median', (d) => millis(d['overhead-ms'].p50), (d) => `p99 ${millis(d['overhead-ms'].p99)}`],
  ['Tokens per second', (d) => rate(d['per-second']['output-tokens']), (d) => `and ${rate(d['per-second']['input-tokens'])} of input`],
  ['Spent today', (d) => usd(d.spend['today-usd']), (d) => d.spend.problem ?? `${usd(d.spend['month-usd'])} this month`],
  ['Failed attempts', (d) => number(d.total['failed-turns']), (d) => `${rate(d['per-second']['failed-turns'])} per second`],
  ['In flight', (d) => number(d.total['in-flight']), (d) => `${number(d.total.websockets)} WebSockets`],
  ['Registry', (d) => `r${d.registry.revision}`, (d) => age(d.registry['age-seconds'])],
  ['Kill switches', (d) => (d.switches.on ? `${d.switches.on} on` : 'none on'), (d) => `r${d.switches.revision}, ${age(d.switches['age-seconds'])}`],
];

/** What the gateway does now: a snapshot a second. */
export function live(main) {
  const state = h('span', {}, 'Connecting…');
  const cards = CARDS.map(([title]) => [h('span'), h('small'), title]);
  const plots = [
    [plot('Calls and refusals', ['calls/s', 'refusals/s'], rate), (d) => ({ 'calls/s': d['per-second'].calls, 'refusals/s': d['per-second'].refusals })],
    [plot('Latency of the last minute', ['median', 'p99'], millis), (d) => ({ median: d['latency-ms'].p50, p99: d['latency-ms'].p99 })],
    [plot('Tokens', ['output/s', 'input/s'], rate), (d) => ({ 'output/s': d['per-second']['output-tokens'], 'input/s': d['per-second']['input-tokens'] })],
    [plot('Spend on exploration by model', [], usd, { open: true }), (d) => Object.fromEntries(d.bandit.models
      .filter((each) => each['exploration-usd'] > 0)
      .sort((one, other) => other['exploration-usd'] - one['exploration-usd'])
      .map((each) => [each.model, each['exploration-usd']]))],
  ];
  const tables = liveTables();
  const residency = h('ul', { class: 'bars' });
  main.append(
    heading('Live', state),
    h('dl', { class: 'cards' }, cards.map(([value, note, title]) => h('div', {}, h('dt', {}, title), h('dd', {}, value, note)))),
    h('section', { class: 'sheet' }, tables.deployments.element),
    h('div', { class: 'grid narrow' }, plots.map(([each]) => each.element)),
    h('div', { class: 'grid wide' },
      h('section', { class: 'sheet' }, tables.refusals.element),
      h('section', { class: 'sheet' }, tables.spend.element),
      h('section', { class: 'sheet' }, tables.bandit),
      h('section', { class: 'sheet' }, tables.guards.element),
      h('section', { class: 'sheet' }, h('h2', {}, 'Where calls were served'), residency)),
  );

  function show(data) {
    state.textContent = `as of ${new Date(data.at).toLocaleTimeString('en-GB')}, percentiles of the last minute`;
    CARDS.forEach(([, value, note], index) => {
      cards[index][0].textContent = value(data);
      cards[index][1].textContent = note(data);
    });
    plots.forEach(([each, point]) => each.add(Date.parse(data.at) / 1000, point(data)));
    tables.show(data);
    const calls = Object.entries(data.residency.calls);
    const all = calls.reduce((sum, [, count]) => sum + count, 0);
    const words = { eu: 'kept in the EU', any: 'anywhere', gone: 'by deployments that are gone' };
    const bars = [...calls.map(([name, count]) => [words[name] ?? name, count]),
      ...Object.entries(data.residency.regions).map(([name, count]) => [`region ${name}`, count])];
    residency.replaceChildren(...(bars.length ? bars.map(([name, count]) => h('li', {}, bar(name, count / all, `${number(count)} (${percent(count / all)})`)))
      : [h('li', { class: 'empty' }, 'No calls yet.')]));
  }

  const source = new EventSource('/admin/v1/live');
  source.onmessage = (event) => show(JSON.parse(event.data));
  source.onerror = async () => {
    if (source.readyState === EventSource.CLOSED) {
      state.textContent = 'The figures have stopped.';
      if (!(await session())) sessionIsOver();
    }
  };
  return () => {
    source.close();
    plots.forEach(([each]) => each.close());
  };
}


