import type { BrowserContextOptions } from "playwright-core";
import type { BundledPage } from "../host/playground/testing/bundled-page.ts";
import type { UniverGrid } from "../host/playground/univer-grid.ts";
import { openScriptedPage } from "./testing/open-scripted-page.ts";
import { pageFaults } from "./testing/page-faults.ts";

declare const window: { univerAPI: UniverGrid["api"] };

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ["light", {}],
  ["dark", { colorScheme: "dark" }],
  ["high contrast", { forcedColors: "active" }],
  ["dark, 320 px wide", { colorScheme: "dark", viewport: { width: 320, height: 700 } }],
  ["high contrast, 320 px wide", { forcedColors: "active", viewport: { width: 320, height: 700 } }],
];

let opened: BundledPage;

const button = (name: string) => opened.page.getByRole("button", { name, exact: true });

async function openDamagedFile(): Promise<void> {
  const [chooser] = await Promise.all([opened.page.waitForEvent("filechooser"), button("Open").click()]);
  await chooser.setFiles({ name: "broken.xlsx", mimeType: XLSX, buffer: Buffer.from([0x50, 0x4b, 3, 4]) });
  await button("Dismiss").waitFor();
}

/** The page's states, each reached from the one before. */
const STATES: readonly (readonly [string, () => Promise<unknown>])[] = [
  ["the tour", () => button("Next").waitFor()],
  [
    "an unsaved workbook is offered",
    async () => {
      await opened.page.evaluate(() => sessionStorage.setItem("left-draft", "yes"));
      await opened.page.reload();
      await button("Open it").waitFor();
      await opened.page.getByText("The pane", { exact: true }).waitFor({ state: "attached" });
    },
  ],
  [
    "without the tour, with the offer alone",
    async () => {
      await button("Skip the tour").click();
      await button("Skip the tour").waitFor({ state: "detached" });
    },
  ],
  ["a file was damaged", openDamagedFile],
  [
    "the menu of workbooks",
    async () => {
      await opened.page.getByRole("button", { name: "New" }).click();
      await opened.page.getByRole("menuitem", { name: "Empty workbook" }).waitFor();
    },
  ],
  [
    "changes are asked about",
    async () => {
      await opened.page.evaluate(() =>
        window.univerAPI.getActiveWorkbook()?.getActiveSheet().getRange("A20").setValue("mine"),
      );
      await opened.page.getByRole("menuitem", { name: "Empty workbook" }).click();
      await opened.page.getByRole("alertdialog").getByText("Save the changes").waitFor();
    },
  ],
];

describe("the whole page for axe, and no wider than its window", () => {
  afterEach(async () => {
    expect(opened.pageErrors).toEqual([]);
    await opened.close();
  });

  it.each(LOOKS)(
    "%s",
    async (_, context) => {
      opened = await openScriptedPage(context);
      const found: Record<string, unknown> = {};
      for (const [state, reach] of STATES) {
        await reach().catch((error: unknown) => {
          throw new Error(`"${state}" was not reached: ${String(error)}`);
        });
        const faults = await pageFaults(opened.page);
        const overflow = await opened.page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (faults.length > 0 || overflow > 0) found[state] = { faults, overflow };
      }
      expect(found).toEqual({});
    },
    120_000,
  );
});
