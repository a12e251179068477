import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSite, serveSite } from "../scripts/site.ts";
import { launchProfile } from "./browser.ts";
import { PlaygroundPage } from "./playground-page.ts";

export interface PlaygroundSession {
  readonly playground: PlaygroundPage;
  /** Ends browser and server, and deletes the profile. */
  close(): Promise<void>;
}

/** The built site, served, and its playground in a Chromium with a new profile. */
export async function openPlayground(): Promise<PlaygroundSession> {
  const server = await serveSite(await buildSite(console.log), { port: 0 });
  const profile = await mkdtemp(join(tmpdir(), "fewshot-e2e-"));
  const context = await launchProfile(profile);
  return {
    playground: await PlaygroundPage.open(context, server.url),
    async close() {
      await context.close();
      await server.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
