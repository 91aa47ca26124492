// Runs the same features through several SDKs against a running gateway with its simulator, and prints a table.
// Needs SERAI_URL and SERAI_KEY; SERAI_SIMULATOR_URL where the simulator is not at its usual port.
import anthropic from "./anthropic.mjs";
import langchain from "./langchain.mjs";
import openai from "./openai.mjs";
import responses from "./responses.mjs";
import { behind, key, must } from "./sample.mjs";
import vercel, { responses as vercelResponses } from "./vercel.mjs";

const simulator = process.env.SERAI_SIMULATOR_URL ?? "http://127.0.0.1:8090";
const sdks = [openai, responses, anthropic, vercel, vercelResponses, langchain];
const perDialect = [
  "whole", "streamed", "tool", "tool, streamed", "tools and results", "tools and results, streamed", "schema", "picture",
];

function status(expected, how, fault) {
  return async (sdk, way) =>
    faulty(fault, async () => {
      const [got, retryAfter] = await sdk.status(way, typeof how === "function" ? how(way) : how);
      must(got === expected, `status ${got}`);
      must(expected !== 429 || Number(retryAfter) >= 1, `retry-after ${retryAfter}`);
    });
}

// The rate limit comes last: its deployments rest for a while.
const features = [
  ...perDialect.map((name) => [name, async (sdk, way) => sdk[name](way)]),
  ["wrong key: 401", status(401, { key: "sk-serai-nobody-0" })],
  ["unknown model: 404", status(404, (way) => ({ model: `${way.model}-9` }))],
  ["malformed: 400", status(400, { temperature: "hot" })],
  ["providers fail: 502", status(502, {}, { status: 500 })],
  ["error in mid-stream", (sdk, way) => faulty({ errorEventAfterChunks: 3 }, () => sdk.broken(way))],
  ["cut in mid-stream", (sdk, way) => faulty({ cutAfterChunks: 3 }, () => sdk.broken(way))],
  ["rate limit: 429", status(429, {}, { status: 429, headers: { "retry-after": "7" } })],
];

async function faulty(fault, run) {
  const at = `${simulator}/_sim/faults/compat`;
  if (fault) {
    const set = await fetch(at, { method: "PUT", body: JSON.stringify(fault) });
    must(set.ok, `the simulator answers ${set.status} at ${at}`);
  }
  try {
    return await run();
  } finally {
    if (fault) {
      await fetch(at, { method: "DELETE" });
    }
  }
}

must(key, "set SERAI_KEY");
const cells = new Map();
const problems = [];
for (const [name, run] of features) {
  for (const sdk of sdks) {
    const failed = [];
    for (const [dialect, way] of Object.entries(behind)) {
      try {
        await run(sdk, way);
      } catch (error) {
        failed.push(dialect);
        problems.push(`${sdk.name}, ${name}, ${dialect}: ${error.message}`);
      }
    }
    cells.set(`${sdk.name}/${name}`, failed.length === 0 ? "all" : `not ${failed.join(", ")}`);
  }
}

console.log(`| feature | ${sdks.map((sdk) => sdk.name).join(" | ")} |`);
console.log(`|---|${sdks.map(() => "---|").join("")}`);
for (const [name] of features) {
  console.log(`| ${name} | ${sdks.map((sdk) => cells.get(`${sdk.name}/${name}`)).join(" | ")} |`);
}
problems.forEach((problem) => console.error(problem));
process.exitCode = problems.length === 0 ? 0 : 1;
