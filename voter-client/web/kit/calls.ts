// The talk of a page and its worker: a call has a name and what is given, and gets one reply.

import type { Reason } from "./trouble";

/** The progress of long work. */
export interface Progress {
  /** Entries so far, and all. */
  done: number;
  all: number;
  /** Bytes that have come so far. */
  bytes: number;
}

/** `R` lists the requests of a worker: an interface of functions. */
export type Method<R> = keyof R & string;
export type Given<R, M extends Method<R>> = R[M] extends (...given: infer G extends unknown[]) => unknown
  ? G
  : never;
export type Answered<R, M extends Method<R>> = R[M] extends (...given: never[]) => infer A ? A : never;

export interface Call {
  id: number;
  method: string;
  given: unknown[];
}

/** First the worker says whether its module runs. */
export type Reply =
  | { started: true | Reason }
  | { id: number; answer: unknown }
  | { id: number; progress: Progress }
  | { id: number; trouble: Reason };
