// Runs the same features through several SDKs against a running gateway with its simulator.
//   node compat.mjs [--json] [SDK]...
// Prints a table, or a line of JSON for each case: sdk, case, behind, and problem where there is one.
// Needs SERAI_URL and SERAI_KEY; SERAI_SIMULATOR_URL where the simulator is not at its usual port. With SERAI_DIRECT=true
// SERAI_URL is the simulator itself, and each SDK asks for its own dialect.
import anthropic from "./anthropic.mjs";
import { features } from "./features.mjs";
import langchain from "./langchain.mjs";
import openai from "./openai.mjs";
import responses from "./responses.mjs";
import { behind, direct, key, must } from "./sample.mjs";
import vercel, { responses as vercelResponses } from "./vercel.mjs";

const titles = { anthropic: "Anthropic", openai: "OpenAI", gemini: "Gemini", bedrock: "Bedrock" };
const everySdk = { openai, responses, anthropic, vercel, vercelResponses, langchain };

const [json, ...names] = process.argv.includes("--json")
  ? [true, ...process.argv.slice(2).filter((argument) => argument !== "--json")]
  : [false, ...process.argv.slice(2)];
const sdks = names.length === 0 ? Object.values(everySdk) : names.map((name) => everySdk[name]);

function cell(ran, ways) {
  const failed = ran.filter(({ problem }) => problem);
  if (failed.length > 0) {
    return `not ${failed.map((one) => titles[one.behind]).join(", ")}`;
  }
  return ways.length === 1 ? "once" : ways.length === 4 ? "all" : ways.map((way) => titles[way]).join(", ");
}

must(key, "set SERAI_KEY");
const cells = new Map();
const problems = [];
for (const feature of features) {
  for (const sdk of sdks) {
    const ran = [];
    const ways = direct ? [sdk.dialect] : feature.ways;
    for (const dialect of feature.can(sdk) ? ways : []) {
      const one = { sdk: sdk.name, case: feature.name, behind: dialect };
      try {
        await feature.run(sdk, behind[dialect], dialect);
      } catch (error) {
        one.problem = `${error.name}: ${error.message}`;
        problems.push(`${sdk.name}, ${feature.name}, ${dialect}: ${one.problem}`);
      }
      ran.push(one);
      if (json) {
        console.log(JSON.stringify(one));
      }
    }
    cells.set(`${sdk.name}/${feature.name}`, ran.length === 0 ? "-" : cell(ran, ways));
  }
}

if (!json) {
  console.log(`| case | ${sdks.map((sdk) => sdk.name).join(" | ")} |`);
  console.log(`|---|${sdks.map(() => "---|").join("")}`);
  for (const { name } of features) {
    console.log(`| ${name} | ${sdks.map((sdk) => cells.get(`${sdk.name}/${name}`)).join(" | ")} |`);
  }
}
problems.forEach((problem) => console.error(problem));
process.exitCode = problems.length === 0 ? 0 : 1;
