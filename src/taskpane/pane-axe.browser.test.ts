import type { BrowserContextOptions } from "playwright-core";
import { chooseLanguage } from "./language/chosen-language.ts";
import { openPane, type OpenPane } from "./testing/open-pane.ts";
import { paneTour } from "./testing/pane-tour.ts";

let pane: OpenPane;

const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ["light", {}],
  ["dark", { colorScheme: "dark" }],
  ["high contrast", { forcedColors: "active" }],
  ["German", { locale: "de-DE" }],
];

describe("the pane in every state, for axe and 320 px wide", () => {
  afterEach(async () => {
    chooseLanguage("en");
    expect(pane.pageErrors).toEqual([]);
    await pane.close();
  });

  it.each(LOOKS)(
    "%s",
    async (_, context) => {
      chooseLanguage(context.locale === "de-DE" ? "de" : "en");
      pane = await openPane(context);
      const found: Record<string, unknown> = {};
      for (const [state, reach] of paneTour(pane)) {
        await reach().catch((error: unknown) => {
          throw new Error(`"${state}" was not reached: ${String(error)}`);
        });
        const problems = await pane.problems();
        const overflow = await pane.overflow();
        if (problems.length > 0 || overflow > 0) found[state] = { problems, overflow };
      }
      expect(found).toEqual({});
    },
    240_000,
  );
});
