import { Button, makeStyles, Spinner, Text, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import type { AnswerTrace } from "../../app/state.ts";
import { promptTokenKinds } from "../../core/prompts/token-kinds.ts";
import type { GeneratedToken, Inspection } from "../../engine/completer.ts";
import { AttentionChart } from "./attention-chart.tsx";
import { LensChart } from "./lens-chart.tsx";
import { MESSAGES } from "../messages/messages.ts";
import { usePane, usePaneState } from "../use-pane.ts";
import { visible } from "../../core/prompts/visible.ts";

const words = MESSAGES.layers;

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  buttons: { display: "flex", columnGap: tokens.spacingHorizontalS },
});

/** What the layers made of a token of the answer, run on request. */
export function InsideLayers({ trace }: { readonly trace: AnswerTrace }) {
  const chosen = usePaneState((state) => state.token);
  const written = trace.answer.status === "done" ? trace.answer.tokens : [];
  const place = Math.min(chosen, written.length - 1);
  const token = written[place];
  if (token === undefined) return null;
  const before = written.slice(0, place).map(({ id }) => id);
  return <Place key={place} trace={trace} token={token} before={before} />;
}

interface PlaceProps {
  readonly trace: AnswerTrace;
  readonly token: GeneratedToken;
  /** Ids of the answer's tokens before this one. */
  readonly before: readonly number[];
}

function Place({ trace, token, before }: PlaceProps) {
  const styles = useStyles();
  const { product, store } = usePane();
  const running = useRef<AbortController | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [inspection, setInspection] = useState<Inspection | null>(null);
  // Nobody waits any more for what another cell or token was asked.
  useEffect(() => () => running.current?.abort(), []);
  const stop = () => {
    running.current?.abort();
    setRunning(false);
  };
  const run = async () => {
    const controller = new AbortController();
    running.current = controller;
    setRunning(true);
    const { prompt, exampleLength } = trace;
    const parts = { prefix: prompt.slice(0, exampleLength), suffix: prompt.slice(exampleLength) };
    try {
      setInspection(await product.inspect({ prompt: parts, answer: before }, controller.signal));
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      if (!controller.signal.aborted) setRunning(false);
    }
  };
  return (
    <>
      <Text size={200} className={styles.quiet}>
        {words.about(visible(token.text))}
      </Text>
      {inspection === null ? (
        <div className={styles.buttons}>
          <Button size="small" disabledFocusable={isRunning} onClick={() => store.act(run())}>
            {words.look}
          </Button>
          {isRunning && (
            <>
              <Spinner size="tiny" label={words.looking} />
              <Button size="small" appearance="subtle" onClick={stop}>
                {words.stop}
              </Button>
            </>
          )}
        </div>
      ) : (
        <Layers trace={trace} token={token} inspection={inspection} written={before.length} />
      )}
    </>
  );
}

interface LayersProps {
  readonly trace: AnswerTrace;
  readonly token: GeneratedToken;
  readonly inspection: Inspection;
  /** How many of the inspected tokens are the answer's. */
  readonly written: number;
}

function Layers({ trace, token, inspection, written }: LayersProps) {
  const styles = useStyles();
  const { tokens: pieces, layers } = inspection;
  const prompt = pieces.slice(0, pieces.length - written);
  const kinds = [
    ...promptTokenKinds(prompt, trace.prompt, trace.exampleLength),
    ...pieces.slice(prompt.length).map(() => "answer" as const),
  ];
  return (
    <>
      <LensChart layers={layers} answer={token.id} />
      <Text size={200} className={styles.quiet}>
        {words.lensHint}
      </Text>
      <AttentionChart tokens={pieces} kinds={kinds} layers={layers} />
      <Text size={200} className={styles.quiet}>
        {words.attentionHint}
      </Text>
    </>
  );
}
