import { createOpenAI } from "@ai-sdk/openai";
import { generateText, jsonSchema, Output, stepCountIs, streamText, tool } from "ai";
import * as sample from "./sample.mjs";

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

function sdk(name, pick) {
  function settings(way, more, key = sample.key) {
    const [fetch, headers] = sample.recording();
    const openai = createOpenAI({ baseURL: `${sample.url}/v1`, apiKey: key, fetch, headers: way.headers });
    const model = pick(openai, more.model ?? way.model);
    return [{ maxRetries: 0, prompt: sample.hello, providerOptions, ...more, model }, headers];
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
    return { text: await result.text, toolCalls: await result.toolCalls, finishReason: await result.finishReason };
  }

  function isWeather(answer) {
    must(answer.finishReason === "tool-calls" && answer.toolCalls.length === 1, "one call");
    must(answer.toolCalls[0].input.city.includes("Rome"), "arguments");
  }

  async function round(way, call) {
    const answer = await call(way, { prompt: sample.twoTools, tools: offered, stopWhen: stepCountIs(3) });
    must(answer.text.includes("get_weather is fine") && answer.text.includes("get_time is fine"), "results");
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

export default sdk("ai with @ai-sdk/openai", (openai, model) => openai.chat(model));
export const responses = sdk("ai, Responses", (openai, model) => openai(model));
