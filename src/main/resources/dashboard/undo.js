import { call, part } from './api.js';

/** How the former value of an entry of the audit log is put back by the admin API; null where it cannot be. */
function way({ action, subject, before }) {
  const [kind, ...names] = subject.split('/');
  const name = names.join('/');
  const path = {
    model: 'models', deployment: 'deployments', alias: 'aliases', tenant: 'tenants', 'active-models': 'active-models',
  }[kind];
  if (kind === 'kill-switch') {
    const [scope, ...rest] = names;
    const target = `/admin/v1/kill-switches/${part(scope)}/${part(rest.join('/'))}`;
    return before ? ['PUT', target, switchBody(before)] : ['DELETE', target];
  }
  if (kind === 'key' || kind === 'administrator') {
    if (action === 'create') return ['DELETE', `/admin/v1/${kind}s/${part(name)}`];
    return action === 'limit' ? ['PUT', `/admin/v1/keys/${part(name)}/limits`, before.limits ?? {}] : null;
  }
  if (!path || (action !== 'put' && action !== 'delete')) return null;
  const target = `/admin/v1/${path}${name ? `/${part(name)}` : ''}`;
  return before === null ? ['DELETE', target] : ['PUT', target, before];
}

function switchBody({ reason, mode, until }) {
  return until && new Date(until) > new Date() ? { reason, mode, until } : { reason, mode };
}

export function undoable(entry) {
  return way(entry) !== null;
}

export async function undo(entry) {
  const [method, path, body] = way(entry);
  return call(method, path, body);
}
