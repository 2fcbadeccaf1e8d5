// Learns of the test only now, makes an honest ballot in a hurry, and opens that one.

import { test as open } from "../../../../voter-client/web/src/booth/test";
import type { Booth, Reviewing } from "../../../../voter-client/web/src/booth/visit";
import { exchange } from "./exchange";

export async function test(booth: Booth, visit: Reviewing): Promise<void> {
  await open(booth, await exchange(booth, visit));
}
