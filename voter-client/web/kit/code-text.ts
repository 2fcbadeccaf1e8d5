// Values that people compare character by character: trackers, credentials, fingerprints.

import { type Child, element, secondary } from "./dom";
import { say } from "./language";

/** The value in full. Its groups break between lines only at spaces. */
export function codeText(text: string): HTMLElement {
  return element("code", { class: "tracker", translate: "no", dir: "ltr" }, text);
}

/** The value in full, with a button that copies it. */
export function copyable(text: string, id: string): Child {
  return [codeText(text), copyButton(say("copy"), text, id)];
}

export function copyButton(label: string, text: string, id: string): HTMLElement {
  const status = element("span", { role: "status", class: "muted copied" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = say("copied");
    } catch {
      status.textContent = say("copy-failed");
    }
  };
  return element(
    "p",
    { class: "copy no-print" },
    secondary(label, () => void copy(), { id }),
    status,
  );
}

/** Lets the reader save a text as a file. */
export function save(name: string, text: string, type = "text/plain"): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
