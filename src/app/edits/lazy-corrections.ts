import { LazyPart } from "../lazy-part.ts";
import type { CorrectionTool, CorrectionToolParts } from "./correction-tool.ts";

/** A CorrectionTool whose script comes when it is first wanted. */
export function lazyCorrections(parts: CorrectionToolParts): Pick<CorrectionTool, "look" | "use"> & {
  readonly reset: () => void;
} {
  const tool = new LazyPart(async () => {
    const script = await import("./correction-tool.ts");
    return new script.CorrectionTool(parts);
  });
  return {
    look: async (area) => (await tool.open()).look(area),
    use: async () => (await tool.open()).use(),
    reset: () => tool.ifOpen((each) => each.reset()),
  };
}
