// An honest ballot in the place of the one whose tracker the review has shown.

import { preferred } from "kit/language";
import { type Booth, type Reviewing, chosen } from "../../../../voter-client/web/src/booth/visit";
import { TESTED } from "./encrypt";

export async function exchange({ engine }: Booth, visit: Reviewing): Promise<Reviewing> {
  const choices = Object.fromEntries(visit.loaded.paper.contests.map(({ id }) => [id, chosen(visit, id)]));
  return { ...visit, prepared: await engine.call("prepare", { ...choices, [TESTED]: [] }, preferred()) };
}
