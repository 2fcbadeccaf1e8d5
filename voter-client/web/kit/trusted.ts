// Trusted Types: the worker's address is the only text that ever becomes a program.

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

const factory = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy = factory?.createPolicy("tabella", { createScriptURL: (url) => url });

export function scriptAddress(url: string): string {
  return policy ? policy.createScriptURL(url) : url;
}
