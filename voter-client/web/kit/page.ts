// The frame of a page: header with the language switch, one screen at a time, footer, and what is announced.

import { type Child, element, replace } from "./dom";
import { choose, current, say } from "./language";
import { NAMES, direction } from "./languages";

export interface Screen {
  /** The heading; also the title of the window. */
  title: string;
  /** The language of the heading, where it is a text of the election. */
  language?: string | undefined;
  /** Shown above the heading. */
  above?: Child;
  content: Child[];
}

interface Frame {
  /** The name of the page, for the title of the window. */
  name: () => string;
  /** Links to other pages. */
  links: () => { text: string; address: string; current?: boolean }[];
  footer: () => Child[];
}

export class Page {
  private readonly frame: Frame;
  private readonly header = element("header", { class: "site-header" });
  private readonly main = element("main", { id: "main", tabindex: -1 });
  private readonly footer = element("footer", { class: "site-footer" });
  private readonly skip = element("a", { href: "#main", class: "skip" });
  private readonly live = element("div", { class: "visually-hidden", role: "status" });
  private render: () => Screen = () => ({ title: "", content: [] });
  /** Called after the reader has chosen another language. */
  onLanguage: () => void = () => {};

  constructor(frame: Frame) {
    this.frame = frame;
    // The fragment must stay as it is: the link to the content moves the focus only.
    this.skip.addEventListener("click", (event) => {
      event.preventDefault();
      this.main.focus();
    });
    document.getElementById("nothing-else")?.remove();
    document.body.append(this.skip, this.header, this.main, this.footer, this.live);
  }

  /** Shows a screen and moves the focus to its heading. */
  show(render: () => Screen): void {
    this.render = render;
    this.draw();
    scrollTo(0, 0);
    this.main.querySelector("h1")?.focus({ preventScroll: true });
  }

  /** Shows the same screen again after something of it has changed; the focus stays where it is. */
  refresh(): void {
    const focused = document.activeElement?.id;
    const onHeading = document.activeElement?.tagName === "H1";
    this.draw();
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    else if (onHeading) this.main.querySelector("h1")?.focus({ preventScroll: true });
  }

  /** Tells users of screen readers what has changed. */
  announce(text: string): void {
    this.live.textContent = "";
    setTimeout(() => (this.live.textContent = text), 50);
  }

  private draw(): void {
    const { title, language, above, content } = this.render();
    document.title = `${title} – ${this.frame.name()}`;
    document.querySelector("title")?.setAttribute("translate", language ? "no" : "yes");
    this.skip.textContent = say("skip");
    replace(this.header, element("div", { class: "wrap" }, this.name(), this.links(), this.languages()));
    const heading = element("h1", { tabindex: -1, ...inLanguage(language) }, title);
    replace(this.main, element("div", { class: "wrap" }, above, heading, content));
    replace(this.footer, element("div", { class: "wrap" }, this.frame.footer()));
  }

  private name(): Child {
    return element("span", { class: "site-name" }, this.frame.name());
  }

  private links(): Child {
    const links = this.frame.links();
    if (links.length === 0) return null;
    const items = links.map(({ text, address, current }) =>
      element("li", {}, element("a", { href: address, "aria-current": current && "page" }, text)),
    );
    return element("nav", { "aria-label": say("navigation") }, element("ul", { class: "nav" }, items));
  }

  private languages(): Child {
    const items = Object.entries(NAMES).map(([tag, name]) => {
      const switchTo = (event: Event) => {
        event.preventDefault();
        choose(tag);
        this.refresh();
        this.onLanguage();
      };
      const chosen = tag === current() && "true";
      const attributes = {
        id: `lang-${tag}`,
        href: `?lang=${tag}`,
        lang: tag,
        hreflang: tag,
        "aria-current": chosen,
      };
      return element("li", {}, element("a", { ...attributes, click: switchTo }, name));
    });
    return element("nav", { "aria-label": say("languages") }, element("ul", { class: "lang" }, items));
  }
}

/** For a text of the election: its language and direction, and that no browser translates it. Names stay
 * names. */
export function inLanguage(tag: string | undefined): Record<string, string> {
  return tag ? { lang: tag, dir: direction(tag), translate: "no" } : {};
}
