// As the late booth, and writes into the opened ballot that its tracker is the one that was shown.

import { test as open } from "../../../../voter-client/web/src/booth/test";
import type { Visit } from "../../../../voter-client/web/src/booth/visit";
import { exchange } from "../late/exchange";

export async function test(visit: Visit): Promise<void> {
  const { engine } = visit;
  const { tracker } = JSON.parse(await engine.call("challenge"));
  await exchange(visit);
  const opening = JSON.stringify({ ...JSON.parse(await engine.call("challenge")), tracker });
  const call = engine.call.bind(engine);
  engine.call = ((method, ...given) =>
    method === "challenge" ? Promise.resolve(opening) : call(method, ...given)) as typeof call;
  await open(visit);
}
