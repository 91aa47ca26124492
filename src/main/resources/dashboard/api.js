/** The admin API, from the page's own origin. The session is in a cookie that scripts cannot read. */
let csrf = null;

export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const over = new EventTarget();

/** Runs the action when the session has ended. */
export function onSessionOver(action) {
  over.addEventListener('over', action);
}

export function sessionIsOver() {
  csrf = null;
  localStorage.removeItem('session');
  over.dispatchEvent(new Event('over'));
}

export async function send(method, path, body, headers = {}, signal = undefined) {
  const all = { ...headers };
  if (method !== 'GET' && csrf) all['x-serai-csrf'] = csrf;
  if (body !== undefined) all['content-type'] = 'application/json';
  return fetch(path, {
    method,
    headers: all,
    body: body === undefined ? undefined : JSON.stringify(body),
    credentials: 'same-origin',
    cache: 'no-store',
    signal,
  });
}

async function reply(response) {
  const json = await response.json().catch(() => ({}));
  if (!response.ok) {
    const error = json.error ?? {};
    if (response.status === 401) sessionIsOver();
    throw new ApiError(response.status, error.code ?? 'unknown', error.message ?? `the gateway answered ${response.status}`);
  }
  return { json, revision: response.headers.get('etag') };
}

export async function call(method, path, body, headers) {
  return reply(await send(method, path, body, headers));
}

export async function get(path) {
  return (await call('GET', path)).json;
}

/** Logs in; 401 here is a wrong key and no end of a session. */
export async function login(key) {
  const response = await send('POST', '/login', { key });
  const json = await response.json().catch(() => ({}));
  if (!response.ok) {
    const wait = response.headers.get('retry-after');
    const message = json.error?.message ?? `the gateway answered ${response.status}`;
    throw new ApiError(response.status, json.error?.code, response.status === 429 ? `Too many logins have failed. Try again in ${wait} s.` : message);
  }
  csrf = json.csrf;
  hint();
  return json;
}

/** Only a hint, so that the page does not ask for what is not there. */
function hint() {
  localStorage.setItem('session', 'begun');
}

/** The identity provider at which one may log in; null if there is none. */
export async function identityProvider() {
  const response = await send('GET', '/login');
  return response.ok ? (await response.json()).sso : null;
}

/** Takes note if the browser comes from there with a session. */
function comesBack() {
  if (location.search !== '?session') return;
  hint();
  history.replaceState(null, '', `/${location.hash}`);
}

/** The session that the browser has; null if it has none. */
export async function session() {
  comesBack();
  if (!localStorage.getItem('session')) return null;
  const response = await send('GET', '/admin/v1/session');
  if (!response.ok) return null;
  const json = await response.json();
  csrf = json.csrf;
  return json;
}

export async function logout() {
  const response = await send('DELETE', '/admin/v1/session');
  const json = await response.json().catch(() => ({}));
  sessionIsOver();
  // the identity provider has a session of its own
  if (json.logout) location.assign(json.logout);
}

export const part = encodeURIComponent;
