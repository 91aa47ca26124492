import Anthropic from "@anthropic-ai/sdk";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
import * as sample from "./sample.mjs";
import { faulty } from "./simulator.mjs";

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

function client(way, more = {}) {
  const [fetch, headers] = sample.recording();
  const anthropic = new Anthropic({
    baseURL: sample.url, apiKey: sample.key, maxRetries: 0, fetch, defaultHeaders: way.headers, ...more,
  });
  return [anthropic.messages, headers, anthropic];
}

async function answered(way, more, settings) {
  const [messages, headers] = client(way, settings);
  const answer = await messages.create(ask(way, more));
  sample.served(headers, way);
  return [answer, headers];
}

async function whole(way, more, key = sample.key) {
  return (await answered(way, more, { apiKey: key }))[0];
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

async function round(way, call, more = {}, look = () => {}) {
  const question = { ...says(sample.twoTools), tools: both, ...more };
  const message = await call(way, question);
  look(message);
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
  dialect: "anthropic",
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
  "streamed, usage": async (way) => {
    const { usage } = await streamed(way);
    must(usage.input_tokens > 0 && usage.output_tokens > 5, "usage");
  },
  "thinking, taken back with results": async (way, dialect) => {
    const more = { thinking: { type: "enabled", budget_tokens: 1024 }, max_tokens: 4000 };
    await round(way, streamed, more, ({ content }) => {
      const thoughts = content.filter((block) => block.type === "thinking");
      must(thoughts.length === (dialect === "openai" ? 0 : 1), `${thoughts.length} thoughts`);
      must(!["anthropic", "bedrock"].includes(dialect) || thoughts[0].signature.length > 10, "signature");
    });
  },
  "schema by zod": async (way) => {
    const [messages, headers] = client(way);
    const message = await messages.parse(
      ask(way, { ...says("Rome"), output_config: { format: zodOutputFormat(sample.city) } }));
    sample.served(headers, way);
    must(message.parsed_output.city === "Rome", "JSON");
  },
  document: async (way) => {
    const source = { type: "base64", media_type: "application/pdf", data: sample.pdf };
    const message = await whole(way, says([{ type: "document", source }, { type: "text", text: "What is it?" }]));
    must(text(message).includes(sample.pdfSeen), text(message));
  },
  "cached beginning": async (way, dialect) => {
    const instructed = `Be brief. This is run ${Date.now()} of ${dialect}. `.repeat(50);
    const system = [{ type: "text", text: instructed, cache_control: { type: "ephemeral" } }];
    const [first, headers] = await answered(way, { system });
    const second = await whole(way, { system });
    const keeps = dialect === "anthropic" || dialect === "bedrock";
    must((first.usage.cache_creation_input_tokens > 0) === keeps, "what is put there");
    must((second.usage.cache_read_input_tokens > 0) === keeps, "what was there");
    must(sample.isLost(headers, "cache_control") === !keeps, "the mark is lost where it is named");
  },
  "a field that nobody knows": async (way, dialect) =>
    faulty({ contains: '"tomorrow":1', text: "with that field" }, async () => {
      const [answer, headers] = await answered(way, { tomorrow: 1 });
      const passed = dialect === "anthropic";
      must((text(answer) === "with that field") === passed, text(answer));
      must(sample.isLost(headers, "tomorrow") === !passed, "the field is lost where it is named");
    }),
  "x-serai headers": async (way) => {
    const [messages] = client(way);
    const { data, response } = await messages.create(ask(way)).withResponse();
    must(text(data).includes("You said: Hello"), "answer");
    must(response.headers.get("x-serai-deployment") === way.deployment, "deployment");
  },
  "list of models": async (way) => {
    const [, , anthropic] = client(way);
    const models = [];
    for await (const model of anthropic.models.list({ limit: 2 })) {
      models.push(model);
    }
    must(models.length > 4 && new Set(models.map(({ id }) => id)).size === models.length, "all, over several pages");
    must(models.some(({ id, type }) => id === way.model && type === "model"), "model");
    must((await anthropic.models.retrieve(way.model)).id === way.model, "one model");
  },
  "count of tokens": async (way) => {
    const [messages] = client(way);
    const { max_tokens, ...question } = ask(way);
    const few = await messages.countTokens(question);
    const more = await messages.countTokens({ ...question, system: "Be brief", tools: both });
    must(max_tokens > 0 && few.input_tokens > 0 && more.input_tokens > few.input_tokens + 20, "tokens");
  },
  left: async (way) => {
    const [messages] = client(way);
    const stream = await messages.create(ask(way, { stream: true }));
    for await (const event of stream) {
      if (event.type === "content_block_delta") {
        stream.controller.abort();
      }
    }
  },
  timedOut: async (way, timeout) => {
    const error = await sample.failure(() => answered(way, {}, { timeout }));
    must(error instanceof Anthropic.APIConnectionTimeoutError, error.name);
  },
  retried: async (way) => (await answered(way, {}, { maxRetries: 2 }))[1].requests,
  obeyed: async (way) => {
    const [messages, headers] = client(way, { maxRetries: 2 });
    must((await sample.failure(() => messages.create(ask(way)))).status === 502, "502");
    return headers.requests;
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
