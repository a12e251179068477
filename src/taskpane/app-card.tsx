import { Text } from "@fluentui/react-components";
import { lazy, memo, Suspense, useEffect, useState } from "react";
import type { CellTrace, SelectionState } from "../app/state.ts";
import { looksLikeApp } from "../core/apps/code-text.ts";
import { MESSAGES } from "./messages.ts";
import { PaneCard } from "./pane-card.tsx";
import { useApp, usePane } from "./use-pane.ts";

const words = MESSAGES.app;

// The compiler is for those who look at an app.
const AppPreview = lazy(async () => ({ default: (await import("./app-preview.tsx")).AppPreview }));

function answerText(trace: CellTrace): string | null {
  if (!("answer" in trace) || !("value" in trace.answer)) return null;
  return String(trace.answer.value);
}

/** What the selected cell holds where it is no answer of ours; null until it is read. */
function useCellText(selection: SelectionState | null): string | null {
  const { product } = usePane();
  const [read, setRead] = useState<{ readonly of: SelectionState; readonly text: string } | null>(null);
  useEffect(() => {
    if (selection === null || selection.trace !== null) return;
    let isCurrent = true;
    product.readCell(selection.address).then(
      (value) => {
        if (isCurrent) setRead({ of: selection, text: String(value ?? "") });
      },
      (error: unknown) => product.report(String(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [product, selection]);
  return read !== null && read.of === selection ? read.text : null;
}

/** The app whose code the selected cell holds, running. Nothing where there is none. */
export const AppCard = memo(function AppCard() {
  const selection = useApp((state) => state.selection);
  const cellText = useCellText(selection);
  if (selection === null) return null;
  const answer = selection.trace && answerText(selection.trace);
  const code = answer ?? cellText;
  if (code === null || !looksLikeApp(code)) return null;
  return (
    <PaneCard title={words.title} aside={<Text size={200}>{selection.address}</Text>}>
      <Suspense fallback={<Text size={200}>{words.opening}</Text>}>
        <AppPreview
          key={`${selection.address} ${code}`}
          address={selection.address}
          code={code}
          isAnswer={answer !== null}
        />
      </Suspense>
    </PaneCard>
  );
});
