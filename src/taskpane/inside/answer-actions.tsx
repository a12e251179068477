import { Button, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { UnclearNumber } from "../../app/edits/unclear-number.ts";
import { MESSAGES } from "../messages/messages.ts";
import { usePane } from "../use-pane.ts";
import { withoutSheet } from "../without-sheet.ts";

const words = MESSAGES.selected;

const useStyles = makeStyles({
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  correction: { display: "flex", columnGap: tokens.spacingHorizontalS },
  input: { minWidth: 0, flexGrow: 1 },
  problem: { color: tokens.colorPaletteRedForeground1, fontSize: tokens.fontSizeBase200 },
});

export interface AnswerActionsProps {
  readonly address: string;
  /** What the cell shows; null where it has no answer, which can only be run again. */
  readonly answer: string | null;
}

/** What can be done with the answer of the selected cell. */
export function AnswerActions({ address, answer }: AnswerActionsProps) {
  const styles = useStyles();
  const { product, store } = usePane();
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  const type = (text: string | null) => {
    setTyped(text);
    setProblem(null);
  };
  const correct = () => {
    if (typed === null || isSaving) return;
    setSaving(true);
    const corrected = product.cells.correct(address, typed).then(
      () => type(null),
      (error: unknown) => {
        if (error instanceof UnclearNumber) {
          // Asked back, the person has it before them, unless they have selected another cell.
          if (!isShown.current) throw new Error(words.notCorrected(withoutSheet(address), error.message));
          setProblem(error.message);
          return;
        }
        type(null);
        throw error;
      },
    );
    store.act(corrected.finally(() => setSaving(false)));
  };
  return (
    <>
      <div className={styles.buttons}>
        {answer !== null && (
          <>
            <Button size="small" onClick={() => store.act(product.cells.accept(address))}>
              {words.accept}
            </Button>
            <Button
              size="small"
              aria-expanded={typed !== null}
              disabledFocusable={isSaving}
              onClick={() => type(typed === null ? answer : null)}
            >
              {words.correct}
            </Button>
          </>
        )}
        <Button size="small" onClick={() => store.recalculate("selection")}>
          {words.runAgain}
        </Button>
      </div>
      {typed !== null && (
        <form
          className={styles.correction}
          onSubmit={(event) => {
            event.preventDefault();
            correct();
          }}
        >
          <Input
            size="small"
            className={styles.input}
            aria-label={words.correction}
            autoFocus
            // As in a cell, what is typed takes the place of what stands there.
            onFocus={({ target }) => target.select()}
            value={typed}
            // What is typed while it is saved would be lost; disabled, it would lose the focus.
            readOnly={isSaving}
            onChange={(_, data) => type(data.value)}
          />
          <Button size="small" type="submit" disabled={typed.trim() === ""}>
            {words.saveCorrection}
          </Button>
        </form>
      )}
      {problem !== null && (
        <span role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
    </>
  );
}
