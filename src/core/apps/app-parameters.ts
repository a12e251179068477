/** The name by which guarded code calls its clock. */
export const TICK = "__tick";

/** What code can use of React without an import. */
export const HOOKS = [
  "useState",
  "useEffect",
  "useRef",
  "useMemo",
  "useCallback",
  "useReducer",
  "Fragment",
] as const;

/** What the frame's `runApp` gives to the app's script, in this order. */
export const APP_PARAMETERS = ["React", "require", "exports", TICK, ...HOOKS] as const;
