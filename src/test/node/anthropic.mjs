import Anthropic from "@anthropic-ai/sdk";
import * as sample from "./sample.mjs";

const { must } = sample;

function ask(way, more = {}) {
  return { model: way.model, max_tokens: 1000, messages: [{ role: "user", content: sample.hello }], ...more };
}

function says(content) {
  return { messages: [{ role: "user", content }] };
}

function tool(name) {
  return { name, description: "Says it for a city", input_schema: sample.schema };
}

const weather = [tool("get_weather")];
const both = [tool("get_weather"), tool("get_time")];

function client(way, key = sample.key) {
  const [fetch, headers] = sample.recording();
  const anthropic = new Anthropic({
    baseURL: sample.url, apiKey: key, maxRetries: 0, fetch, defaultHeaders: way.headers,
  });
  return [anthropic.messages, headers];
}

async function whole(way, more, key) {
  const [messages, headers] = client(way, key);
  const answer = await messages.create(ask(way, more));
  sample.served(headers, way);
  return answer;
}

async function streamed(way, more) {
  const [messages, headers] = client(way);
  const answer = await messages.stream(ask(way, more)).finalMessage();
  sample.served(headers, way);
  return answer;
}

function text(message) {
  return message.content.map((block) => block.text ?? "").join("");
}

function calls(message) {
  return message.content.filter((block) => block.type === "tool_use");
}

function isWeather(message) {
  must(message.stop_reason === "tool_use" && calls(message).length === 1, "one call");
  must(calls(message)[0].input.city.includes("Rome"), "arguments");
}

async function round(way, call) {
  const question = { ...says(sample.twoTools), tools: both };
  const message = await call(way, question);
  must(calls(message).map((one) => one.name).join() === "get_weather,get_time", "two calls");
  const results = calls(message).map(({ id }) => ({
    type: "tool_result", tool_use_id: id, content: `${id} is fine`,
  }));
  const answer = await call(way, {
    ...question,
    messages: [...question.messages, { role: "assistant", content: message.content }, { role: "user", content: results }],
  });
  must(results.every((result) => text(answer).includes(result.content)), "results");
}

export default {
  name: "@anthropic-ai/sdk",
  whole: async (way) => must(text(await whole(way)).includes("You said: Hello"), "text"),
  streamed: async (way) => must(text(await streamed(way)).includes("You said: Hello"), "text"),
  tool: async (way) => isWeather(await whole(way, { ...says(sample.oneTool), tools: weather })),
  "tool, streamed": async (way) => isWeather(await streamed(way, { ...says(sample.oneTool), tools: weather })),
  "tools and results": async (way) => round(way, whole),
  "tools and results, streamed": async (way) => round(way, streamed),
  schema: async (way) => {
    const format = { type: "json_schema", schema: sample.schema };
    const message = await whole(way, { ...says("Rome"), output_config: { format } });
    must(JSON.parse(text(message)).city === "Rome", "JSON");
  },
  picture: async (way) => {
    const source = { type: "base64", media_type: "image/png", data: sample.png };
    const message = await whole(way, says([{ type: "image", source }, { type: "text", text: "What is it?" }]));
    must(text(message).includes(sample.seen), "picture");
  },
  status: async (way, how) => {
    const more = { model: how.model ?? way.model, ...(how.temperature && { temperature: how.temperature }) };
    const error = await sample.failure(() => whole(way, more, how.key));
    return [error.status, error.headers?.get("retry-after")];
  },
  broken: async (way) => {
    const [messages, headers] = client(way);
    await sample.failure(() => messages.stream(ask(way)).finalMessage());
    sample.served(headers, way);
  },
};
