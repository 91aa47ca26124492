import OpenAI from "openai";
import { zodTextFormat } from "openai/helpers/zod";
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

function client(way, more = {}) {
  const [fetch, headers] = sample.recording();
  const openai = new OpenAI({
    baseURL: `${sample.url}/v1`, apiKey: sample.key, maxRetries: 0, fetch, defaultHeaders: way.headers, ...more,
  });
  return [openai.responses, headers];
}

async function answered(way, more, settings) {
  const [responses, headers] = client(way, settings);
  const answer = await responses.create(ask(way, more));
  sample.served(headers, way);
  return [answer, headers];
}

async function whole(way, more, key = sample.key) {
  return (await answered(way, more, { apiKey: key }))[0];
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

async function round(way, call, more = {}, look = () => {}) {
  const input = [{ role: "user", content: sample.twoTools }];
  const first = await call(way, { input, tools: both, ...more });
  look(first);
  must(calls(first).map((one) => one.name).join() === "get_weather,get_time", "two calls");
  const results = calls(first).map(({ call_id }) => ({
    type: "function_call_output", call_id, output: `${call_id} is fine`,
  }));
  const answer = await call(way, { input: [...input, ...first.output, ...results], tools: both, ...more });
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
  "streamed, usage": async (way) => {
    const { usage } = await streamed(way);
    must(usage.input_tokens > 0 && usage.output_tokens > 5, "usage");
  },
  "thinking, taken back with results": async (way, dialect) => {
    const more = {
      reasoning: { effort: "low", summary: "auto" }, include: ["reasoning.encrypted_content"], max_output_tokens: 4000,
    };
    await round(way, streamed, more, ({ output }) => {
      const sealed = output.filter((item) => item.type === "reasoning" && item.encrypted_content).length;
      must(sealed === sample.sealed(dialect), `${sealed} sealed thoughts`);
    });
  },
  "schema by zod": async (way) => {
    const [responses, headers] = client(way);
    const answer = await responses.parse(
      ask(way, { input: "Rome", text: { format: zodTextFormat(sample.city, "city") } }));
    sample.served(headers, way);
    must(answer.output_parsed.city === "Rome", "JSON");
  },
  document: async (way) => {
    const content = [
      { type: "input_text", text: "What is it?" },
      { type: "input_file", filename: "a.pdf", file_data: `data:application/pdf;base64,${sample.pdf}` },
    ];
    const { output_text } = await whole(way, { input: [{ role: "user", content }] });
    must(output_text.includes(sample.pdfSeen), output_text);
  },
  "cached beginning": async (way, dialect) => {
    const instructed = `Be brief. This is run ${Date.now()} of ${dialect}. `.repeat(50);
    const content = [{ type: "input_text", text: instructed, prompt_cache_breakpoint: { mode: "explicit" } }];
    const input = [{ role: "developer", content }, { role: "user", content: sample.hello }];
    const [first, headers] = await answered(way, { input });
    const second = await whole(way, { input });
    const keeps = dialect === "anthropic" || dialect === "bedrock";
    must(first.usage.input_tokens_details.cached_tokens === 0, "nothing is there yet");
    must((second.usage.input_tokens_details.cached_tokens > 0) === keeps, "what was there");
    must(sample.isLost(headers, "prompt_cache_breakpoint") === !keeps, "the mark is lost where it is named");
  },
  "a field that nobody knows": async (way) => {
    const [, headers] = await answered(way, { tomorrow: 1 });
    must(sample.isLost(headers, "tomorrow"), "the field is named");
  },
  "x-serai headers": async (way) => {
    const [responses] = client(way);
    const { data, response } = await responses.create(ask(way)).withResponse();
    must(data.output_text.includes("You said: Hello"), "answer");
    must(response.headers.get("x-serai-deployment") === way.deployment, "deployment");
  },
  left: async (way) => {
    const [responses] = client(way);
    const stream = await responses.create(ask(way, { stream: true }));
    for await (const event of stream) {
      if (event.type === "response.output_text.delta") {
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
    const [responses, headers] = client(way, { maxRetries: 2 });
    must((await sample.failure(() => responses.create(ask(way)))).status === 502, "502");
    return headers.requests;
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
