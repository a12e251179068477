import { useEffect, useRef } from "react";

export interface Shortcuts {
  open(): void;
  save(): void;
  /** Goes to the next part of the page, or to the one before. */
  switchPart(step: 1 | -1): void;
}

/** Ctrl+O, Ctrl+S (Cmd on a Mac), F6 and Shift+F6 anywhere on the page, before the grid sees them. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "F6") {
        event.preventDefault();
        event.stopPropagation();
        latest.current.switchPart(event.shiftKey ? -1 : 1);
        return;
      }
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const key = event.key.toLowerCase();
      if (key !== "o" && key !== "s") return;
      event.preventDefault();
      event.stopPropagation();
      if (key === "o") latest.current.open();
      else latest.current.save();
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, []);
}
