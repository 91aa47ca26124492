// Vectors through OpenAI's SDK, which asks for base64 unless told otherwise, with each provider behind.
// Needs SERAI_URL and SERAI_KEY.
import OpenAI from "openai";
import { key, must, url } from "./sample.mjs";

const lengths = {
  "text-embedding-3-small": 1536,
  "gemini-embedding-001": 3072,
  "titan-embed-text-v2": 1024,
  "embed-multilingual-v3": 1024,
};
const most = 2048;

must(key, "set SERAI_KEY");
const asked = [];
const openai = new OpenAI({
  baseURL: `${url}/v1`, apiKey: key, maxRetries: 0,
  fetch: (to, init) => {
    asked.push(JSON.parse(init.body).encoding_format);
    return fetch(to, init);
  },
});

function near(one, other) {
  return one.length === other.length && one.every((number, i) => Math.abs(number - other[i]) < 1e-6);
}

for (const [model, length] of Object.entries(lengths)) {
  const byDefault = await openai.embeddings.create({ model, input: ["one", "another"] });
  must(asked.pop() === "base64", "the SDK asks for base64");
  const floats = await openai.embeddings.create({ model, input: ["one", "another"], encoding_format: "float" });
  must(asked.pop() === "float", "the SDK asks for numbers");
  must(byDefault.data.every(({ embedding }) => embedding.length === length), `${model}: ${length} numbers`);
  must(byDefault.data.every(({ embedding }, i) => near(embedding, floats.data[i].embedding)), `${model}: both forms are equal`);
  must(!near(byDefault.data[0].embedding, byDefault.data[1].embedding), `${model}: another text is another vector`);

  const many = Array.from({ length: most }, (nothing, i) => `text ${i}`);
  const all = await openai.embeddings.create({ model, input: many });
  must(all.data.length === most && all.data.every(({ index }, i) => index === i), `${model}: all, in order`);
  const last = await openai.embeddings.create({ model, input: many.at(-1) });
  must(near(all.data.at(-1).embedding, last.data[0].embedding), `${model}: the last is the last`);
  must(all.usage.prompt_tokens > most && all.usage.total_tokens === all.usage.prompt_tokens, `${model}: usage`);
  console.log(`| ${model} | ${length} | ${all.usage.prompt_tokens} tokens of ${most} texts |`);
}
