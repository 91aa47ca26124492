// Rotation of a provider's API key. Providers have no call that makes a key, so a person makes the next one and puts it
// into the secret NAME-next; on the day of the rotation this function tries it at the provider and makes it current.
// Keys are never printed.

const STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"];

/**
 * One of the four steps of Secrets Manager's rotation.
 *
 * @param event {SecretId, ClientRequestToken, Step}
 * @param secrets describe(id), value(id, stage, version), put(id, token, text), promote(id, token, from); value gives null
 *     where there is none
 * @param probe (url, headers) => status of the provider's answer
 * @param provider {url, headers, header, scheme}: what is asked to try a key, and how the key is shown
 */
export async function rotate(event, secrets, probe, provider) {
  const { SecretId: id, ClientRequestToken: token, Step: step } = event;
  if (!STEPS.includes(step)) {
    throw new Error(`unknown step ${step}`);
  }
  const described = await secrets.describe(id);
  if (!described.rotationEnabled) {
    throw new Error("rotation is not enabled");
  }
  const stages = described.versions[token];
  if (!stages) {
    throw new Error("the version is not one of the secret's");
  }
  if (stages.includes("AWSCURRENT")) {
    return;
  }
  if (!stages.includes("AWSPENDING")) {
    throw new Error("the version is not pending");
  }
  switch (step) {
    case "createSecret":
      return create(id, token, described.name, secrets);
    case "testSecret":
      return test(id, token, secrets, probe, provider);
    case "finishSecret": {
      if ((await secrets.value(id, "AWSPENDING", token)) === null) {
        throw new Error("there is no pending key");
      }
      const current = Object.keys(described.versions).find((version) => described.versions[version].includes("AWSCURRENT"));
      return secrets.promote(id, token, current);
    }
    default:
      // setSecret: the key is already known to the provider, which has made it.
      return;
  }
}

async function create(id, token, name, secrets) {
  if ((await secrets.value(id, "AWSPENDING", token)) !== null) {
    return;
  }
  const next = await secrets.value(`${name}-next`, "AWSCURRENT");
  if (next === null || next.trim() === "") {
    throw new Error(`put the next key into ${name}-next, then rotate again`);
  }
  if (key(next) === key((await secrets.value(id, "AWSCURRENT")) ?? "")) {
    throw new Error(`${name}-next holds the key that is in use: make a new one at the provider`);
  }
  await secrets.put(id, token, next);
}

async function test(id, token, secrets, probe, provider) {
  const pending = await secrets.value(id, "AWSPENDING", token);
  if (pending === null) {
    // Secrets Manager runs this step alone, with an empty version, when a schedule is set.
    return;
  }
  const status = await probe(provider.url, { ...provider.headers, [provider.header]: provider.scheme + key(pending) });
  if (status !== 200) {
    throw new Error(`the provider answered ${status} to the new key; the old one stays`);
  }
}

/** The key in a secret's text: the text itself, or the field api-key of a JSON object. */
export function key(text) {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{")) {
    return trimmed;
  }
  const held = JSON.parse(trimmed)["api-key"];
  if (typeof held !== "string") {
    throw new Error("the secret is a JSON object without the field api-key");
  }
  return held.trim();
}
