// Runs Google's own SDK straight against the simulator: what it takes for Gemini's API speaks Gemini's dialect.
// Prints a line of JSON for each case. Needs SERAI_SIMULATOR_URL where the simulator is not at its usual port.
import { FunctionCallingConfigMode, GoogleGenAI } from "@google/genai";
import { must, oneTool, png, schema, seen, twoTools } from "./sample.mjs";

const baseUrl = process.env.SERAI_SIMULATOR_URL ?? "http://127.0.0.1:8090";
const model = "gemini-2.5-flash";
const ai = new GoogleGenAI({ apiKey: "any", httpOptions: { baseUrl } });
const vertex = new GoogleGenAI({
  vertexai: true, project: "p", location: "europe-west1", httpOptions: { baseUrl, headers: { authorization: "Bearer any" } },
  googleAuthOptions: { authClient: { getRequestHeaders: async () => new Headers({ authorization: "Bearer any" }) } },
});

function tool(name) {
  return { name, description: "Says it for a city", parametersJsonSchema: schema };
}

async function streamed(request) {
  let text = "";
  let calls = [];
  let last;
  for await (const chunk of await ai.models.generateContentStream(request)) {
    text += chunk.text ?? "";
    calls = calls.concat(chunk.functionCalls ?? []);
    last = chunk;
  }
  return { text, calls, last };
}

const both = { tools: [{ functionDeclarations: [tool("get_weather"), tool("get_time")] }] };

const cases = {
  whole: async () => {
    const answer = await ai.models.generateContent({ model, contents: "Hello" });
    must(answer.text.includes("You said: Hello"), "text");
    must(answer.usageMetadata.promptTokenCount > 0 && answer.usageMetadata.candidatesTokenCount > 0, "usage");
    must(answer.candidates[0].finishReason === "STOP", "finish");
  },
  "whole, Vertex AI": async () => {
    const answer = await vertex.models.generateContent({ model, contents: "Hello" });
    must(answer.text.includes("You said: Hello"), "text");
  },
  streamed: async () => {
    const { text, last } = await streamed({ model, contents: "Hello" });
    must(text.includes("You said: Hello"), "text");
    must(last.candidates[0].finishReason === "STOP" && last.usageMetadata.totalTokenCount > 0, "end");
  },
  tool: async () => {
    const answer = await ai.models.generateContent({ model, contents: oneTool, config: both });
    must(answer.functionCalls.length === 1 && answer.functionCalls[0].args.city.includes("Rome"), "call");
  },
  "tool, forced": async () => {
    const toolConfig = { functionCallingConfig: { mode: FunctionCallingConfigMode.ANY, allowedFunctionNames: ["get_time"] } };
    const answer = await ai.models.generateContent({ model, contents: "Rome", config: { ...both, toolConfig } });
    must(answer.functionCalls[0].name === "get_time", "call");
  },
  "tools and results, streamed": async () => {
    const question = { role: "user", parts: [{ text: twoTools }] };
    const { calls } = await streamed({ model, contents: [question], config: both });
    must(calls.map((call) => call.name).join() === "get_weather,get_time", "calls");
    const { text } = await streamed({
      model, config: both,
      contents: [
        question,
        { role: "model", parts: calls.map((functionCall) => ({ functionCall })) },
        { role: "user", parts: calls.map(({ name }) => ({ functionResponse: { name, response: { output: `${name} is fine` } } })) },
      ],
    });
    must(text.includes("get_weather is fine") && text.includes("get_time is fine"), "results");
  },
  schema: async () => {
    const config = { responseMimeType: "application/json", responseJsonSchema: schema };
    const answer = await ai.models.generateContent({ model, contents: "Rome", config });
    must(JSON.parse(answer.text).city === "Rome", "JSON");
  },
  thinking: async () => {
    const config = { thinkingConfig: { includeThoughts: true } };
    const answer = await ai.models.generateContent({ model, contents: "Hello", config });
    must(answer.candidates[0].content.parts[0].thought === true && answer.usageMetadata.thoughtsTokenCount > 0, "thought");
  },
  picture: async () => {
    const contents = [{ inlineData: { mimeType: "image/png", data: png } }, "What is it?"];
    must((await ai.models.generateContent({ model, contents })).text.includes(seen), "picture");
  },
  limit: async () => {
    const answer = await ai.models.generateContent({ model, contents: "Hello", config: { maxOutputTokens: 3 } });
    must(answer.candidates[0].finishReason === "MAX_TOKENS", "finish");
  },
  "error: ApiError with its status": async () => {
    const at = `${baseUrl}/_sim/faults/genai`;
    await fetch(at, { method: "PUT", body: JSON.stringify({ status: 429 }) });
    try {
      await ai.models.generateContent({ model, contents: "Hello" });
      must(false, "no error");
    } catch (error) {
      must(error.name === "ApiError" && error.status === 429, `${error.name} ${error.status}`);
    } finally {
      await fetch(at, { method: "DELETE" });
    }
  },
};

for (const [name, run] of Object.entries(cases)) {
  const one = { sdk: "@google/genai", case: name, behind: "gemini" };
  try {
    await run();
  } catch (error) {
    one.problem = `${error.name}: ${error.message}`;
    process.exitCode = 1;
  }
  console.log(JSON.stringify(one));
}
