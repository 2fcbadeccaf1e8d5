// The catalogues of all languages, and what a page says.

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import ar from "../locales/ar.ftl";
import de from "../locales/de.ftl";
import en from "../locales/en.ftl";
import es from "../locales/es.ftl";
import fr from "../locales/fr.ftl";
import zh from "../locales/zh-Hans.ftl";
import { direction } from "./languages";
import { PSEUDO, pseudo } from "./pseudo";

export const SOURCES: Record<string, string> = { en, "zh-Hans": zh, de, fr, es, ar };

export type Variables = Record<string, FluentVariable>;

/** A catalogue in one language; `en-XA` is made from the English one. */
export class Catalogue {
  readonly language: string;
  private readonly bundle: FluentBundle;

  constructor(language: string) {
    this.language = language;
    const isPseudo = language === PSEUDO;
    // Text of the other direction inside a sentence is isolated; in the others the marks would only be in the
    // way.
    const useIsolating = direction(language) === "rtl";
    this.bundle = new FluentBundle(language, { useIsolating, ...(isPseudo && { transform: pseudo }) });
    const errors = this.bundle.addResource(new FluentResource(SOURCES[isPseudo ? "en" : language] ?? en));
    if (errors.length > 0) throw errors[0];
  }

  say(id: string, variables: Variables = {}): string {
    const pattern = this.bundle.getMessage(id)?.value;
    if (!pattern) throw new Error(`no message ${id} in ${this.language}`);
    return this.bundle.formatPattern(pattern, variables);
  }
}
