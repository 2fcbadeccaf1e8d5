// Elements of the page. Text only ever becomes text: nothing here reads markup.

export type Child = Node | string | null | undefined | false | Child[];

type Value = string | number | boolean | undefined | ((event: Event) => void);

/** An element; attributes that are functions are listeners (`click`, `submit`), false or undefined ones are
 * left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(attribute, value);
    else if (value !== undefined && value !== false)
      made.setAttribute(attribute, value === true ? "" : String(value));
  }
  // Some translators know the class only.
  if (attributes.translate === "no") made.classList.add("notranslate");
  made.append(...nodes(children));
  return made;
}

export function paragraph(text: Child, className?: string): HTMLParagraphElement {
  return element("p", { class: className }, text);
}

/** A text of several paragraphs, as descriptions are: one in each line. */
export function paragraphs(text: string, attributes: Record<string, Value> = {}): HTMLParagraphElement[] {
  return text.split("\n").map((line) => element("p", attributes, line));
}

export function button(
  text: string,
  click: () => void,
  attributes: Record<string, Value> = {},
): HTMLButtonElement {
  return element("button", { type: "button", click, ...attributes }, text);
}

export function secondary(
  text: string,
  click: () => void,
  attributes: Record<string, Value> = {},
): HTMLButtonElement {
  return button(text, click, { class: "button-secondary", ...attributes });
}

/** A name that is the same in every language. */
export function verbatim(text: string): HTMLElement {
  return element("span", { translate: "no" }, text);
}

/** Terms and what they are; lines without a value are left out. */
export function facts(...lines: [string, Child][]): HTMLElement {
  const shown = lines.filter(([, value]) => value !== null && value !== undefined && value !== false);
  return element(
    "dl",
    { class: "facts" },
    shown.map(([term, value]) => [element("dt", {}, term), element("dd", {}, value)]),
  );
}

export function details(summary: string, ...children: Child[]): HTMLDetailsElement {
  return element("details", {}, element("summary", {}, summary), children);
}

/** A box that says how something is: "ok", "warn", "bad", or neither. */
export function notice(
  kind: "ok" | "warn" | "bad" | "",
  heading: string | null,
  ...children: Child[]
): HTMLElement {
  const title = heading && element("h2", {}, heading);
  return element("div", { class: kind ? `notice notice-${kind}` : "notice" }, title, children);
}

export function replace(parent: Element, ...children: Child[]): void {
  parent.replaceChildren(...nodes(children));
}

function nodes(children: Child[]): (Node | string)[] {
  return children.flat(Infinity as 10).filter((child): child is Node | string => !!child);
}
