// What is tried with every SDK that can do it, with which dialects behind.
import { behind, direct, must, vectors } from "./sample.mjs";
import { faulty, leaving } from "./simulator.mjs";

const all = Object.keys(behind);
const once = ["openai"];
const slow = { chunks: 3000, pauseMs: 3 };

// On a busy machine the time may be over before the gateway has called anybody: then once more, with more time.
async function late(sdk, way) {
  for (let milliseconds = 300; milliseconds < 10_000; milliseconds *= 2) {
    if (await leaving(() => sdk.timedOut(way, milliseconds))) {
      return;
    }
  }
  throw new Error("no call");
}

function status(expected, how, fault) {
  return (sdk, way) => {
    const run = async () => {
      const [got, retryAfter] = await sdk.status(way, how(way));
      must(got === expected, `status ${got}`);
      must(expected !== 429 || Number(retryAfter) >= 1, `retry-after ${retryAfter}`);
    };
    return fault ? faulty(fault, run) : run();
  };
}

// Runs what an SDK has under the name of the feature.
function own(name, ways = all) {
  return { name, ways, can: (sdk) => name in sdk, run: (sdk, way, dialect) => sdk[name](way, dialect) };
}

// Runs what every SDK has.
function each(name, run, ways = all) {
  return { name, ways, can: () => true, run };
}

// Runs what an SDK has under another name, in a setting.
function within(name, key, run, ways = all) {
  return { name, ways, can: (sdk) => key in sdk, run };
}

const atGateway = [
  each("wrong key: 401", status(401, () => ({ key: "sk-serai-nobody-0" }))),
  each("unknown model: 404", status(404, (way) => ({ model: `${way.model}-9` }))),
  each("malformed: 400", status(400, () => ({ temperature: "hot" }))),
  each("providers fail: 502", status(502, () => ({}), { status: 500 })),
  within("fails once: comes again", "retried", (sdk, way) =>
    faulty({ status: 503, times: 1 }, async () => must((await sdk.retried(way)) === 2, "two requests")), once),
  within("x-should-retry: false is obeyed", "obeyed", (sdk, way) =>
    faulty({ status: 503 }, async () => must((await sdk.obeyed(way)) === 1, "one request")), ["anthropic", "gemini"]),
  within("left in mid-stream: the provider's call ends", "left", (sdk, way) =>
    faulty(slow, async () => must(await leaving(() => sdk.left(way)), "no call"))),
  within("time-out: the provider's call ends", "timedOut", (sdk, way) =>
    faulty({ hang: true }, () => late(sdk, way))),
  own("x-serai headers", once),
  own("list of models", once),
  own("count of tokens"),
  { ...own("vectors", Object.keys(vectors)), run: (sdk, way, dialect) => sdk.vectors(vectors[dialect]) },
];

// What comes last lets deployments rest for a while.
const last = [
  within("rate limit that is over: comes again", "retried", (sdk, way) =>
    faulty({ status: 429, headers: { "retry-after": "1" }, times: 1 }, async () =>
      must((await sdk.retried(way)) === 2, "two requests")), once),
  each("rate limit: 429", status(429, () => ({}), { status: 429, headers: { "retry-after": "7" } })),
];

export const features = [
  own("whole"),
  own("streamed"),
  own("streamed, usage"),
  own("tool"),
  own("tool, streamed"),
  own("tools and results"),
  own("tools and results, streamed"),
  own("thinking, taken back with results"),
  own("schema"),
  own("schema by zod"),
  own("picture"),
  own("document"),
  own("sound"),
  own("cached beginning"),
  own("n"),
  own("seed"),
  own("logprobs", once),
  own("a field that nobody knows"),
  ...(direct ? [] : atGateway),
  each("error in mid-stream", (sdk, way) => faulty({ errorEventAfterChunks: 3 }, () => sdk.broken(way))),
  each("cut in mid-stream", (sdk, way) => faulty({ cutAfterChunks: 3 }, () => sdk.broken(way))),
  ...(direct ? last.slice(-1) : last),
];
