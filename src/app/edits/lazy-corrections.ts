import type { CorrectionTool, CorrectionToolParts } from "./correction-tool.ts";

/** A CorrectionTool whose script comes when it is first wanted: formulas have no use for it, and the pane not at once. */
export function lazyCorrections(parts: CorrectionToolParts): Pick<CorrectionTool, "look" | "use"> & {
  readonly reset: () => void;
} {
  let tool: Promise<CorrectionTool> | null = null;
  const load = async (): Promise<CorrectionTool> => {
    try {
      const script = await import("./correction-tool.ts");
      return new script.CorrectionTool(parts);
    } catch (error) {
      // The next one to want it tries again.
      tool = null;
      throw error;
    }
  };
  const open = (): Promise<CorrectionTool> => (tool ??= load());
  return {
    look: async (area) => (await open()).look(area),
    use: async () => (await open()).use(),
    // Where it cannot be loaded, whoever looks is told.
    reset: () => void tool?.then((each) => each.reset()).catch(() => undefined),
  };
}
