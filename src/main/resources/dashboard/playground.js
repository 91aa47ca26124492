import { field, h, heading, select, suggestions, facts } from './dom.js';
import { get, part, send, sessionIsOver } from './api.js';
import { problem, say } from './feedback.js';
import { LANGUAGES, snippet } from './snippets.js';
import { textOf } from './frames.js';
import { story } from './story.js';

const PATHS = ['/v1/chat/completions', '/v1/messages', '/v1/responses', '/v1/embeddings', '/v1/messages/count_tokens'];
const SHOWN = 500;
const TRIES = 12;

/** Sends a prompt as a client would, and shows all that comes back. */
export async function playground(main, { user }) {
  if (user.role !== 'operator') {
    main.append(heading('Playground', 'A viewer may look only: a call costs money.'));
    return null;
  }
  const [{ models }, { aliases }, { routes }] = await Promise.all([
    get('/admin/v1/models'), get('/admin/v1/aliases'), get('/admin/v1/routes')]);
  const open = routes.filter((route) => route.from.startsWith('platform-http:'));
  const port = open.find((route) => route.port)?.port ?? 8080;
  const path = h('input', { value: PATHS[0], required: true, autocomplete: 'off' });
  const key = h('input', { type: 'password', autocomplete: 'off', required: true });
  const model = h('input', { value: 'auto', required: true, autocomplete: 'off' });
  const prompt = h('textarea', { rows: 3 }, 'Say hello in five words.');
  const most = h('input', { type: 'number', min: 1, value: 128 });
  const stream = h('input', { type: 'checkbox', checked: true });
  const headers = h('textarea', { rows: 2, placeholder: 'x-serai-residency: eu', spellcheck: 'false' });
  const body = h('textarea', { rows: 6, spellcheck: 'false' });
  const base = h('input', { value: `${location.protocol}//${location.hostname}:${port}`, autocomplete: 'off' });
  const go = h('button', { type: 'submit' }, 'Send');
  const stop = h('button', { type: 'button', class: 'quiet', disabled: true }, 'Stop');
  const reply = h('div', { class: 'stack' }, h('p', { class: 'empty' }, 'What comes back appears here, and beside it what was decided.'));
  const decided = h('div');
  const language = select(LANGUAGES, LANGUAGES[0]);
  const code = h('pre', { tabindex: '0', 'aria-label': 'The request as a program' });

  function write() {
    body.value = JSON.stringify(asked(), null, 2);
    showCode();
  }

  function asked() {
    const messages = [{ role: 'user', content: prompt.value }];
    switch (path.value) {
      case '/v1/responses':
        return { model: model.value, input: prompt.value, max_output_tokens: Number(most.value), stream: stream.checked };
      case '/v1/embeddings':
        return { model: model.value, input: [prompt.value] };
      case '/v1/messages/count_tokens':
        return { model: model.value, messages };
      default:
        return { model: model.value, messages, max_tokens: Number(most.value), stream: stream.checked };
    }
  }

  function extra() {
    const lines = headers.value.split('\n').map((line) => line.trim()).filter(Boolean);
    return Object.fromEntries(lines.map((line) => [line.split(':')[0].trim().toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
  }

  function compact() {
    try {
      return JSON.stringify(JSON.parse(body.value));
    } catch {
      return body.value;
    }
  }

  function showCode() {
    code.textContent = snippet(language.value, { url: base.value + path.value, headers: extra(), body: compact() });
  }

  async function run() {
    const abort = new AbortController();
    stop.disabled = false;
    go.disabled = true;
    stop.onclick = () => abort.abort();
    decided.replaceChildren();
    try {
      await exchange(abort.signal);
    } catch (error) {
      reply.append(problem(abort.signal.aborted ? new Error('Stopped here.') : error));
    } finally {
      stop.disabled = true;
      go.disabled = false;
    }
  }

  async function exchange(signal) {
    const begun = performance.now();
    const response = await send('POST', '/admin/v1/playground', {
      path: path.value, headers: { authorization: `Bearer ${key.value}`, ...extra() }, body: compact(),
    }, {}, signal);
    const head = performance.now() - begun;
    const marked = response.headers.has('x-serai-playground');
    if (!marked && response.status === 401) sessionIsOver();
    const text = h('pre', { id: 'answer', tabindex: '0', 'aria-label': 'The answer' });
    const events = h('ol', { class: 'events', tabindex: '0', 'aria-label': 'What came, with the time since the request' });
    const state = h('p', { role: 'status' }, `${response.status} after ${head.toFixed(0)} ms`);
    const all = [...response.headers].filter(([name]) => name.startsWith('x-') || name === 'content-type' || name === 'retry-after');
    reply.replaceChildren(h('h2', {}, 'Reply'), state, text, h('details', { open: true }, h('summary', {}, 'Headers'), facts(all)),
      h('details', { open: true }, h('summary', {}, 'Events with their times'), events));
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const streamed = (response.headers.get('content-type') ?? '').startsWith('text/event-stream');
    let rest = '';
    let count = 0;
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const at = `${(performance.now() - begun).toFixed(1)} ms`;
      rest += read.value;
      const frames = rest.split('\n\n');
      rest = streamed ? frames.pop() : rest;
      for (const frame of streamed ? frames : []) {
        count += 1;
        text.append(textOf(frame));
        if (count <= SHOWN) events.append(h('li', {}, h('time', {}, at), h('code', {}, frame)));
      }
    }
    if (!streamed) {
      text.textContent = textOf(rest) || rest;
      events.append(h('li', {}, h('time', {}, `${(performance.now() - begun).toFixed(1)} ms`), h('code', {}, rest)));
    }
    state.textContent = `${response.status}, head after ${head.toFixed(0)} ms, ended after ${(performance.now() - begun).toFixed(0)} ms`
      + `${streamed ? `, ${count} events` : ''}`;
    await explain(response.headers.get('x-request-id'), marked);
  }

  /** The record is written a moment after the call's end. */
  async function explain(id, marked) {
    if (!id || !marked || path.value.endsWith('count_tokens')) return;
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const { decisions } = await get(`/admin/v1/decisions?id=${part(id)}`);
      if (decisions.length) {
        decided.replaceChildren(h('h2', {}, 'What was decided'), story(await get(`/admin/v1/decisions/${part(id)}`)));
        return;
      }
      await new Promise((resolve) => { setTimeout(resolve, 250); });
    }
    say('The record of this call is not there yet: look under “Decisions”.');
  }

  [model, prompt, most, stream, path].forEach((input) => input.addEventListener('input', write));
  [headers, body, base, language].forEach((input) => input.addEventListener('input', showCode));
  write();
  main.append(heading('Playground', 'A call like any other: it is counted, guarded and paid for.'), h('div', { class: 'grid' },
    h('section', { class: 'sheet' }, h('form', {
      class: 'stack',
      onsubmit: (event) => {
        event.preventDefault();
        run();
      },
    }, field('Path', path), suggestions(path, [...new Set([...PATHS, ...open.map((route) => route.from.slice('platform-http:'.length))])]),
    field("Client's key", key, 'It is sent with this call, and kept nowhere.'),
    field('Model', model), suggestions(model, ['auto', 'auto:best', 'auto:balanced', 'auto:cheap', 'auto:fast', ...Object.keys(aliases), ...Object.keys(models)]),
    field('Prompt', prompt), field('Longest answer in tokens', most), h('label', {}, stream, 'As a stream'),
    field('Further headers, one a line', headers), field('Body', body, 'Written from the fields above; change it as you like.'),
    h('div', { class: 'buttons' }, go, stop))),
    h('section', { class: 'sheet' }, reply, decided)),
  h('section', { class: 'sheet' }, h('h2', {}, 'As a program'), h('div', { class: 'grid' }, field('Language', language), field('Base URL of the client API', base)), code,
    h('button', { type: 'button', class: 'quiet', onclick: () => navigator.clipboard.writeText(code.textContent).then(() => say('Copied.')) }, 'Copy')));
  return null;
}
