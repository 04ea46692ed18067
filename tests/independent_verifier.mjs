// Asks a verifier that others wrote what it says of the credentials on standard input.
import { readFileSync } from "node:fs";

// It stays on this machine: what it would like to know of others, it does without.
const reach = globalThis.fetch;
globalThis.fetch = (asked, ...rest) => {
  const { hostname } = new URL(asked.url ?? String(asked));
  return hostname === "localhost" ? reach(asked, ...rest) : Promise.reject(new Error("not here"));
};
const { verifyCredential } = await import("@digitalcredentials/verifier-core");

const answers = [];
for (const credential of JSON.parse(readFileSync(0, "utf8"))) {
  const said = await verifyCredential({ credential, knownDIDRegistries: [] });
  answers.push({
    errors: (said.errors ?? []).map((one) => one.name ?? String(one)),
    steps: Object.fromEntries((said.log ?? []).map((one) => [one.id, one.valid ?? one.error?.name])),
  });
}
process.stdout.write(`\n${JSON.stringify(answers)}\n`); // after what it tells of itself
process.exit(0);
