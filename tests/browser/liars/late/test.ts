// Learns of the test only now, makes an honest ballot in a hurry, and opens that one.

import { test as open } from "../../../../voter-client/web/src/booth/test";
import type { Visit } from "../../../../voter-client/web/src/booth/visit";
import { exchange } from "./exchange";

export async function test(visit: Visit): Promise<void> {
  await exchange(visit);
  await open(visit);
}
