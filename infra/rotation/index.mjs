// What Lambda calls: rotate.mjs with the AWS SDK that the runtime brings, and with fetch.
import { rotate } from "./rotate.mjs";

const TIMEOUT_MS = 10_000;

export async function handler(event) {
  const sdk = await import("@aws-sdk/client-secrets-manager");
  const providers = JSON.parse(process.env.PROVIDERS);
  const client = new sdk.SecretsManagerClient({});
  const described = await client.send(new sdk.DescribeSecretCommand({ SecretId: event.SecretId }));
  const provider = providers[described.Name.split("/").pop()];
  if (!provider) {
    throw new Error("the secret is none of a provider that is known");
  }
  await rotate(event, secrets(sdk, client), probe, provider);
}

function secrets(sdk, client) {
  return {
    async describe(id) {
      const found = await client.send(new sdk.DescribeSecretCommand({ SecretId: id }));
      return { name: found.Name, rotationEnabled: found.RotationEnabled, versions: found.VersionIdsToStages ?? {} };
    },
    async value(id, stage, version) {
      try {
        const wanted = { SecretId: id, VersionStage: stage, VersionId: version };
        return (await client.send(new sdk.GetSecretValueCommand(wanted))).SecretString ?? null;
      } catch (e) {
        if (e.name === "ResourceNotFoundException") {
          return null;
        }
        throw e;
      }
    },
    async put(id, token, text) {
      const version = { SecretId: id, ClientRequestToken: token, SecretString: text, VersionStages: ["AWSPENDING"] };
      await client.send(new sdk.PutSecretValueCommand(version));
    },
    async promote(id, token, from) {
      const move = { SecretId: id, VersionStage: "AWSCURRENT", MoveToVersionId: token, RemoveFromVersionId: from };
      await client.send(new sdk.UpdateSecretVersionStageCommand(move));
    },
  };
}

async function probe(url, headers) {
  const answer = await fetch(url, { headers, redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  await answer.body?.cancel();
  return answer.status;
}
