// Labelled fields of forms, with help and errors beside them.

import { type Child, element } from "./dom";
import { say } from "./language";

interface Field {
  id: string;
  label: string;
  help: string;
  value: string;
  input: (typed: string) => void;
  /** The mistake in what was typed. */
  error?: string | null;
}

/** A field of one line. */
export function lineField(field: Field): Child {
  return [...around(field), element("input", { type: "text", value: field.value, ...attributes(field) })];
}

/** A field for a long value from a letter or a screen, which can be seen in full and compared. */
export function valueField(field: Field): Child {
  const keydown = (event: Event) => {
    const { key, shiftKey } = event as KeyboardEvent;
    if (key !== "Enter" || shiftKey) return;
    event.preventDefault();
    (event.target as HTMLTextAreaElement).form?.requestSubmit();
  };
  return [...around(field), element("textarea", { rows: 3, keydown, ...attributes(field) }, field.value)];
}

/** A button that opens a file. The name of the chosen file is shown beside it, or that the file cannot be
 * read. */
export function fileField(
  id: string,
  label: string,
  take: (file: File) => void | Promise<void>,
  accept?: string,
): Child {
  const name = element("span", { class: "muted", role: "status", translate: "no" });
  const error = element("span", { class: "error", role: "alert" });
  const change = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    name.textContent = file.name;
    error.textContent = "";
    try {
      await probe(file);
      await take(file);
    } catch {
      error.textContent = say("trouble-file");
    }
    // The same file may be chosen again.
    input.value = "";
  };
  return element(
    "p",
    { class: "file" },
    element("input", {
      type: "file",
      id,
      accept,
      class: "visually-hidden",
      change: (event) => void change(event),
    }),
    element("label", { for: id, class: "button button-secondary" }, label),
    name,
    error,
  );
}

/** The text of a file: UTF-8, or UTF-16 with its byte order mark, as some editors write it. */
export async function textOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const mark = bytes.subarray(0, 2).join();
  const encoding = { "255,254": "utf-16le", "254,255": "utf-16be" }[mark] ?? "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

/** Some files are only names: deleted since, or still in a cloud. */
async function probe(file: File): Promise<void> {
  const reader = file.stream().getReader();
  const { done } = await reader.read();
  await reader.cancel();
  if (done && file.size > 0) throw new Error("the file is empty now");
}

function around({ id, label, help, error }: Field): Child[] {
  return [
    element("label", { for: id }, label),
    element("p", { id: `${id}-help`, class: "muted" }, help),
    error && element("p", { id: `${id}-error`, class: "error" }, error),
  ];
}

function attributes({ id, input, error }: Field) {
  return {
    id,
    name: id,
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    dir: "ltr",
    translate: "no",
    "aria-describedby": error ? `${id}-help ${id}-error` : `${id}-help`,
    "aria-invalid": !!error && "true",
    input: (event: Event) => input((event.target as HTMLInputElement | HTMLTextAreaElement).value),
  };
}
