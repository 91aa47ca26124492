import OpenAI from "openai";
import * as sample from "./sample.mjs";

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

function client(way, key = sample.key) {
  const [fetch, headers] = sample.recording();
  const openai = new OpenAI({
    baseURL: `${sample.url}/v1`, apiKey: key, maxRetries: 0, fetch, defaultHeaders: way.headers,
  });
  return [openai.chat.completions, headers];
}

async function whole(way, more, key) {
  const [completions, headers] = client(way, key);
  const answer = await completions.create(ask(way, more));
  sample.served(headers, way);
  return answer.choices[0];
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
