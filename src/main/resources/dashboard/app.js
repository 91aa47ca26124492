import { h } from './dom.js';
import { identityProvider, login, logout, onSessionOver, session } from './api.js';
import { problem } from './feedback.js';
import { live } from './live.js';
import { models } from './models.js';
import { tenants } from './tenants.js';
import { decisions, decision } from './decisions.js';
import { playground } from './playground.js';
import { routes } from './routes.js';
import { audit } from './audit.js';

/** Each view fills the page and gives back what is to be run when it is left. */
const VIEWS = {
  live: ['Live', live],
  models: ['Models and switches', models],
  tenants: ['Tenants and keys', tenants],
  decisions: ['Decisions', decisions],
  playground: ['Playground', playground],
  routes: ['Routes', routes],
  audit: ['Audit log', audit],
};

const main = document.getElementById('main');
const nav = document.getElementById('nav');
let user = null;
let leave = () => {};

function shown() {
  const [name, ...rest] = location.hash.slice(1).split('/');
  return [name || 'live', rest.map(decodeURIComponent).join('/')];
}

async function show() {
  leave();
  leave = () => {};
  if (!user) {
    showLogin();
    return;
  }
  const [name, rest] = shown();
  const [bare] = name.split('?');
  const view = bare === 'decision' ? decision : (VIEWS[bare] ?? VIEWS.live)[1];
  nav.querySelectorAll('a').forEach((link) => {
    const own = link.hash === `#${bare === 'decision' ? 'decisions' : bare}`;
    if (own) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  });
  document.title = `${bare === 'decision' ? 'Decision' : (VIEWS[bare] ?? VIEWS.live)[0]} – Serai`;
  main.replaceChildren();
  try {
    leave = (await view(main, { rest, query: new URLSearchParams(name.split('?')[1] ?? ''), user })) ?? (() => {});
  } catch (error) {
    main.append(problem(error));
  }
  main.querySelector('h1')?.focus();
}

function showLogin() {
  const key = h('input', { id: 'key', type: 'password', autocomplete: 'current-password', required: true });
  const said = h('p', { class: 'problem', role: 'alert' });
  const form = h('form', {
    class: 'stack',
    onsubmit: async (event) => {
      event.preventDefault();
      said.textContent = '';
      try {
        const next = await login(key.value);
        key.value = '';
        enter(next);
      } catch (error) {
        said.textContent = error.message;
        key.select();
      }
    },
  }, h('input', { type: 'text', autocomplete: 'username', value: 'admin', hidden: true }), h('label', { for: 'key' }, "Administrator's key"), key,
  h('p', { class: 'hint' }, 'The gateway prints at its start where the key is. It is not kept in the browser.'),
  said, h('div', { class: 'buttons' }, h('button', { type: 'submit' }, 'Log in')));
  document.title = 'Log in – Serai';
  const sheet = h('div', { class: 'sheet login' }, h('h1', { tabindex: '-1' }, 'Log in'), form);
  main.replaceChildren(sheet);
  key.focus();
  offerProvider(sheet);
}

async function offerProvider(sheet) {
  const provider = await identityProvider().catch(() => null);
  if (!provider || !sheet.isConnected) return;
  const place = location.hash.slice(1);
  sheet.append(h('div', { class: 'stack provider' },
    h('p', {}, h('a', { class: 'button', id: 'sso', href: `/login/sso${place ? `?return=${encodeURIComponent(place)}` : ''}` },
      `Log in with ${provider.label}`)),
    provider.problem ? h('p', { class: 'hint', role: 'status' }, provider.problem) : null));
}

function enter(next) {
  user = next;
  nav.hidden = false;
  document.getElementById('logout').hidden = false;
  document.getElementById('who').textContent = `${user.administrator} (${user.role})`;
  show();
}

function theme() {
  const root = document.documentElement;
  const kept = localStorage.getItem('theme');
  if (kept) root.dataset.theme = kept;
  const button = document.getElementById('theme');
  button.addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    localStorage.setItem('theme', root.dataset.theme);
    dispatchEvent(new Event('themechange'));
  });
}

nav.append(...Object.entries(VIEWS).map(([name, [title]]) => h('a', { href: `#${name}` }, title)));
document.getElementById('logout').addEventListener('click', () => logout());
document.getElementById('skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
onSessionOver(() => {
  user = null;
  nav.hidden = true;
  document.getElementById('logout').hidden = true;
  document.getElementById('who').textContent = '';
  document.getElementById('dialog').close();
  show();
});
addEventListener('hashchange', show);
theme();
user = null;
const known = await session();
if (known) enter(known);
else show();
