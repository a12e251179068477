import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { AnswerTrace } from "../app/state.ts";
import { promptTokenKinds, type PromptTokenKind } from "../core/prompts/token-kinds.ts";
import type { TokenCandidate, TokenPiece } from "../engine/completer.ts";
import { FactList } from "./fact-list.tsx";
import { MESSAGES } from "./messages.ts";
import { visible } from "../core/prompts/visible.ts";

const words = MESSAGES.inside;

type TokenKind = PromptTokenKind | "answer";

/** A token of the text that the model read or wrote. */
interface TrackedToken extends TokenPiece {
  readonly kind: TokenKind;
  /** Of the answer's tokens only; natural logarithm. */
  readonly logProbability?: number;
  readonly candidates?: readonly TokenCandidate[];
}

const LEGEND: readonly TokenKind[] = ["example", "input", "answer"];
const RUNNERS_UP = 3;

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
  chosen: { border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralForeground1}` },
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
  legend: { display: "flex", columnGap: tokens.spacingHorizontalM, fontSize: tokens.fontSizeBase200 },
  sign: { padding: "0 4px", borderRadius: tokens.borderRadiusSmall },
});

export interface PromptTokensProps {
  /** The prompt's tokens. */
  readonly pieces: readonly TokenPiece[];
  readonly trace: AnswerTrace;
}

/** Prompt and answer as the model sees them, coloured by what each token belongs to; one of them in detail. */
export function PromptTokens({ pieces, trace }: PromptTokensProps) {
  const styles = useStyles();
  const kinds = promptTokenKinds(pieces, trace.prompt, trace.exampleLength);
  const written = trace.answer.status === "done" ? trace.answer.tokens : [];
  const all: readonly TrackedToken[] = [
    ...pieces.map((piece, index) => ({ ...piece, kind: kinds[index]! })),
    ...written.map((token) => ({ ...token, kind: "answer" as const })),
  ];
  const [chosen, setChosen] = useState(pieces.length);
  const token = all[Math.min(chosen, all.length - 1)];
  return (
    <>
      <div className={styles.legend}>
        {LEGEND.map((kind) => (
          <span key={kind} className={mergeClasses(styles.sign, styles[kind])}>
            {words.kinds[kind]}
          </span>
        ))}
      </div>
      <div className={styles.tokens} role="group" aria-label={words.tokens}>
        {all.map(({ text, kind }, index) => (
          <button
            key={index}
            type="button"
            className={mergeClasses(styles.token, styles[kind], index === chosen && styles.chosen)}
            aria-pressed={index === chosen}
            aria-label={words.tokenLabel(visible(text), words.kinds[kind])}
            onClick={() => setChosen(index)}
          >
            {visible(text)}
          </button>
        ))}
      </div>
      {token && <Track token={token} position={Math.min(chosen, all.length - 1)} />}
    </>
  );
}

/** Where a token stands, its number in the vocabulary, and for one that the model wrote how likely it was. */
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
          {
            term: words.runnersUp,
            value: rivals
              .map((rival) => words.runnerUp(visible(rival.text), Math.exp(rival.logProbability)))
              .join(", "),
          },
        ]),
  ];
  return <FactList facts={facts} />;
}
