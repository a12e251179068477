import { Button, makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import type { AnswerTrace } from "../../app/state.ts";
import { promptTokenKinds, type PromptTokenKind } from "../../core/prompts/token-kinds.ts";
import type { ScoredToken, TokenCandidate, TokenPiece } from "../../engine/completer.ts";
import { FactList } from "../fact-list.tsx";
import { MESSAGES } from "../messages/messages.ts";
import { usePane } from "../use-pane.ts";
import { visible } from "../../core/prompts/visible.ts";

const words = MESSAGES.inside;

export type TokenKind = PromptTokenKind | "answer";

/** A token of the text that the model read or wrote. */
interface TrackedToken extends TokenPiece {
  readonly kind: TokenKind;
  /** Natural logarithm; this and the likeliest at its place are known of the prompt's tokens once it was asked for. */
  readonly logProbability?: number;
  readonly candidates?: readonly TokenCandidate[];
}

const LEGEND: readonly TokenKind[] = ["example", "input", "answer"];
const RUNNERS_UP = 3;
/** Tokens of the prompt below this probability stand out. */
const UNLIKELY = Math.log(0.05);

const useStyles = makeStyles({
  tokens: {
    maxHeight: "220px",
    overflowY: "auto",
    lineHeight: "22px",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
  token: {
    font: "inherit",
    color: tokens.colorNeutralForeground1,
    border: `${tokens.strokeWidthThin} solid transparent`,
    borderRadius: tokens.borderRadiusSmall,
    padding: "0 2px",
    margin: "0 1px 1px 0",
    whiteSpace: "pre",
    cursor: "pointer",
  },
  chosen: {
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralForeground1}`,
    "@media (forced-colors: active)": { outline: "2px solid Highlight" },
  },
  /** Colours are what tells the kinds apart: each is legible with its own. */
  kind: { forcedColorAdjust: "none" },
  start: { backgroundColor: tokens.colorNeutralBackground4 },
  example: { backgroundColor: tokens.colorPaletteBlueBackground2, color: tokens.colorPaletteBlueForeground2 },
  input: {
    backgroundColor: tokens.colorPaletteLavenderBackground2,
    color: tokens.colorPaletteLavenderForeground2,
  },
  answer: {
    backgroundColor: tokens.colorPaletteGreenBackground2,
    color: tokens.colorPaletteGreenForeground2,
  },
  unlikely: { textDecorationLine: "underline", textDecorationThickness: "2px" },
  quiet: { color: tokens.colorNeutralForeground3 },
  legend: { display: "flex", columnGap: tokens.spacingHorizontalM, fontSize: tokens.fontSizeBase200 },
  sign: { padding: "0 4px", borderRadius: tokens.borderRadiusSmall },
});

export interface PromptTokensProps {
  /** The prompt's tokens. */
  readonly pieces: readonly TokenPiece[];
  readonly trace: AnswerTrace;
}

/** How likely the model found each token of the prompt, asked for on request; null until it is known. */
function usePromptScores(prompt: string) {
  const { product, store } = usePane();
  const [scores, setScores] = useState<readonly ScoredToken[] | null>(null);
  const [isReading, setReading] = useState(false);
  const reading = useRef<AbortController | null>(null);
  useEffect(() => () => reading.current?.abort(), []);
  const read = async () => {
    const controller = new AbortController();
    reading.current = controller;
    setReading(true);
    try {
      setScores(await product.scoreText(prompt, controller.signal));
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      if (!controller.signal.aborted) setReading(false);
    }
  };
  return { scores, isReading, ask: () => store.act(read()) };
}

/** Prompt and answer as the model sees them, coloured by what each token belongs to; one of them in detail. */
export function PromptTokens({ pieces, trace }: PromptTokensProps) {
  const styles = useStyles();
  const kinds = promptTokenKinds(pieces, trace.prompt, trace.exampleLength);
  const { scores, isReading, ask } = usePromptScores(trace.prompt);
  // The first token has no probability where nothing stands before it.
  const unscored = pieces.length - (scores?.length ?? 0);
  const written = trace.answer.status === "done" ? trace.answer.tokens : [];
  const all: readonly TrackedToken[] = [
    ...pieces.map((piece, index) => {
      const score = scores?.[index - unscored];
      return { ...score, ...piece, kind: kinds[index]! };
    }),
    ...written.map((token) => ({ ...token, kind: "answer" as const })),
  ];
  // What the model puts before a prompt by itself has a place, and no text that is shown.
  const unseen = trace.answer.status === "done" ? trace.answer.promptTokens - pieces.length : 0;
  const [chosen, setChosen] = useState(pieces.length);
  const token = all[Math.min(chosen, all.length - 1)];
  return (
    <>
      <div className={styles.legend}>
        {LEGEND.map((kind) => (
          <span key={kind} className={mergeClasses(styles.sign, styles.kind, styles[kind])}>
            {words.kinds[kind]}
          </span>
        ))}
      </div>
      <div className={styles.tokens} role="group" aria-label={words.tokens}>
        {all.map(({ text, kind, logProbability }, index) => (
          <button
            key={index}
            type="button"
            className={mergeClasses(
              styles.token,
              styles.kind,
              styles[kind],
              index < pieces.length && (logProbability ?? 0) < UNLIKELY && styles.unlikely,
              index === chosen && styles.chosen,
            )}
            aria-pressed={index === chosen}
            aria-label={
              logProbability === undefined
                ? words.tokenLabel(visible(text), words.kinds[kind])
                : words.tokenLikely(visible(text), words.kinds[kind], Math.exp(logProbability))
            }
            onClick={() => setChosen(index)}
          >
            {visible(text)}
          </button>
        ))}
      </div>
      {scores === null ? (
        <div>
          <Button size="small" disabledFocusable={isReading} onClick={ask}>
            {isReading ? words.readingPrompt : words.readPrompt}
          </Button>
        </div>
      ) : (
        <Text size={200} className={styles.quiet}>
          {words.promptHint}
        </Text>
      )}
      {token && <Track token={token} position={Math.min(chosen, all.length - 1) + unseen} />}
    </>
  );
}

/** Where a token stands, its number in the vocabulary, and where that is known how likely it was, and what else was. */
function Track({ token, position }: { readonly token: TrackedToken; readonly position: number }) {
  const { id, text, kind, logProbability, candidates = [] } = token;
  const rivals = candidates.filter((candidate) => candidate.id !== id).slice(0, RUNNERS_UP);
  const facts = [
    { term: words.token, value: visible(text) },
    { term: words.kind, value: words.kinds[kind] },
    { term: words.position, value: words.count(position) },
    { term: words.id, value: words.count(id) },
    ...(logProbability === undefined
      ? []
      : [
          { term: words.probability, value: words.percent(Math.exp(logProbability)) },
          ...(rivals.length === 0
            ? []
            : [
                {
                  term: words.runnersUp,
                  value: rivals
                    .map((rival) => words.runnerUp(visible(rival.text), Math.exp(rival.logProbability)))
                    .join(", "),
                },
              ]),
        ]),
  ];
  return <FactList facts={facts} />;
}
