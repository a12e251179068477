import type { Settings } from "../../core/options/settings.ts";
import { useApp, usePaneState } from "../use-pane.ts";

/** A setting as the pane shows it: the workbook's, or what is being typed or dragged. */
export function useSetting<Key extends keyof Settings>(key: Key): Settings[Key] {
  const applied = useApp((state) => state.settings[key]);
  const draft = usePaneState((state) => state.draft[key]);
  return draft ?? applied;
}
