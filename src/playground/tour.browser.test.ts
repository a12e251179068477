import type { UniverGrid } from "../host/playground/univer-grid.ts";
import type { BundledPage } from "../host/playground/testing/bundled-page.ts";
import { openScriptedPage } from "./testing/open-scripted-page.ts";
import { pageFaults } from "./testing/page-faults.ts";

declare const window: { univerAPI: UniverGrid["api"] };

let opened: BundledPage;

const tour = (name: RegExp) => opened.page.getByRole("region", { name });
const button = (name: string) => opened.page.getByRole("button", { name, exact: true });
const selected = () =>
  opened.page.evaluate(() => {
    const sheet = window.univerAPI.getActiveWorkbook()?.getActiveSheet();
    return `${sheet?.getSheetName()}!${sheet?.getSelection()?.getActiveRange()?.getA1Notation()}`;
  });

describe("the tour of the sample workbook", () => {
  afterEach(async () => {
    expect(opened.pageErrors).toEqual([]);
    await opened.close();
  });

  it("leads through the workbook by keyboard, and is over for good at its end", async () => {
    opened = await openScriptedPage();
    await tour(/^1 of 5: A few finished rows$/).waitFor();
    expect(await pageFaults(opened.page)).toEqual([]);
    await button("Next").focus();
    await opened.page.keyboard.press("Enter");
    await tour(/^2 of 5: The formula asks the model$/).waitFor();
    expect(await selected()).toBe("Start here!B12");
    await opened.page.keyboard.press("Enter");
    await tour(/^3 of 5/).waitFor();
    expect(await selected()).toBe("Capitals!B7");
    await button("Back").click();
    await tour(/^2 of 5/).waitFor();
    for (const step of [3, 4, 5]) {
      await button("Next").click();
      await tour(new RegExp(`^${step} of 5`)).waitFor();
    }
    expect(await button("Skip the tour").count()).toBe(0);
    await button("Done").click();
    await tour(/of 5/).waitFor({ state: "detached" });
    await opened.page.reload();
    await button("Save").waitFor();
    expect(await tour(/of 5/).count()).toBe(0);
  }, 60_000);

  it("is skipped by button and by Escape", async () => {
    opened = await openScriptedPage({ viewport: { width: 390, height: 800 } });
    await tour(/^1 of 5/).waitFor();
    expect(await pageFaults(opened.page)).toEqual([]);
    await button("Next").focus();
    await opened.page.keyboard.press("Escape");
    await tour(/of 5/).waitFor({ state: "detached" });
    await opened.page.evaluate(() => localStorage.clear());
    await opened.page.reload();
    await button("Skip the tour").click();
    await tour(/of 5/).waitFor({ state: "detached" });
  }, 60_000);

  it("speaks German where the browser does", async () => {
    opened = await openScriptedPage({ locale: "de-DE", saveButton: "Speichern" });
    await tour(/^1 von 5: Einige fertige Zeilen$/).waitFor();
    await opened.page.getByText("Beispielmappe", { exact: true }).waitFor();
    await button("Weiter").click();
    expect(await selected()).toBe("Hier beginnen!B12");
    await button("Weiter").click();
    expect(await selected()).toBe("Hauptstädte!B7");
    await button("Rundgang überspringen").click();
    await button("Öffnen").waitFor();
    expect(await pageFaults(opened.page)).toEqual([]);
  }, 60_000);
});

describe("keys and menu of the page", () => {
  afterEach(async () => {
    expect(opened.pageErrors).toEqual([]);
    await opened.close();
  });

  it("goes from the grid to the pane and back with F6", async () => {
    opened = await openScriptedPage();
    await opened.page.getByText("The pane", { exact: true }).waitFor();
    const focused = () => opened.page.evaluate(() => document.activeElement?.textContent ?? "");
    await opened.page.keyboard.press("F6");
    await opened.page.waitForFunction("document.activeElement.textContent === 'The pane'");
    await opened.page.keyboard.press("F6");
    await opened.page.waitForTimeout(200);
    expect(await focused()).not.toBe("The pane");
  }, 60_000);

  it("goes on from the pane to what stands above the sheet, and back with Shift", async () => {
    opened = await openScriptedPage();
    await opened.page.getByText("The pane", { exact: true }).waitFor();
    await tour(/^1 of 5/).waitFor();
    await opened.page.keyboard.press("F6");
    await opened.page.waitForFunction("document.activeElement.textContent === 'The pane'");
    await opened.page.keyboard.press("F6");
    await button("Next").and(opened.page.locator(":focus")).waitFor();
    await opened.page.keyboard.press("Escape");
    await opened.page.waitForFunction("document.activeElement.id.startsWith('__editor')");
    await opened.page.keyboard.press("Shift+F6");
    await button("Open").and(opened.page.locator(":focus")).waitFor();
  }, 60_000);

  it("has the product's commands in the menu of the cells", async () => {
    opened = await openScriptedPage();
    await button("Skip the tour").click();
    const canvas = opened.page.locator("canvas[id^=univer-sheet-main-canvas]");
    await canvas.click({ button: "right", position: { x: 220, y: 200 } });
    await opened.page.getByText("Fill this column").waitFor();
    await opened.page.getByText("Ask again").waitFor();
    await opened.page.getByText("Freeze the answers").click();
    await opened.page.getByText("Freeze the answers").waitFor({ state: "hidden" });
  }, 60_000);
});
