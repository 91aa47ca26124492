import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import * as sample from "./sample.mjs";
import { faulty } from "./simulator.mjs";

const { must } = sample;

function ask(way, more = {}) {
  return { model: way.model, messages: [{ role: "user", content: sample.hello }], ...more };
}

function says(content) {
  return { messages: [{ role: "user", content }] };
}

function tool(name) {
  return { type: "function", function: { name, description: "Says it for a city", parameters: sample.schema } };
}

const weather = [tool("get_weather")];
const both = [tool("get_weather"), tool("get_time")];
const format = { type: "json_schema", json_schema: { name: "city", strict: true, schema: sample.schema } };

function client(way, more = {}) {
  const [fetch, headers] = sample.recording();
  const openai = new OpenAI({
    baseURL: `${sample.url}/v1`, apiKey: sample.key, maxRetries: 0, fetch, defaultHeaders: way.headers, ...more,
  });
  return [openai.chat.completions, headers, openai];
}

async function answered(way, more, settings) {
  const [completions, headers] = client(way, settings);
  const answer = await completions.create(ask(way, more));
  sample.served(headers, way);
  return [answer, headers];
}

async function whole(way, more, key = sample.key) {
  return (await answered(way, more, { apiKey: key }))[0].choices[0];
}

async function streamed(way, more) {
  const [completions, headers] = client(way);
  const answer = await completions.stream(ask(way, more)).finalChatCompletion();
  sample.served(headers, way);
  return answer.choices[0];
}

function isWeather(choice) {
  const calls = choice.message.tool_calls;
  must(choice.finish_reason === "tool_calls" && calls.length === 1, "one call");
  must(JSON.parse(calls[0].function.arguments).city.includes("Rome"), "arguments");
}

async function round(way, call) {
  const question = { ...says(sample.twoTools), tools: both };
  const { message } = await call(way, question);
  must(message.tool_calls.map((one) => one.function.name).join() === "get_weather,get_time", "two calls");
  const results = message.tool_calls.map(({ id }) => ({ role: "tool", tool_call_id: id, content: `${id} is fine` }));
  const answer = await call(way, { ...question, messages: [...question.messages, message, ...results] });
  must(results.every((result) => answer.message.content.includes(result.content)), "results");
}

export default {
  name: "openai",
  dialect: "openai",
  whole: async (way) => must((await whole(way)).message.content.includes("You said: Hello"), "text"),
  streamed: async (way) => must((await streamed(way)).message.content.includes("You said: Hello"), "text"),
  tool: async (way) => isWeather(await whole(way, { ...says(sample.oneTool), tools: weather })),
  "tool, streamed": async (way) => isWeather(await streamed(way, { ...says(sample.oneTool), tools: weather })),
  "tools and results": async (way) => round(way, whole),
  "tools and results, streamed": async (way) => round(way, streamed),
  schema: async (way) => {
    const { message } = await whole(way, { ...says("Rome"), response_format: format });
    must(JSON.parse(message.content).city === "Rome", "JSON");
  },
  picture: async (way) => {
    const { message } = await whole(way, says([
      { type: "text", text: "What is it?" },
      { type: "image_url", image_url: { url: `data:image/png;base64,${sample.png}` } },
    ]));
    must(message.content.includes(sample.seen), "picture");
  },
  "streamed, usage": async (way) => {
    const [completions, headers] = client(way);
    let usage;
    for await (const chunk of await completions.create(ask(way, { stream: true, stream_options: { include_usage: true } }))) {
      usage = chunk.usage ?? usage;
    }
    sample.served(headers, way);
    must(usage.prompt_tokens > 0 && usage.completion_tokens > 5, "usage");
  },
  "schema by zod": async (way) => {
    const [completions, headers] = client(way);
    const answer = await completions.parse(
      ask(way, { ...says("Rome"), response_format: zodResponseFormat(sample.city, "city") }));
    sample.served(headers, way);
    must(answer.choices[0].message.parsed.city === "Rome", "JSON");
  },
  document: async (way) => {
    const file = { filename: "a.pdf", file_data: `data:application/pdf;base64,${sample.pdf}` };
    const { message } = await whole(way, says([{ type: "text", text: "What is it?" }, { type: "file", file }]));
    must(message.content.includes(sample.pdfSeen), message.content);
  },
  sound: async (way, dialect) => {
    const call = () => whole(way, says([
      { type: "text", text: "What is it?" },
      { type: "input_audio", input_audio: { data: sample.sound, format: "wav" } },
    ]));
    if (dialect === "openai" || dialect === "gemini") {
      const { message } = await call();
      must(message.content.includes(sample.soundSeen), message.content);
    } else {
      must((await sample.failure(call)).status === 400, "models that hear nothing are not asked");
    }
  },
  n: async (way, dialect) => {
    const [answer, headers] = await answered(way, { n: 2 });
    must(answer.choices.length === (dialect === "openai" ? 2 : 1), `${answer.choices.length} choices`);
    must(sample.isLost(headers, "n") === (dialect !== "openai"), "n is lost where it is named");
  },
  seed: async (way, dialect) =>
    faulty({ contains: '"seed":7', text: "with a seed" }, async () => {
      const [answer, headers] = await answered(way, { seed: 7 });
      const taken = dialect === "openai" || dialect === "gemini";
      must((answer.choices[0].message.content === "with a seed") === taken, answer.choices[0].message.content);
      must(sample.isLost(headers, "seed") === !taken, "a seed is lost where it is named");
    }),
  logprobs: async (way) => {
    const content = [{ token: "Yes", logprob: -0.25, bytes: [89, 101, 115], top_logprobs: [] }];
    const body = JSON.stringify({
      id: "chatcmpl-1", object: "chat.completion", created: 1, model: way.model,
      choices: [{
        index: 0, finish_reason: "stop", logprobs: { content, refusal: null },
        message: { role: "assistant", content: "Yes", refusal: null },
      }],
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    });
    await faulty({ contains: '"logprobs":true', status: 200, body }, async () => {
      const [answer] = await answered(way, { logprobs: true });
      must(answer.choices[0].logprobs.content[0].logprob === -0.25, "log probability");
    });
  },
  "a field that nobody knows": async (way, dialect) =>
    faulty({ contains: '"tomorrow":1', text: "with that field" }, async () => {
      const [answer, headers] = await answered(way, { tomorrow: 1 });
      const passed = dialect === "openai";
      must((answer.choices[0].message.content === "with that field") === passed, answer.choices[0].message.content);
      must(sample.isLost(headers, "tomorrow") === !passed, "the field is lost where it is named");
    }),
  "x-serai headers": async (way) => {
    const [completions] = client(way);
    const { data, response } = await completions.create(ask(way)).withResponse();
    must(data.choices.length === 1, "answer");
    must(response.headers.get("x-serai-deployment") === way.deployment, "deployment");
    must(response.headers.get("x-serai-decision").startsWith("req_"), "decision");
  },
  "list of models": async (way) => {
    const [, , openai] = client(way);
    const ids = [];
    for await (const model of openai.models.list()) {
      ids.push(model.id);
    }
    must(ids.includes(way.model), "model");
    must((await openai.models.retrieve(way.model)).id === way.model, "one model");
  },
  vectors: async ({ model, length }) => {
    const [, , openai] = client({ headers: {} });
    const { data, usage } = await openai.embeddings.create({ model, input: ["one", "another"] });
    sample.areVectors(data.map(({ embedding }) => embedding), { length });
    must(usage.prompt_tokens > 0, "usage");
  },
  left: async (way) => {
    const [completions] = client(way);
    const stream = await completions.create(ask(way, { stream: true }));
    for await (const chunk of stream) {
      if (chunk.choices[0]?.delta.content) {
        stream.controller.abort();
      }
    }
  },
  timedOut: async (way, timeout) => {
    const error = await sample.failure(() => answered(way, {}, { timeout }));
    must(error instanceof OpenAI.APIConnectionTimeoutError, error.name);
  },
  retried: async (way) => (await answered(way, {}, { maxRetries: 2 }))[1].requests,
  obeyed: async (way) => {
    const [completions, headers] = client(way, { maxRetries: 2 });
    must((await sample.failure(() => completions.create(ask(way)))).status === 502, "502");
    return headers.requests;
  },
  status: async (way, how) => {
    const more = { model: how.model ?? way.model, ...(how.temperature && { temperature: how.temperature }) };
    const error = await sample.failure(() => whole(way, more, how.key));
    return [error.status, error.headers?.get("retry-after")];
  },
  broken: async (way) => {
    const [completions, headers] = client(way);
    await sample.failure(() => completions.stream(ask(way)).finalChatCompletion());
    sample.served(headers, way);
  },
};
