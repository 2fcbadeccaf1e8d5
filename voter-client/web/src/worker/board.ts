// Everything that is asked of a board over HTTP. Only the worker uses it.

import type { ElectionSummary, Elections, Problem } from "answers";
import { type Busy, type Reason, Trouble } from "kit/trouble";

/** After so long without an answer a request counts as lost. */
const PATIENCE_MS = 20_000;
/** The wait when a busy board names none. */
const BUSY_SECONDS = 5;

/** The list of elections, or the summary of one; nothing in it is proven. */
export async function elections(board: string): Promise<ElectionSummary[]> {
  const answer = await ask(board, "/elections");
  return ((await answer.json()) as Elections).elections;
}

export async function summary(board: string, election: string): Promise<ElectionSummary> {
  const answer = await ask(board, `/elections/${election}`);
  return (await answer.json()) as ElectionSummary;
}

export async function checkpoint(board: string, election: string): Promise<string> {
  return text(await ask(board, `/elections/${election}/checkpoint`));
}

/** The same, where an older one was shown than is known: asked for under an address that no cache knows. */
export async function checkpointAfresh(board: string, election: string): Promise<string> {
  return text(await ask(board, `/elections/${election}/checkpoint?afresh=${Date.now()}`));
}

export async function receipt(board: string, election: string, index: number): Promise<string> {
  return text(await ask(board, `/elections/${election}/entries/${index}/receipt`));
}

export async function consistency(board: string, election: string, from: number, to: number): Promise<string> {
  return text(await ask(board, `/elections/${election}/consistency?from=${from}&to=${to}`));
}

/** Posts a ballot and returns the receipt. The same bytes may be posted again and again. */
export async function post(board: string, election: string, statement: string): Promise<string> {
  const headers = { "content-type": "application/json" };
  return text(
    await ask(board, `/elections/${election}/statements`, { method: "POST", headers, body: statement }),
  );
}

/** The lines from `from` up to `to` as they arrive, in any cut. */
export async function* entries(
  board: string,
  election: string,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array> {
  const path = `/elections/${election}/entries?from=${from}&to=${to}`;
  // Long downloads are not lost connections: no timeout here beyond that of the first byte.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const answer = await ask(board, path, { signal: patience.signal });
  clearTimeout(timer);
  if (answer.body) yield* pieces(answer.body);
}

/** The pieces of a stream; one that breaks off is a lost connection, or what `broken` says. */
export async function* pieces(stream: ReadableStream<Uint8Array>, broken?: Reason): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await unbroken(() => reader.read(), broken);
    if (done) return;
    yield value;
  }
}

async function ask(board: string, path: string, init: RequestInit = {}): Promise<Response> {
  const signal = init.signal ?? AbortSignal.timeout(PATIENCE_MS);
  // A statement goes to the address that was given and nowhere else.
  const redirect = init.method === "POST" ? "manual" : "follow";
  const policy: RequestInit = {
    cache: "no-store",
    credentials: "omit",
    redirect,
    referrerPolicy: "no-referrer",
  };
  const answer = await unbroken(() => fetch(board + path, { ...policy, ...init, signal }));
  if (answer.type === "opaqueredirect")
    throw new Trouble({ kind: "moved", detail: `${board} answers with a redirect` });
  if (answer.redirected && !isSamePlace(board, answer.url)) {
    throw new Trouble({ kind: "moved", detail: `${board} redirects to ${answer.url}` });
  }
  if (answer.ok) return answer;
  throw await troubleIn(answer);
}

/** True if a redirect stays with the host of a board; from `http` it may lead to `https` there, but not
 * back. */
export function isSamePlace(board: string, target: string): boolean {
  const [from, to] = [new URL(board), new URL(target)];
  const upgraded = from.protocol === "http:" && to.protocol === "https:" && from.hostname === to.hostname;
  return from.origin === to.origin || upgraded;
}

function text(answer: Response): Promise<string> {
  return unbroken(() => answer.text());
}

async function unbroken<T>(action: () => Promise<T>, broken: Reason = { kind: "connection" }): Promise<T> {
  try {
    return await action();
  } catch {
    throw new Trouble(broken);
  }
}

async function troubleIn(answer: Response): Promise<Trouble> {
  const { status } = answer;
  if ([429, 503].includes(status)) {
    const seconds = Number(answer.headers.get("retry-after")) || BUSY_SECONDS;
    return new Trouble({
      kind: "busy",
      seconds,
      why: status === 429 ? "often" : whyBusy(await problemIn(answer)),
    });
  }
  // Whether the statement arrived shows when the same bytes are posted again.
  if (status === 408 || status >= 500) return new Trouble({ kind: "connection" });
  const problem = await problemIn(answer);
  const { check, culprit, detail = "" } = problem;
  const first = check ? [{ check, culprit: culprit ?? "", reason: detail }] : [];
  const all = problem.rejections?.map((rejection) => ({ check: "", ...rejection }));
  return new Trouble({ kind: "refused", status, faults: all ?? first, detail });
}

/** The problem in an answer; empty when it is not one, such as that of a proxy. */
async function problemIn(answer: Response): Promise<Partial<Problem>> {
  return ((await answer.json().catch(() => null)) ?? {}) as Partial<Problem>;
}

function whyBusy({ check }: Partial<Problem>): Busy {
  return check === "SRV-12" ? "storage" : check === "SRV-14" ? "clock" : "busy";
}
