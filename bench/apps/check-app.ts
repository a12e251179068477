import type { Browser } from "playwright-core";
import { appFile } from "../../src/core/apps/app-file.ts";
import { problemWords } from "../../src/core/apps/app-problem.ts";
import { compileApp } from "../../src/core/apps/compile-app.ts";
import type { AppTask } from "./app-tasks.ts";

/** Longest wait for something that a page does not have. */
const WAIT_MS = 1000;

/** Longest time for a page to open: a loop that comes to no end is stopped after one second. */
const OPEN_MS = 15_000;

export interface CheckedApp {
  readonly description: string;
  readonly code: string;
  readonly compiles: boolean;
  /** The rendered page does what the description says. */
  readonly works: boolean;
  /** Why it does not compile, or what it said when it ran. Left out where it ran without an error. */
  readonly problem?: string;
}

/** Compiles code as the pane does, opens it as its saved page, and tries what the description says. */
export async function checkApp(
  { description, works }: AppTask,
  code: string,
  previewPage: string,
  browser: Browser,
): Promise<CheckedApp> {
  const compiled = compileApp(code);
  if ("problem" in compiled) {
    return { description, code, compiles: false, works: false, problem: problemWords(compiled.problem) };
  }
  const page = await browser.newPage();
  page.setDefaultTimeout(WAIT_MS);
  try {
    const html = appFile(previewPage, compiled.script, description);
    await page.setContent(html, { waitUntil: "load", timeout: OPEN_MS });
    const isRight = await works(page).catch(() => false);
    const said = await page.locator(".problem p").allInnerTexts();
    const problem = said.at(0);
    return {
      description,
      code,
      compiles: true,
      works: isRight && problem === undefined,
      ...(problem !== undefined && { problem }),
    };
  } finally {
    await page.close();
  }
}
