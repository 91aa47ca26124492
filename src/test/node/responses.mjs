import OpenAI from "openai";
import * as sample from "./sample.mjs";

const { must } = sample;

function ask(way, more = {}) {
  return { model: way.model, input: sample.hello, store: false, ...more };
}

function tool(name) {
  return { type: "function", name, description: "Says it for a city", parameters: sample.schema, strict: true };
}

const weather = [tool("get_weather")];
const both = [tool("get_weather"), tool("get_time")];
const format = { type: "json_schema", name: "city", strict: true, schema: sample.schema };

function client(way, key = sample.key) {
  const [fetch, headers] = sample.recording();
  const openai = new OpenAI({
    baseURL: `${sample.url}/v1`, apiKey: key, maxRetries: 0, fetch, defaultHeaders: way.headers,
  });
  return [openai.responses, headers];
}

async function whole(way, more, key) {
  const [responses, headers] = client(way, key);
  const answer = await responses.create(ask(way, more));
  sample.served(headers, way);
  return answer;
}

async function streamed(way, more) {
  const [responses, headers] = client(way);
  const answer = await responses.stream(ask(way, more)).finalResponse();
  sample.served(headers, way);
  return answer;
}

function calls(answer) {
  return answer.output.filter((item) => item.type === "function_call");
}

function isWeather(answer) {
  const [call, ...others] = calls(answer);
  must(answer.status === "completed" && call && others.length === 0, "one call");
  must(JSON.parse(call.arguments).city.includes("Rome"), "arguments");
}

async function round(way, call) {
  const input = [{ role: "user", content: sample.twoTools }];
  const first = await call(way, { input, tools: both });
  must(calls(first).map((one) => one.name).join() === "get_weather,get_time", "two calls");
  const results = calls(first).map(({ call_id }) => ({
    type: "function_call_output", call_id, output: `${call_id} is fine`,
  }));
  const answer = await call(way, { input: [...input, ...first.output, ...results], tools: both });
  must(results.every((result) => answer.output_text.includes(result.output)), "results");
}

export default {
  name: "openai, Responses",
  whole: async (way) => must((await whole(way)).output_text.includes("You said: Hello"), "text"),
  streamed: async (way) => must((await streamed(way)).output_text.includes("You said: Hello"), "text"),
  tool: async (way) => isWeather(await whole(way, { input: sample.oneTool, tools: weather })),
  "tool, streamed": async (way) => isWeather(await streamed(way, { input: sample.oneTool, tools: weather })),
  "tools and results": async (way) => round(way, whole),
  "tools and results, streamed": async (way) => round(way, streamed),
  schema: async (way) => {
    const [responses, headers] = client(way);
    const answer = await responses.parse(ask(way, { input: "Rome", text: { format } }));
    sample.served(headers, way);
    must(answer.output_parsed.city === "Rome", "JSON");
  },
  picture: async (way) => {
    const content = [
      { type: "input_text", text: "What is it?" },
      { type: "input_image", detail: "auto", image_url: `data:image/png;base64,${sample.png}` },
    ];
    must((await whole(way, { input: [{ role: "user", content }] })).output_text.includes(sample.seen), "picture");
  },
  status: async (way, how) => {
    const more = { model: how.model ?? way.model, ...(how.temperature && { temperature: how.temperature }) };
    const error = await sample.failure(() => whole(way, more, how.key));
    return [error.status, error.headers?.get("retry-after")];
  },
  broken: async (way) => {
    const [responses, headers] = client(way);
    await sample.failure(() => responses.stream(ask(way)).finalResponse());
    sample.served(headers, way);
  },
};
