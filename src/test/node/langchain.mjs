import { ChatOpenAI } from "@langchain/openai";
import { AIMessageChunk, createAgent, HumanMessage, tool } from "langchain";
import * as sample from "./sample.mjs";

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
