import { useSyncExternalStore } from "react";

export type ColorScheme = "light" | "dark";

const query = "(prefers-color-scheme: dark)";

function subscribe(listener: () => void): () => void {
  const media = matchMedia(query);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}

const systemScheme = (): ColorScheme => (matchMedia(query).matches ? "dark" : "light");

/** The scheme to paint in: the wanted one, or the system's, followed as it changes. */
export function useColorScheme(wanted: ColorScheme | "system"): ColorScheme {
  const system = useSyncExternalStore(subscribe, systemScheme);
  return wanted === "system" ? system : wanted;
}
