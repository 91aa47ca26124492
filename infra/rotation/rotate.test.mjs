import assert from "node:assert/strict";
import { test } from "node:test";
import { key, rotate } from "./rotate.mjs";

const PROVIDER = { url: "https://api.example.com/v1/models", headers: { version: "1" }, header: "authorization", scheme: "Bearer " };
const NAME = "serai/prod/providers/openai";

/** Secrets Manager in memory: texts by name and stage, and what was asked of the provider. */
function world({ next, current = "old", pending, answer = 200, stages = ["AWSPENDING"], enabled = true } = {}) {
  const texts = { [`${NAME}|AWSCURRENT`]: current, [`${NAME}|AWSPENDING`]: pending, [`${NAME}-next|AWSCURRENT`]: next };
  const asked = [];
  const versions = { v1: ["AWSCURRENT"], v2: stages };
  const secrets = {
    describe: async () => ({ name: NAME, rotationEnabled: enabled, versions }),
    value: async (id, stage) => texts[`${id}|${stage}`] ?? null,
    put: async (id, token, text) => { texts[`${id}|AWSPENDING`] = text; },
    promote: async (id, token, from) => { versions[token] = ["AWSCURRENT"]; versions[from] = ["AWSPREVIOUS"]; },
  };
  const probe = async (url, headers) => { asked.push({ url, headers }); return answer; };
  const step = (name) => rotate({ SecretId: NAME, ClientRequestToken: "v2", Step: name }, secrets, probe, PROVIDER);
  return { texts, asked, versions, step };
}

test("makes the next key current, after the provider took it", async () => {
  const { asked, versions, step } = world({ next: "new" });
  for (const name of ["createSecret", "setSecret", "testSecret", "finishSecret"]) {
    await step(name);
  }
  assert.deepEqual(asked, [{ url: PROVIDER.url, headers: { version: "1", authorization: "Bearer new" } }]);
  assert.deepEqual(versions, { v1: ["AWSPREVIOUS"], v2: ["AWSCURRENT"] });
});

test("says where the next key belongs, if there is none", async () => {
  await assert.rejects(world().step("createSecret"), /put the next key into serai\/prod\/providers\/openai-next/);
});

test("refuses the key that is in use", async () => {
  await assert.rejects(world({ next: '{"api-key": "old"}' }).step("createSecret"), /make a new one/);
});

test("keeps the old key when the provider refuses the new one, and does not show it", async () => {
  const { step } = world({ pending: "secret-of-the-new-key", answer: 401 });
  await assert.rejects(step("testSecret"), (e) => /answered 401/.test(e.message) && !e.message.includes("secret-of"));
});

test("does not replace a pending key when a step is repeated", async () => {
  const { texts, step } = world({ next: "newer", pending: "new" });
  await step("createSecret");
  assert.equal(texts[`${NAME}|AWSPENDING`], "new");
});

test("does nothing when the version is current already", async () => {
  const { asked, step } = world({ next: "new", stages: ["AWSCURRENT"] });
  await step("testSecret");
  assert.deepEqual(asked, []);
});

test("refuses versions that are not pending, foreign ones, unknown steps, and secrets without rotation", async () => {
  await assert.rejects(world({ stages: [] }).step("createSecret"), /not pending/);
  await assert.rejects(world({ next: "new" }).step("nonsense"), /unknown step/);
  await assert.rejects(world({ enabled: false }).step("createSecret"), /not enabled/);
  const { versions, step } = world({ next: "new" });
  delete versions.v2;
  await assert.rejects(step("createSecret"), /not one of the secret's/);
});

test("tries nothing, and makes nothing current, when there is no pending key", async () => {
  const { asked, versions, step } = world({ next: "new" });
  await step("testSecret");
  await assert.rejects(step("finishSecret"), /no pending key/);
  assert.deepEqual(asked, []);
  assert.deepEqual(versions.v1, ["AWSCURRENT"]);
});

test("reads a key as text and from JSON", () => {
  assert.equal(key(" k \n"), "k");
  assert.equal(key('{"api-key": "k", "note": "n"}'), "k");
  assert.throws(() => key('{"note": "n"}'), /without the field/);
});
