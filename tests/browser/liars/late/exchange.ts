// An honest ballot in the place of the one whose tracker the review has shown.

import { preferred } from "kit/language";
import { type Visit, chosen } from "../../../../voter-client/web/src/booth/visit";
import { TESTED } from "./encrypt";

export async function exchange(visit: Visit): Promise<void> {
  const choices = Object.fromEntries(visit.paper?.contests.map(({ id }) => [id, chosen(visit, id)]) ?? []);
  visit.prepared = await visit.engine.call("prepare", { ...choices, [TESTED]: [] }, preferred());
}
