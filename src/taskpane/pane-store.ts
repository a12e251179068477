import { createStore, type StoreApi } from "zustand/vanilla";
import type { Settings } from "../core/options/settings.ts";
import { PartlyDone } from "../app/edits/partly-done.ts";
import type { Product } from "../app/product.ts";
import { wordsOf } from "../app/words-of.ts";

/** The engine keeps 32 for each place. */
export const SHOWN_CANDIDATES = { fewest: 3, usual: 8, most: 32 } as const;

/** What an action left undone, in the product's words; isPartial: of an action that was done otherwise. */
export interface ActionFailure {
  readonly message: string;
  readonly isPartial: boolean;
}

/** What only the pane knows: settings being dragged or typed but not yet applied, and a failed action's message. */
export interface PaneState {
  /** Values on screen that the workbook does not have yet. */
  readonly draft: Partial<Settings>;
  /** Which token of the selected answer is looked at, from 0. */
  readonly token: number;
  /** How many of the likeliest tokens charts and lists show. */
  readonly shownCandidates: number;
  /** What did not work of the last action; null while all is well. */
  readonly failure: ActionFailure | null;
}

export interface PaneStore {
  readonly state: StoreApi<PaneState>;
  /** Shows a value at once without applying it. */
  preview(patch: Partial<Settings>): void;
  /** Applies what was previewed for this setting, if it differs from the workbook's value. */
  commit(key: keyof Settings): void;
  /** Applies values at once. */
  change(patch: Partial<Settings>): void;
  lookAt(token: number): void;
  showCandidates(count: number): void;
  recalculate(scope: "all" | "selection"): void;
  renewAnswers(): void;
  renewUnderSettings(): void;
  /** Waits for what was started; a failure is shown. */
  act(action: Promise<void> | undefined): void;
  /** The same for what nobody asked for: it leaves the message of another action where it is. */
  watch(action: Promise<void>): void;
  dismissFailure(): void;
}

/** The pane's own state over a product. Actions that fail leave their message in `failure`. */
export function createPaneStore(product: Product): PaneStore {
  const state = createStore<PaneState>(() => ({
    draft: {},
    token: 0,
    shownCandidates: SHOWN_CANDIDATES.usual,
    failure: null,
  }));

  const fail = (error: unknown): void =>
    state.setState({
      failure: {
        message: wordsOf(error),
        isPartial: error instanceof PartlyDone,
      },
    });

  /** An action that went well takes away the failure that stood there when it began, and not one that came since. */
  const report = (action: Promise<void>): Promise<void> => {
    const before = state.getState().failure;
    return action.then(
      () => state.setState(({ failure }) => (failure === before ? { failure: null } : {})),
      fail,
    );
  };

  /** The draft stays on screen until the product has taken it over, unless it was dragged on meanwhile. */
  const change = (patch: Partial<Settings>): void => {
    state.setState(({ draft }) => ({ draft: { ...draft, ...patch } }));
    void report(product.changeSettings(patch)).then(() =>
      state.setState(({ draft }) => ({
        draft: Object.fromEntries(
          Object.entries(draft).filter(
            ([key, value]) => !(key in patch) || patch[key as keyof Settings] !== value,
          ),
        ),
      })),
    );
  };

  return {
    state,
    preview: (patch) => state.setState(({ draft }) => ({ draft: { ...draft, ...patch } })),
    commit(key) {
      const { draft } = state.getState();
      if (!(key in draft)) return;
      if (draft[key] === product.state.getState().settings[key]) {
        const { [key]: _, ...rest } = draft;
        state.setState({ draft: rest });
        return;
      }
      change({ [key]: draft[key] });
    },
    change,
    lookAt: (token) => state.setState({ token }),
    showCandidates: (count) => state.setState({ shownCandidates: count }),
    recalculate: (scope) => void report(product.recalculate(scope)),
    renewAnswers: () => void report(product.renewAnswers()),
    renewUnderSettings: () => void report(product.renewUnderSettings()),
    watch: (action) => void action.catch(fail),
    act: (action) => void (action && report(action)),
    dismissFailure: () => state.setState({ failure: null }),
  };
}
