const DASH = '–';

export function number(value, digits = 0) {
  return value === null || value === undefined ? DASH
    : value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: 0 });
}

export function rate(value) {
  return number(value, value < 10 ? 1 : 0);
}

export function usd(value) {
  if (value === null || value === undefined) return DASH;
  const digits = value !== 0 && Math.abs(value) < 1 ? 6 : 2;
  return `$${value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: digits })}`;
}

export function millis(value) {
  if (value === null || value === undefined) return DASH;
  if (value < 1) return `${number(value * 1000)} µs`;
  return value < 1000 ? `${number(value, value < 10 ? 1 : 0)} ms` : `${number(value / 1000, 2)} s`;
}

export function micros(value) {
  return value === null || value === undefined ? DASH : millis(value / 1000);
}

export function percent(share) {
  return share === null || share === undefined ? DASH : `${number(share * 100, 1)} %`;
}

export function moment(text) {
  return text ? new Date(text).toLocaleString('en-GB', { dateStyle: 'short', timeStyle: 'medium' }) : DASH;
}

export function age(seconds) {
  if (seconds === null || seconds === undefined) return 'never read';
  return seconds < 120 ? `${number(seconds)} s old` : `${number(seconds / 60)} min old`;
}
