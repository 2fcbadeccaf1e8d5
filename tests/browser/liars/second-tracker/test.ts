// As the late booth, and writes into the opened ballot that its tracker is the one that was shown.

import { test as open } from "../../../../voter-client/web/src/booth/test";
import type { Booth, Reviewing } from "../../../../voter-client/web/src/booth/visit";
import { exchange } from "../late/exchange";

export async function test(booth: Booth, visit: Reviewing): Promise<void> {
  const { engine } = booth;
  const { tracker } = JSON.parse(await engine.call("challenge"));
  const honest = await exchange(booth, visit);
  const opening = JSON.stringify({ ...JSON.parse(await engine.call("challenge")), tracker });
  const call = engine.call.bind(engine);
  engine.call = ((method, ...given) =>
    method === "challenge" ? Promise.resolve(opening) : call(method, ...given)) as typeof call;
  await open(booth, honest);
}
