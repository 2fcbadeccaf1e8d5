// Links and values that people carried: by mail, in messages, over phone keyboards. What these change without
// being asked is undone; checksums say whether a value is still the one on the letter.

const NAMES = "code|trust|tracker|credential|opening|board|election";
/** Invisible characters and white space. */
const BLANKS = /[\s\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** Zero in scripts whose digits phone keyboards type. */
const ZEROS = [..."٠۰०০੦૦୦௦౦೦൦๐໐༠၀០᠐"].map((zero) => zero.codePointAt(0) ?? 0);

/** A link as it was written, from the words around it, and whatever a mail program made of it. */
export function repaired(carried: string): string {
  let link = carried;
  // Quoted-printable: the source of a mail.
  if (new RegExp(`(?:${NAMES})=3D`).test(link)) link = link.replace(/=\r?\n/g, "").replaceAll("=3D", "=");
  link = link.replace(BLANKS, "");
  const start = link.search(/(?:https?|file):\/\//i);
  if (start > 0) link = link.slice(start);
  link = link.replaceAll("&amp;", "&").replaceAll("&#38;", "&");
  // Programs that look at links first hand the true one on.
  const inner = /[?&](?:url|u|q)=(https?%3A[^&#]+)/i.exec(link)?.[1];
  if (inner) return repaired(decoded(inner));
  link = link
    .replace(new RegExp(`%23(?=(?:${NAMES})(?:=|%3D))`, "i"), "#")
    .replace(new RegExp(`%26(?=(?:${NAMES})(?:=|%3D))`, "gi"), "&")
    .replace(new RegExp(`([#&](?:${NAMES}))%3D`, "gi"), "$1=");
  return link.replace(/[.,;:!?)\]}>"'»”’…。，、）」]+$/u, "");
}

/** The letters and digits of a code, tracker or the like, however they were typed or pasted. */
export function letters(typed: string): string {
  const plain = typed.replace(/%[0-9a-f]{2}/gi, decoded).replace(/&(?:amp|lt|gt|quot|nbsp|shy);/g, " ");
  return plain
    .normalize("NFKC")
    .replace(/\p{Nd}/gu, western)
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}

function western(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.find((zero) => code >= zero && code < zero + 10);
  return zero === undefined ? digit : String(code - zero);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
