// What is asked for in every SDK, and the ways to each dialect.
import { z } from "zod";

// Whether the provider simulator is asked, with no gateway before it.
export const direct = process.env.SERAI_DIRECT === "true";
export const url = process.env.SERAI_URL ?? "http://127.0.0.1:8080";
export const key = process.env.SERAI_KEY ?? process.env.SERAI_DEMO_KEY;

// The model to ask for, the deployment that must serve it, headers that lead there, and whether it is the only one.
export const behind = {
  anthropic: { model: "claude-sonnet-4-6", deployment: "sonnet-4-6-anthropic", headers: {} },
  openai: { model: "gpt-5-nano", deployment: "gpt-5-nano-openai", headers: {}, alone: true },
  gemini: { model: "gemini-2.5-flash", deployment: "gemini-2-5-flash-vertex-eu", headers: {} },
  bedrock: {
    model: "claude-sonnet-4-6",
    deployment: "sonnet-4-6-bedrock-eu",
    headers: { "x-serai-residency": "eu" },
    alone: true,
  },
};

// Models that make vectors, and how many numbers each has.
export const vectors = {
  openai: { model: "text-embedding-3-small", length: 1536 },
  gemini: { model: "gemini-embedding-001", length: 3072 },
  bedrock: { model: "titan-embed-text-v2", length: 1024 },
};

export const hello = "Hello";
export const oneTool = "Use the tool get_weather for Rome";
export const twoTools = "Use both get_weather and get_time for Rome";
export const schema = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};
export const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
export const seen = "image/png, 70 bytes";

export const city = z.object({ city: z.string() });
export const pdf = Buffer.from("%PDF-1.4 of no page").toString("base64");
export const pdfSeen = "application/pdf, 19 bytes";
export const sound = Buffer.from("RIFF of no sound").toString("base64");
export const soundSeen = "audio/wav, 16 bytes";

// Keeps the headers of the last answer, so that it is known who served, and counts the requests.
export function recording() {
  const seenHeaders = { last: new Headers(), requests: 0 };
  const call = async (input, init) => {
    seenHeaders.requests++;
    const response = await fetch(input, init);
    seenHeaders.last = response.headers;
    return response;
  };
  return [call, seenHeaders];
}

// Whether an answer says that a field was lost.
export function isLost(headers, field) {
  return (headers.last.get("x-serai-translation") ?? "").split(",").includes(field);
}

// Which deployment served: the answer's own header, or an error.
export function served(headers, way) {
  if (direct) {
    return;
  }
  const deployment = headers.last.get("x-serai-deployment");
  if (deployment !== way.deployment) {
    throw new Error(`served by ${deployment}, not by ${way.deployment}`);
  }
}

export function must(condition, what) {
  if (!condition) {
    throw new Error(what);
  }
}

// The error that a call ends in; an error where it ends in none.
export async function failure(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error("it must fail, and did not");
}

// How many seals come with thoughts, or with calls: both of Gemini's calls have one.
export function sealed(dialect) {
  return { anthropic: 1, bedrock: 1, gemini: 2 }[dialect] ?? 0;
}

// The vectors of two texts must be of that length, and not the same.
export function areVectors([one, other], { length }) {
  must(one.length === length && other.length === length, `${one.length} numbers, not ${length}`);
  must(one.some((number, i) => Math.abs(number - other[i]) > 1e-6), "another text is another vector");
  must(Math.abs(Math.hypot(...one) - 1) < 1e-3, "length 1");
}
