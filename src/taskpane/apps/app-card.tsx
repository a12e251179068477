import { Text } from "@fluentui/react-components";
import { lazy, memo, Suspense } from "react";
import type { CellTrace } from "../../app/state.ts";
import { looksLikeApp } from "../../core/apps/code-text.ts";
import { MESSAGES } from "../messages/messages.ts";
import { PaneCard } from "../pane-card.tsx";
import { useCellText } from "../use-cell-text.ts";
import { useApp } from "../use-pane.ts";
import { withoutSheet } from "../without-sheet.ts";

const words = MESSAGES.app;

// The compiler is for those who look at an app.
const AppPreview = lazy(async () => ({ default: (await import("./app-preview.tsx")).AppPreview }));

function answerText(trace: CellTrace): string | null {
  if (!("answer" in trace) || !("value" in trace.answer)) return null;
  return String(trace.answer.value);
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
    <PaneCard title={words.title} aside={<Text size={200}>{withoutSheet(selection.address)}</Text>}>
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
