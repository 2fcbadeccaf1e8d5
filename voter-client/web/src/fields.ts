// Labelled fields of forms, with help and errors beside them.

import { type Child, element } from "./dom";

interface Field {
  id: string;
  label: string;
  help: string;
  value: string;
  input: (typed: string) => void;
  /** What is wrong with what was typed. */
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

/** A button that opens a file. The name of the chosen file is shown beside it. */
export function fileField(id: string, label: string, take: (file: File) => void, accept?: string): Child {
  const name = element("span", { class: "muted", role: "status", translate: "no" });
  const change = (event: Event) => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (!file) return;
    name.textContent = file.name;
    take(file);
  };
  return element(
    "p",
    { class: "file" },
    element("input", { type: "file", id, accept, class: "visually-hidden", change }),
    element("label", { for: id, class: "button button-secondary" }, label),
    name,
  );
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
