import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { memo, useEffect, useState } from "react";
import type { AnswerTrace } from "../../app/state.ts";
import type { TokenPiece } from "../../engine/completer.ts";
import { ContextBar } from "./context-bar.tsx";
import { InsideLayers } from "./inside-layers.tsx";
import { MESSAGES } from "../messages/messages.ts";
import { PaneCard } from "../pane-card.tsx";
import { PromptTokens } from "./prompt-tokens.tsx";
import { useApp, usePane } from "../use-pane.ts";

const words = MESSAGES.inside;

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** What the model made of the selected cell: its tokens, and how much of the context window they take. */
export const InsideCard = memo(function InsideCard() {
  const styles = useStyles();
  const trace = useApp((state) => state.selection?.trace ?? null);
  return (
    <PaneCard title={words.title}>
      {trace === null || !("prompt" in trace) || trace.prompt === "" ? (
        <Text size={200} className={styles.quiet}>
          {words.nothing}
        </Text>
      ) : (
        <Inside key={`${trace.address}\n${trace.prompt}`} trace={trace} />
      )}
    </PaneCard>
  );
});

/** Cutting a prompt into tokens takes the model's thread a moment, so it is done on request. */
function Inside({ trace }: { readonly trace: AnswerTrace }) {
  const { product, store } = usePane();
  const [isOpen, setOpen] = useState(false);
  const [pieces, setPieces] = useState<readonly TokenPiece[] | null>(null);
  const contextTokens = useApp(({ model }) => (model.status === "ready" ? model.info.contextTokens : null));
  useEffect(() => {
    if (!isOpen) return;
    let isWanted = true;
    const read = product.tokenize(trace.prompt).then((tokens) => {
      if (isWanted) setPieces(tokens);
    });
    store.act(read);
    return () => {
      isWanted = false;
    };
  }, [isOpen, product, store, trace.prompt]);
  return (
    <>
      {contextTokens !== null && <ContextBar trace={trace} contextTokens={contextTokens} />}
      <div>
        <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.hideTokens : words.showTokens}
        </Button>
      </div>
      {isOpen && pieces !== null && <PromptTokens pieces={pieces} trace={trace} />}
      <InsideLayers trace={trace} />
    </>
  );
}
