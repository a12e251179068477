import {
  Badge,
  Button,
  InfoLabel,
  makeStyles,
  mergeClasses,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from "@fluentui/react-components";
import { memo, useState } from "react";
import type { AnswerState, AnswerTrace, SelectionState } from "../../app/state.ts";
import { wordsOf } from "../../app/words-of.ts";
import { callsOurs } from "../../core/formula-calls.ts";
import { AnswerActions } from "./answer-actions.tsx";
import { FactList } from "../fact-list.tsx";
import { InfluenceList } from "./influence-list.tsx";
import { answerText } from "../../core/language/decimal-text.ts";
import { MESSAGES } from "../messages/messages.ts";
import { PaneCard } from "../pane-card.tsx";
import { FreezeLine, ReviewLine } from "../work/review-line.tsx";
import { nearFunction } from "./near-function.ts";
import { RuleFacts } from "./rule-facts.tsx";
import { TokenList } from "./token-list.tsx";
import { useCellText } from "../use-cell-text.ts";
import { useCellFormula } from "../use-cell-formula.ts";
import { useApp, usePane, usePaneState } from "../use-pane.ts";
import { withoutSheet } from "../without-sheet.ts";

const words = MESSAGES.selected;

/** Characters from which an answer is text to read rather than a heading. */
const LONG_ANSWER = 80;

const useStyles = makeStyles({
  line: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalS,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  answer: { overflowWrap: "anywhere", minWidth: 0 },
  /** The cell holds all of it. */
  long: { maxHeight: "6lh", overflow: "hidden" },
  sure: { flexShrink: 0 },
  prompt: {
    margin: 0,
    padding: tokens.spacingHorizontalS,
    maxHeight: "180px",
    overflow: "auto",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
});

/** The selected cell: what the model read, what it answered, and how sure it was. */
export const SelectedCard = memo(function SelectedCard() {
  const selection = useApp((state) => state.selection);
  if (selection?.trace == null) {
    return (
      <PaneCard
        title={words.title}
        aside={selection && <Text size={200}>{withoutSheet(selection.address)}</Text>}
      >
        <ReviewLine />
        <Unanswered selection={selection} />
        <FreezeLine />
      </PaneCard>
    );
  }
  return (
    <PaneCard title={words.title} aside={<Text size={200}>{withoutSheet(selection.address)}</Text>}>
      <ReviewLine />
      {"rule" in selection.trace ? (
        <RuleFacts trace={selection.trace} />
      ) : "failure" in selection.trace ? (
        <Failure cell={selection.trace.cell} message={selection.trace.failure} />
      ) : selection.trace.answer.status === "kept" ? (
        <Kept key={selection.address} address={selection.address} answer={selection.trace.answer} />
      ) : (
        <Trace key={selection.address} trace={selection.trace} />
      )}
      <FreezeLine />
    </PaneCard>
  );
});

/** A cell of whose answer nothing is known: that it waits for one, or how to come to one. */
function Unanswered({ selection }: { readonly selection: SelectionState | null }) {
  const styles = useStyles();
  const formula = useCellFormula(selection);
  const holdsFormula = formula !== null && callsOurs(formula);
  const isWithoutValue = useCellText(selection) === "";
  const near = formula !== null && isWithoutValue ? nearFunction(formula) : null;
  const isWorking = useApp(({ work }) => work.queued + work.running > 0);
  const hasAnswers = useApp(({ review }) => review.answers > 0);
  if (near !== null) return <Text size={200}>{words.nearFunction(near.written, near.meant)}</Text>;
  if (holdsFormula && isWorking) return <Waiting />;
  if (selection !== null && holdsFormula) return <NotRun selection={selection} />;
  return (
    <>
      <Text size={200} className={styles.quiet}>
        {selection === null ? words.nothing : words.noAnswer(withoutSheet(selection.address))}
      </Text>
      {!hasAnswers && (
        <Text size={200} className={styles.quiet}>
          {words.example}
        </Text>
      )}
    </>
  );
}

/** Whether it is another cell's turn, or the person's. */
function Waiting() {
  const isOffered = useApp(({ model }) => model.status === "offered");
  return <Text size={200}>{isOffered ? words.waitsForModel : words.queued}</Text>;
}

/** A formula that stands as the workbook had it, or that the sheet cannot calculate. */
function NotRun({ selection }: { readonly selection: SelectionState }) {
  const styles = useStyles();
  const address = withoutSheet(selection.address);
  const isEmpty = useCellText(selection) === "";
  return (
    <>
      <Text size={200} className={styles.quiet}>
        {isEmpty ? words.notAsked(address) : words.notRun(address)}
      </Text>
      <RunAgain />
    </>
  );
}

interface KeptProps {
  readonly address: string;
  readonly answer: Extract<AnswerState, { status: "kept" }>;
}

/** An answer that was taken from the workbook. */
function Kept({ address, answer }: KeptProps) {
  const styles = useStyles();
  return (
    <>
      <AnswerLine answer={answer} />
      <Text size={200} className={styles.quiet}>
        {words.kept(answer.model.name)}
      </Text>
      <AnswerActions address={address} answer={answerText(answer.value)} />
    </>
  );
}

function RunAgain() {
  const { store } = usePane();
  return (
    <div>
      <Button size="small" onClick={() => store.recalculate("selection")}>
        {words.runAgain}
      </Button>
    </div>
  );
}

/** Why there is no answer. cell: what the cell shows. */
function Failure({ cell, message }: { readonly cell: string; readonly message: string }) {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {cell} {message}
      </MessageBarBody>
    </MessageBar>
  );
}

interface AnswerLineProps {
  readonly answer: Extract<AnswerState, { value: unknown }>;
}

function AnswerLine({ answer }: AnswerLineProps) {
  const { isFitted } = answer;
  const styles = useStyles();
  const unsureBelow = useApp((state) => state.settings.unsureBelow);
  const text = answerText(answer.value);
  return (
    <div className={styles.line}>
      {text.length > LONG_ANSWER ? (
        <Text size={200} className={mergeClasses(styles.answer, styles.long)}>
          {text}
        </Text>
      ) : (
        <Text size={400} weight="semibold" className={styles.answer}>
          {text === "" ? words.emptyAnswer : text}
        </Text>
      )}
      <InfoLabel
        size="small"
        className={styles.sure}
        info={isFitted ? words.sureHint(answer.confidence) : words.ownSureHint}
      >
        <Badge appearance="tint" color={answer.confidence >= unsureBelow ? "success" : "warning"}>
          {isFitted ? words.sure(answer.confidence) : words.ownSure(answer.confidence)}
        </Badge>
      </InfoLabel>
    </div>
  );
}

function Trace({ trace }: { readonly trace: AnswerTrace }) {
  const styles = useStyles();
  const draft = usePaneState((state) => state.draft);
  const settings = useApp((state) => state.settings);
  const { answer } = trace;
  const facts = [
    { term: words.format, value: words.formatText(trace.format, trace.isFormatChosen === true) },
    { term: words.examples, value: words.examplesText(trace.examplesUsed, trace.examplesDropped) },
    ...(answer.status === "done"
      ? [
          ...(answer.probability === undefined
            ? []
            : [{ term: words.ownProbability, value: words.percent(answer.probability) }]),
          ...(answer.server === undefined
            ? []
            : [
                {
                  term: words.answeredBy,
                  value: words.answeredByText(answer.server.model, answer.server.origin),
                },
              ]),
          ...(answer.tries === undefined
            ? []
            : [
                {
                  term: words.tries,
                  value: words.triesText(answer.tries.written, answer.tries.isUsable),
                },
              ]),
          { term: words.promptTokens, value: words.promptTokensText(answer.promptTokens) },
          { term: words.time, value: answer.cached ? words.cached : words.timeText(answer.milliseconds) },
        ]
      : []),
  ];
  return (
    <>
      {answer.status === "done" && <AnswerLine answer={answer} />}
      {answer.status === "queued" && <Waiting />}
      {answer.status === "running" && <Text size={200}>{words.running}</Text>}
      {answer.status === "failed" && <Failure cell={answer.cell} message={answer.message} />}
      <AnswerActions
        address={trace.address}
        answer={answer.status === "done" ? answerText(answer.value) : null}
      />
      <FactList facts={facts} />
      {answer.status === "done" && (
        <TokenList generated={answer.tokens} sampling={{ ...settings, ...draft }} />
      )}
      <InfluenceList key={`${trace.prompt}\n${answer.status}`} trace={trace} />
      <div className={styles.line}>
        <Text size={200}>{words.prompt}</Text>
        <CopyButton text={trace.prompt} />
      </div>
      <pre className={styles.prompt} tabIndex={0} aria-label={words.prompt}>
        {trace.prompt}
      </pre>
    </>
  );
}

function CopyButton({ text }: { readonly text: string }) {
  const [label, setLabel] = useState<string>(words.copy);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setLabel(words.copied),
      (error: unknown) => setLabel(MESSAGES.actionFailed(wordsOf(error))),
    );
  return (
    <Button size="small" appearance="subtle" onClick={() => void copy()}>
      {label}
    </Button>
  );
}
