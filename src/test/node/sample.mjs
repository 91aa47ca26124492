// What is asked for in every SDK, and the ways to each dialect.

export const url = process.env.SERAI_URL ?? "http://127.0.0.1:8080";
export const key = process.env.SERAI_KEY ?? process.env.SERAI_DEMO_KEY;

// The model to ask for, the deployment that must serve it, and headers that lead there.
export const behind = {
  anthropic: { model: "claude-sonnet-4-6", deployment: "sonnet-4-6-anthropic", headers: {} },
  openai: { model: "gpt-5-nano", deployment: "gpt-5-nano-openai", headers: {} },
  gemini: { model: "gemini-2.5-flash", deployment: "gemini-2-5-flash-vertex-eu", headers: {} },
  bedrock: {
    model: "claude-sonnet-4-6",
    deployment: "sonnet-4-6-bedrock-eu",
    headers: { "x-serai-residency": "eu" },
  },
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

// Keeps the headers of the last answer, so that it is known who served.
export function recording() {
  const seenHeaders = { last: new Headers() };
  const call = async (input, init) => {
    const response = await fetch(input, init);
    seenHeaders.last = response.headers;
    return response;
  };
  return [call, seenHeaders];
}

// Which deployment served: the answer's own header, or an error.
export function served(headers, way) {
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
