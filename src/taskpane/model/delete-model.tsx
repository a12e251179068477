import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { ListedModel } from "../../engine/model-library.ts";
import { MESSAGES } from "../messages/messages.ts";
import { usePane } from "../use-pane.ts";

const words = MESSAGES.models;

const useStyles = makeStyles({
  question: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS, flexBasis: "100%" },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

/** Deletes a model from this browser, once the person was asked in the same place. Escape keeps it. */
export function DeleteModel({ model }: { readonly model: ListedModel }) {
  const styles = useStyles();
  const { product, store } = usePane();
  const [isAsked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const questionId = useId();
  const { id, name, storedBytes, origin, address } = model;
  if (!isAsked) {
    return (
      <Button ref={button} size="small" aria-label={words.deleteNamed(name)} onClick={() => setAsked(true)}>
        {words.delete}
      </Button>
    );
  }
  const keep = (): void => {
    flushSync(() => setAsked(false));
    button.current?.focus();
  };
  const canReturn = origin === "shipped" || address !== null;
  return (
    <div
      role="group"
      aria-labelledby={questionId}
      className={styles.question}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        keep();
      }}
    >
      <Text size={200} id={questionId}>
        {words.deleteQuestion(name, storedBytes, canReturn)}
      </Text>
      <div className={styles.buttons}>
        <Button
          size="small"
          aria-label={words.deleteNamed(name)}
          onClick={() => {
            setAsked(false);
            store.act(product.models?.remove(id));
          }}
        >
          {words.delete}
        </Button>
        {/* Who presses Enter twice has changed nothing. */}
        <Button size="small" autoFocus aria-label={words.keepNamed(name)} onClick={keep}>
          {words.keep}
        </Button>
      </div>
    </div>
  );
}
