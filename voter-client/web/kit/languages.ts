// Which language suits whom. Tags are those of BCP 47.

/** The languages of the catalogues, each under its own name. */
export const NAMES: Record<string, string> = {
  en: "English",
  "zh-Hans": "简体中文",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  ar: "العربية",
};

/** The first of `offered` that suits one of `wanted`, in the order of `wanted`; else the first one. */
export function best(wanted: readonly string[], offered: readonly string[]): string {
  for (const tag of wanted) {
    const found = offered.find((other) => same(tag, other)) ?? offered.find((other) => alike(tag, other));
    if (found) return found;
  }
  return offered[0] ?? "en";
}

export function direction(tag: string): "ltr" | "rtl" {
  return ["ar", "dv", "fa", "he", "ps", "ur", "yi"].includes(language(tag)) ? "rtl" : "ltr";
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** True if a reader of one language reads the other: the same language in the same script. */
function alike(one: string, other: string): boolean {
  const [first, second] = [maximized(one), maximized(other)];
  return first !== null && first.language === second?.language && first.script === second?.script;
}

function language(tag: string): string {
  return maximized(tag)?.language ?? tag;
}

function maximized(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return null;
  }
}
