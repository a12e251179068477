import { z } from "zod";
import { collectInTurns } from "../host/playground/in-turns.ts";
import { LEFT_OUT, type WorkbookData } from "../host/playground/workbook-data.ts";
import type { Draft, DraftStore } from "../playground/draft/draft-store.ts";

const CACHE = "fewshot-drafts";
const LOCK = "fewshot-draft:";

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const cell = z.object({
  value,
  formula: z.string().nullable(),
  look: z.enum(["title", "header", "example", "note"]).nullable(),
  format: z.string().nullable(),
  error: z.string().optional(),
  spill: z.array(z.array(value)).nullable(),
});
const draftSchema = z.object({
  keptAtMs: z.number(),
  workbook: z.object({
    name: z.string(),
    sheets: z
      .array(
        z.object({
          name: z.string(),
          rows: z.array(z.array(cell.nullable())),
          columnWidths: z.array(z.number().nullable()),
          merged: z.array(z.string()).optional(),
        }),
      )
      .min(1),
    settings: z.string().nullable(),
    answers: z.string().nullable().optional(),
    lessons: z.string().nullable().optional(),
    leftOut: z.array(z.enum(LEFT_OUT)).optional(),
  }),
});

/**
 * Drafts in the browser's cache storage, whose writes replace a file as a whole. A page holds a lock as long as it
 * lives, crash or not, so that others know which drafts nobody works on. Null where the browser has neither, as outside
 * of https.
 */
export function browserDrafts(folder: string = new URL("drafts/", document.baseURI).href): DraftStore | null {
  if (!("caches" in globalThis) || !("locks" in navigator)) return null;
  const own = crypto.randomUUID();
  void navigator.locks.request(LOCK + own, () => new Promise<never>(() => {}));
  const address = (id: string): string => folder + id;
  const remove = async (id: string): Promise<void> => {
    await (await caches.open(CACHE)).delete(address(id));
  };
  return {
    async write(workbook: WorkbookData, keptAtMs: number) {
      const cache = await caches.open(CACHE);
      await cache.put(address(own), new Response(await draftText(workbook, keptAtMs)));
    },
    clear: () => remove(own),
    remove,
    async left() {
      const { held = [] } = await navigator.locks.query();
      const alive = new Set(held.map(({ name }) => name));
      const cache = await caches.open(CACHE);
      const drafts: Draft[] = [];
      for (const { url } of await cache.keys()) {
        const id = url.slice(folder.length);
        if (!url.startsWith(folder) || alive.has(LOCK + id)) continue;
        const parsed = draftSchema.safeParse(await (await cache.match(url))?.json().catch(() => null));
        if (parsed.success) drafts.push({ id, ...parsed.data });
        else await remove(id);
      }
      return drafts.sort((a, b) => b.keptAtMs - a.keptAtMs);
    },
  };
}

function* textsOf(rows: Iterable<unknown>): Iterable<string> {
  for (const row of rows) yield JSON.stringify(row);
}

/** JSON of a draft, row by row: at once, a large workbook would hold up the page. */
async function draftText({ sheets, ...rest }: WorkbookData, keptAtMs: number): Promise<Blob> {
  const parts = [`{"keptAtMs":${keptAtMs},"workbook":${JSON.stringify(rest).slice(0, -1)},"sheets":[`];
  for (const [at, { rows, ...sheet }] of sheets.entries()) {
    const texts = await collectInTurns(textsOf(rows));
    parts.push(at === 0 ? "" : ",", JSON.stringify(sheet).slice(0, -1), ',"rows":[', texts.join(","), "]}");
  }
  return new Blob([...parts, "]}}"]);
}
