import { LazyPart } from "../lazy-part.ts";
import type { ColumnFill } from "../product.ts";
import type { FillToolParts } from "./fill-tool.ts";

/** A FillTool whose script comes when it is first wanted. */
export function lazyFill(parts: FillToolParts): ColumnFill & {
  readonly renew: () => void;
  readonly reset: () => void;
} {
  const tool = new LazyPart(async () => {
    const script = await import("./fill-tool.ts");
    return new script.FillTool(parts);
  });
  return {
    propose: async (area) => (await tool.open()).propose(area),
    choose: async (wish) => (await tool.open()).choose(wish),
    preview: async () => (await tool.open()).preview(),
    writeFormulas: async () => (await tool.open()).writeFormulas(),
    writeValues: async () => (await tool.open()).writeValues(),
    cancel: () => tool.ifOpen((each) => each.cancel()),
    // It fails with words of its own where it is wanted next.
    renew: () => tool.ifOpen((each) => void each.renew().catch(() => undefined)),
    reset: () => tool.ifOpen((each) => each.reset()),
  };
}
