import { createOpenAI } from "@ai-sdk/openai";
import { embedMany, generateText, jsonSchema, Output, stepCountIs, streamText, tool } from "ai";
import * as sample from "./sample.mjs";
import { faulty } from "./simulator.mjs";

const { must } = sample;

function said(name) {
  return tool({
    description: "Says it for a city",
    inputSchema: jsonSchema(sample.schema),
    execute: async () => `${name} is fine`,
  });
}

const offered = { get_weather: said("get_weather"), get_time: said("get_time") };
const asked = tool({ description: "Says it for a city", inputSchema: jsonSchema(sample.schema) });

// By default the provider calls /v1/responses; .chat is Chat Completions. Without a store, items must be sent whole.
const providerOptions = { openai: { store: false } };

// A model's own thoughts: the SDK must be told that a model of another name than OpenAI's can think.
const thinking = {
  openai: {
    store: false, forceReasoning: true, reasoningEffort: "low", reasoningSummary: "auto",
    include: ["reasoning.encrypted_content"],
  },
};

function sdk(name, pick, ownFeatures) {
  function settings(way, more, key = sample.key) {
    const [fetch, headers] = sample.recording();
    const openai = createOpenAI({ baseURL: `${sample.url}/v1`, apiKey: key, fetch, headers: way.headers });
    const model = pick(openai, more.model ?? way.model);
    return [{ maxRetries: 0, prompt: sample.hello, providerOptions, ...more, model }, headers, openai];
  }

  async function whole(way, more = {}, key) {
    const [options, headers] = settings(way, more, key);
    const answer = await generateText(options);
    sample.served(headers, way);
    return answer;
  }

  async function drain(result) {
    for await (const part of result.fullStream) {
      if (part.type === "error") {
        throw part.error;
      }
    }
  }

  async function streamed(way, more = {}) {
    const [options, headers] = settings(way, more);
    const result = streamText({ ...options, onError: () => {} });
    await drain(result);
    sample.served(headers, way);
    return {
      text: await result.text, toolCalls: await result.toolCalls, finishReason: await result.finishReason,
      usage: await result.usage, steps: await result.steps,
    };
  }

  function isWeather(answer) {
    must(answer.finishReason === "tool-calls" && answer.toolCalls.length === 1, "one call");
    must(answer.toolCalls[0].input.city.includes("Rome"), "arguments");
  }

  async function round(way, call, more = {}) {
    const answer = await call(way, { prompt: sample.twoTools, tools: offered, stopWhen: stepCountIs(3), ...more });
    must(answer.text.includes("get_weather is fine") && answer.text.includes("get_time is fine"), "results");
    return answer;
  }

  async function askedOf(way, ...content) {
    const parts = [{ type: "text", text: "What is it?" }, ...content];
    return (await whole(way, { prompt: undefined, messages: [{ role: "user", content: parts }] })).text;
  }

  return {
    name,
    whole: async (way) => must((await whole(way)).text.includes("You said: Hello"), "text"),
    streamed: async (way) => must((await streamed(way)).text.includes("You said: Hello"), "text"),
    tool: async (way) => isWeather(await whole(way, { prompt: sample.oneTool, tools: { get_weather: asked } })),
    "tool, streamed": async (way) =>
      isWeather(await streamed(way, { prompt: sample.oneTool, tools: { get_weather: asked } })),
    "tools and results": async (way) => round(way, whole),
    "tools and results, streamed": async (way) => round(way, streamed),
    schema: async (way) => {
      const output = Output.object({ schema: jsonSchema(sample.schema) });
      must((await whole(way, { prompt: "Rome", output })).output.city === "Rome", "JSON");
    },
    picture: async (way) => {
      const content = [
        { type: "text", text: "What is it?" },
        { type: "image", image: sample.png, mediaType: "image/png" },
      ];
      const answer = await whole(way, { prompt: undefined, messages: [{ role: "user", content }] });
      must(answer.text.includes(sample.seen), "picture");
    },
    "streamed, usage": async (way) => {
      const { usage } = await streamed(way);
      must(usage.inputTokens > 0 && usage.outputTokens > 5, "usage");
    },
    "schema by zod": async (way) => {
      const output = Output.object({ schema: sample.city });
      must((await whole(way, { prompt: "Rome", output })).output.city === "Rome", "JSON");
    },
    document: async (way) => {
      const text = await askedOf(way, {
        type: "file", data: sample.pdf, mediaType: "application/pdf", filename: "a.pdf",
      });
      must(text.includes(sample.pdfSeen), text);
    },
    "x-serai headers": async (way) => {
      const { response } = await whole(way);
      must(response.headers["x-serai-deployment"] === way.deployment, "deployment");
    },
    left: async (way) => {
      const controller = new AbortController();
      const [options] = settings(way, { abortSignal: controller.signal });
      for await (const part of streamText({ ...options, onError: () => {} }).fullStream) {
        if (part.type === "text-delta") {
          controller.abort();
        }
      }
    },
    timedOut: async (way, timeout) => {
      const error = await sample.failure(() => whole(way, { abortSignal: AbortSignal.timeout(timeout) }));
      must(error.name === "TimeoutError" || error.name === "AbortError", error.name);
    },
    retried: async (way) => {
      const [options, headers] = settings(way, { maxRetries: 2 });
      await generateText(options);
      return headers.requests;
    },
    ...ownFeatures({ whole, round, askedOf, settings }),
    status: async (way, how) => {
      // This SDK checks the temperature itself, and leaves out what a model does not take.
      const more = { ...(how.model && { model: how.model }), ...(how.temperature && { headers: { "x-serai-strict": "maybe" } }) };
      const error = await sample.failure(() => whole(way, more, how.key));
      return [error.statusCode, error.responseHeaders?.["retry-after"]];
    },
    broken: async (way) => {
      const [options, headers] = settings(way, {});
      await sample.failure(() => drain(streamText({ ...options, onError: () => {} })));
      sample.served(headers, way);
    },
  };
}

export default sdk("ai with @ai-sdk/openai", (openai, model) => openai.chat(model), ({ whole, askedOf, settings }) => ({
  sound: async (way, dialect) => {
    const call = () => askedOf(way, { type: "file", data: sample.sound, mediaType: "audio/wav" });
    if (dialect === "openai" || dialect === "gemini") {
      const text = await call();
      must(text.includes(sample.soundSeen), text);
    } else {
      must((await sample.failure(call)).statusCode === 400, "models that hear nothing are not asked");
    }
  },
  seed: async (way, dialect) =>
    faulty({ contains: '"seed":7', text: "with a seed" }, async () => {
      const { text } = await whole(way, { seed: 7 });
      must((text === "with a seed") === (dialect === "openai" || dialect === "gemini"), text);
    }),
  vectors: async ({ model, length }) => {
    const [, , openai] = settings({ headers: {}, model }, {});
    const { embeddings, usage } = await embedMany({ model: openai.embedding(model), values: ["one", "another"] });
    sample.areVectors(embeddings, { length });
    must(usage.tokens > 0, "usage");
  },
}));

export const responses = sdk("ai, Responses", (openai, model) => openai(model), ({ round, whole }) => ({
  "thinking, taken back with results": async (way, dialect) => {
    const { steps } = await round(way, whole, { providerOptions: thinking });
    const sealed = steps[0].reasoning.filter((part) => part.providerMetadata?.openai?.reasoningEncryptedContent).length;
    must(sealed === sample.sealed(dialect), `${sealed} sealed thoughts`);
  },
}));
