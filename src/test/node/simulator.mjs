// The provider simulator behind the gateway: what it is told to do, and what it has counted.
import { must } from "./sample.mjs";

const url = process.env.SERAI_SIMULATOR_URL ?? "http://127.0.0.1:8090";
const patience = 10_000;

// Runs with a fault.
export async function faulty(fault, run) {
  const at = `${url}/_sim/faults/compat`;
  const set = await fetch(at, { method: "PUT", body: JSON.stringify(fault) });
  must(set.ok, `the simulator answers ${set.status} at ${at}`);
  try {
    return await run();
  } finally {
    await fetch(at, { method: "DELETE" });
  }
}

// Runs, and then waits until no call of a provider is open; one must have been left by its client. False where there
// was no call at all.
export async function leaving(run) {
  await fetch(`${url}/_sim/counts`, { method: "DELETE" });
  await run();
  const from = Date.now();
  let counts;
  do {
    counts = await (await fetch(`${url}/_sim/counts`)).json();
    if (counts.open === 0 && counts.aborted === 1) {
      return true;
    }
    if (counts.started === 0 && Date.now() - from > patience / 10) {
      return false;
    }
  } while (Date.now() - from < patience);
  throw new Error(`the provider's call goes on: ${counts.open} open, ${counts.aborted} left by the client`);
}
