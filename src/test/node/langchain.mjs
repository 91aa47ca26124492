import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import { AIMessageChunk, createAgent, HumanMessage, tool } from "langchain";
import * as sample from "./sample.mjs";
import { faulty } from "./simulator.mjs";

const { must } = sample;

function said(name) {
  return tool(async () => `${name} is fine`, { name, description: "Says it for a city", schema: sample.schema });
}

const weather = [said("get_weather")];
const both = [said("get_weather"), said("get_time")];

function model(way, more = {}) {
  const [fetch, headers] = sample.recording();
  const chat = new ChatOpenAI({
    model: way.model, apiKey: sample.key, maxRetries: 0, useResponsesApi: false, ...more,
    configuration: { baseURL: `${sample.url}/v1`, fetch, defaultHeaders: way.headers },
  });
  return [chat, headers];
}

async function whole(way, prompt, more, shape = (chat) => chat) {
  const [chat, headers] = model(way, more);
  const answer = await shape(chat).invoke(prompt);
  sample.served(headers, way);
  return answer;
}

async function streamed(way, prompt, shape = (chat) => chat) {
  const [chat, headers] = model(way);
  let answer;
  for await (const chunk of await shape(chat).stream(prompt)) {
    answer = answer === undefined ? chunk : answer.concat(chunk);
  }
  sample.served(headers, way);
  return answer;
}

function isWeather(message) {
  must(message.tool_calls.length === 1 && message.tool_calls[0].name === "get_weather", "one call");
  must(message.tool_calls[0].args.city.includes("Rome"), "arguments");
}

// LangChain's agent calls the tools and sends their results back; asked for messages, it streams from the model.
async function round(way, streaming) {
  const [chat, headers] = model(way);
  const agent = createAgent({ model: chat, tools: both });
  const question = { messages: [new HumanMessage(sample.twoTools)] };
  let text = "";
  if (streaming) {
    for await (const [piece] of await agent.stream(question, { streamMode: "messages" })) {
      text += AIMessageChunk.isInstance(piece) ? piece.text : "";
    }
  } else {
    text = (await agent.invoke(question)).messages.at(-1).text;
  }
  sample.served(headers, way);
  must(text.includes("get_weather is fine") && text.includes("get_time is fine"), "results");
}

export default {
  name: "langchain with @langchain/openai",
  whole: async (way) => must((await whole(way, sample.hello)).text.includes("You said: Hello"), "text"),
  streamed: async (way) => must((await streamed(way, sample.hello)).text.includes("You said: Hello"), "text"),
  tool: async (way) => isWeather(await whole(way, sample.oneTool, {}, (chat) => chat.bindTools(weather))),
  "tool, streamed": async (way) => isWeather(await streamed(way, sample.oneTool, (chat) => chat.bindTools(weather))),
  "tools and results": async (way) => round(way, false),
  "tools and results, streamed": async (way) => round(way, true),
  schema: async (way) => {
    const options = { name: "city", method: "jsonSchema", strict: true };
    const answer = await whole(way, "Rome", {}, (chat) => chat.withStructuredOutput(sample.schema, options));
    must(answer.city === "Rome", "JSON");
  },
  picture: async (way) => {
    const content = [
      { type: "text", text: "What is it?" },
      { type: "image_url", image_url: { url: `data:image/png;base64,${sample.png}` } },
    ];
    must((await whole(way, [new HumanMessage({ content })])).text.includes(sample.seen), "picture");
  },
  "streamed, usage": async (way) => {
    const { usage_metadata } = await streamed(way, sample.hello);
    must(usage_metadata.input_tokens > 0 && usage_metadata.output_tokens > 5, "usage");
  },
  "schema by zod": async (way) => {
    const options = { name: "city", method: "jsonSchema", strict: true };
    const answer = await whole(way, "Rome", {}, (chat) => chat.withStructuredOutput(sample.city, options));
    must(answer.city === "Rome", "JSON");
  },
  document: async (way) => {
    const content = [
      { type: "text", text: "What is it?" },
      { type: "file", source_type: "base64", mime_type: "application/pdf", data: sample.pdf, metadata: { filename: "a.pdf" } },
    ];
    const { text } = await whole(way, [new HumanMessage({ content })]);
    must(text.includes(sample.pdfSeen), text);
  },
  sound: async (way, dialect) => {
    const content = [
      { type: "text", text: "What is it?" },
      { type: "input_audio", input_audio: { data: sample.sound, format: "wav" } },
    ];
    const call = () => whole(way, [new HumanMessage({ content })]);
    if (dialect === "openai" || dialect === "gemini") {
      const { text } = await call();
      must(text.includes(sample.soundSeen), text);
    } else {
      must((await sample.failure(call)).status === 400, "models that hear nothing are not asked");
    }
  },
  seed: async (way, dialect) =>
    faulty({ contains: '"seed":7', text: "with a seed" }, async () => {
      const [chat, headers] = model(way);
      const { text } = await chat.invoke(sample.hello, { seed: 7 });
      sample.served(headers, way);
      must((text === "with a seed") === (dialect === "openai" || dialect === "gemini"), text);
    }),
  "a field that nobody knows": async (way, dialect) =>
    faulty({ contains: '"tomorrow":1', text: "with that field" }, async () => {
      const { text } = await whole(way, sample.hello, { modelKwargs: { tomorrow: 1 } });
      must((text === "with that field") === (dialect === "openai"), text);
    }),
  vectors: async ({ model: name, length }) => {
    const embeddings = new OpenAIEmbeddings({
      model: name, apiKey: sample.key, maxRetries: 0, configuration: { baseURL: `${sample.url}/v1` },
    });
    sample.areVectors(await embeddings.embedDocuments(["one", "another"]), { length });
  },
  left: async (way) => {
    const controller = new AbortController();
    const [chat] = model(way);
    const error = await sample.failure(async () => {
      for await (const chunk of await chat.stream(sample.hello, { signal: controller.signal })) {
        if (chunk.text) {
          controller.abort();
        }
      }
    });
    must(controller.signal.aborted, error.message);
  },
  timedOut: async (way, timeout) => {
    const error = await sample.failure(() => whole(way, sample.hello, { timeout }));
    must(error.name === "TimeoutError", error.name);
  },
  retried: async (way) => {
    const [chat, headers] = model(way, { maxRetries: 2 });
    await chat.invoke(sample.hello);
    return headers.requests;
  },
  status: async (way, how) => {
    const more = {
      ...(how.model && { model: how.model }),
      ...(how.key && { apiKey: how.key }),
      ...(how.temperature && { modelKwargs: { temperature: how.temperature } }),
    };
    const error = await sample.failure(() => whole(way, sample.hello, more));
    return [error.status, error.headers?.get?.("retry-after")];
  },
  broken: async (way) => {
    const [chat, headers] = model(way);
    await sample.failure(async () => {
      for await (const chunk of await chat.stream(sample.hello)) {
        void chunk;
      }
    });
    sample.served(headers, way);
  },
};
