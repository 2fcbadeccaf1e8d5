// The language of the page: chosen by `?lang=`, else by the browser; numbers and dates as it writes them.

import { Catalogue, type Variables } from "./catalogue";
import { NAMES, best, direction } from "./languages";
import { PSEUDO, pseudo } from "./pseudo";

/** Stands for an object in a text, and in no catalogue. */
const MARK = "\uFFFC";

let catalogue = new Catalogue(fromAddress() ?? best(navigator.languages, Object.keys(NAMES)));
setOnDocument();

/** The text of a message. */
export function say(id: string, variables?: Variables): string {
  return catalogue.say(id, variables);
}

/** As `say`, in pieces: before and after the variable `inserted`, for a text in another language. */
export function sayAround(id: string, inserted: string, variables?: Variables): [string, string] {
  const [before = "", after = ""] = say(id, { ...variables, [inserted]: MARK }).split(MARK);
  return [before, after];
}

export function current(): string {
  return catalogue.language;
}

/** Languages for the texts of an election, in order of preference. */
export function preferred(): string[] {
  return [current(), ...navigator.languages];
}

/** Changes the language; the address keeps it, so that a copied link or a reload shows it again. */
export function choose(language: string): void {
  catalogue = new Catalogue(language);
  const address = new URL(location.href);
  address.searchParams.set("lang", language);
  if (location.protocol !== "file:") history.replaceState(history.state, "", address);
  setOnDocument();
}

/** As the public pages write English. */
const region = () => (current() === "en" ? "en-GB" : current());

export function number(value: number): string {
  return new Intl.NumberFormat(region()).format(value);
}

export function percent(part: number): string {
  return new Intl.NumberFormat(region(), { style: "percent" }).format(part);
}

/** Bytes as megabytes of a million, as browsers and telephone contracts count them. */
export function megabytes(bytes: number): string {
  const unit = { style: "unit", unit: "megabyte", maximumFractionDigits: 1 } as const;
  const written = new Intl.NumberFormat(region(), unit).format(bytes / 1e6);
  return current() === PSEUDO ? pseudo(written) : written;
}

/** The last date of JavaScript, in seconds from 1970. */
const LAST_SECOND = 8.64e12;

/** Unix seconds as local date and time, with the zone. What no calendar has breaks no page. */
export function time(seconds: number): string {
  if (!(Math.abs(seconds) <= LAST_SECOND)) return say("no-date");
  const written = new Intl.DateTimeFormat(region(), { dateStyle: "long", timeStyle: "long" }).format(
    seconds * 1000,
  );
  return current() === PSEUDO ? pseudo(written) : written;
}

function fromAddress(): string | null {
  const asked = new URLSearchParams(location.search).get("lang");
  if (!asked || asked === PSEUDO) return asked;
  const found = best([asked], ["", ...Object.keys(NAMES)]);
  return found === "" ? null : found;
}

function setOnDocument(): void {
  document.documentElement.lang = current();
  document.documentElement.dir = direction(current());
}
