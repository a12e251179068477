import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { buildSite, serveSite } from "../scripts/site.ts";
import { launchProfile } from "./browser.ts";
import { PlaygroundPage } from "./playground-page.ts";

export interface PlaygroundSession {
  readonly playground: PlaygroundPage;
  readonly context: BrowserContext;
  /** Where the site is served. */
  readonly url: string;
  /** Folder of the browser's profile. */
  readonly profile: string;
  /** Ends browser and server, and deletes the profile. */
  close(): Promise<void>;
}

/** The built site, served, and its playground in a Chromium with a new profile. scripts: run before each page's own. */
export async function openPlayground(scripts: readonly (() => void)[] = []): Promise<PlaygroundSession> {
  const server = await serveSite(await buildSite(console.log), { port: 0 });
  const profile = await mkdtemp(join(tmpdir(), "fewshot-e2e-"));
  const context = await launchProfile(profile);
  for (const script of scripts) await context.addInitScript(script);
  return {
    playground: await PlaygroundPage.open(context, server.url),
    context,
    url: server.url,
    profile,
    async close() {
      await context.close();
      await server.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/**
 * One playground for all tests of a file, with its model ready. use: called with it before the first test. After the
 * last one no script of the page may have failed.
 */
export function onReadyPlayground(use: (playground: PlaygroundPage) => void): void {
  let session: PlaygroundSession;

  beforeAll(async () => {
    session = await openPlayground();
    use(session.playground);
    await session.playground.modelReady();
  });

  afterAll(async () => {
    expect(session.playground.pageErrors).toEqual([]);
    await session.close();
  });
}
