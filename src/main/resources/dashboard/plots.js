import uPlot from './uplot.js';
import { h } from './dom.js';
import { fixed } from './table.js';

const POINTS = 300;
const TOLD = 15;
const COLOURS = ['one', 'two', 'three', 'four', 'five', 'six'];

/** The page's colours in the theme of now; a probe, since variables hold both themes. */
function colour(name) {
  const probe = h('span');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/**
 * A plot of the last minutes with a caption, a key with the values of now, and the same values as a table.
 * `series` are names; `format` writes a value. With `open` series come as they are named by the points.
 */
export function plot(title, series, format, { open = false } = {}) {
  const names = [...series];
  const times = [];
  const values = names.map(() => []);
  const box = h('div', { class: 'plot', role: 'img', 'aria-label': title });
  const keys = h('span', { class: 'buttons' });
  const rows = h('div');
  const more = h('details', { ontoggle: () => list() }, h('summary', {}, `${title} as a table`), rows);
  const element = h('figure', { class: 'sheet' }, h('figcaption', {}, h('h2', {}, title), keys), box, more);
  let chart = null;

  function draw() {
    chart?.destroy();
    const axis = { stroke: colour('soft'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line') } };
    chart = new uPlot({
      width: Math.max(200, box.clientWidth),
      height: 160,
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: (self, low, high) => [0, high > 0 ? high * 1.1 : 1] } },
      axes: [
        { ...axis, values: (self, ticks) => ticks.map((tick) => new Date(tick * 1000).toLocaleTimeString('en-GB')) },
        { ...axis, size: 80, values: (self, ticks) => ticks.map(format) },
      ],
      series: [{}, ...names.map((name, index) => ({
        label: name, stroke: colour(COLOURS[index % COLOURS.length]), width: 2, spanGaps: true, points: { show: false },
      }))],
    }, [times, ...values], box);
  }

  function list() {
    if (!more.open) return;
    const columns = [{ label: 'Time', cell: (at) => new Date(times[at] * 1000).toLocaleTimeString('en-GB') },
      ...names.map((name, index) => ({ label: name, num: true, cell: (at) => format(values[index][at]) }))];
    const last = times.map((time, at) => at).slice(-TOLD).reverse();
    rows.replaceChildren(fixed(title, columns, last));
  }

  /** Adds a point: values by name. */
  function add(at, point) {
    let grown = false;
    for (const name of open ? Object.keys(point) : []) {
      if (!names.includes(name) && names.length < COLOURS.length) {
        names.push(name);
        values.push(times.map(() => null));
        grown = true;
      }
    }
    times.push(at);
    names.forEach((name, index) => values[index].push(point[name] ?? null));
    if (times.length > POINTS) [times, ...values].forEach((column) => column.shift());
    const words = names.map((name) => `${name} ${format(point[name] ?? null)}`);
    box.setAttribute('aria-label', `${title}: ${words.join(', ') || 'nothing yet'}`);
    keys.replaceChildren(...words.map((word, index) => h('span', { class: `key ${COLOURS[index]}` }, word)));
    if (grown || !chart) draw();
    else chart.setData([times, ...values]);
    list();
  }

  const watch = new ResizeObserver(() => chart?.setSize({ width: Math.max(200, box.clientWidth), height: 160 }));
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  watch.observe(box);
  scheme.addEventListener('change', draw);
  addEventListener('themechange', draw);

  function close() {
    watch.disconnect();
    scheme.removeEventListener('change', draw);
    removeEventListener('themechange', draw);
    chart?.destroy();
  }

  return { element, add, close };
}
