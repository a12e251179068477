import { InfoLabel, makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import type { BacktestRow, FillPreview, PreviewAnswer } from "../../app/fill/fill-state.ts";
import { answerText } from "../../core/language/decimal-text.ts";
import { MESSAGES } from "../messages/messages.ts";

const words = MESSAGES.fill;

/** Characters. */
const MOST_SHOWN = 60;

const useStyles = makeStyles({
  table: {
    width: "100%",
    borderCollapse: "collapse",
    tableLayout: "fixed",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    "& th": {
      textAlign: "left",
      fontWeight: tokens.fontWeightRegular,
      color: tokens.colorNeutralForeground3,
    },
    "& td, & th": {
      padding: `1px ${tokens.spacingHorizontalS} 1px 0`,
      overflow: "hidden",
      textOverflow: "ellipsis",
      whiteSpace: "nowrap",
    },
    "& :is(td, th):nth-child(3)": { textAlign: "right", paddingRight: 0 },
    "& th:nth-child(3)": { whiteSpace: "normal" },
    "& tbody tr": { borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}` },
  },
  number: { width: "88px" },
  unsure: { color: tokens.colorPaletteDarkOrangeForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
  reason: { display: "block", whiteSpace: "normal", overflowWrap: "anywhere" },
  wrong: { margin: 0, paddingLeft: tokens.spacingHorizontalL, fontSize: tokens.fontSizeBase200 },
});

/** The first answers, and how the model does on the person's own examples. */
export function FillPreviewList({ preview }: { readonly preview: FillPreview }) {
  const styles = useStyles();
  return (
    <>
      <table className={styles.table} aria-label={words.firstAnswers}>
        <thead>
          <tr>
            <th scope="col">{words.input}</th>
            <th scope="col">{words.answer}</th>
            <th scope="col" className={styles.number}>
              <InfoLabel size="small" info={words.sureHint}>
                {words.sure}
              </InfoLabel>
            </th>
          </tr>
        </thead>
        <tbody>
          {preview.rows.map(({ input, answer }, index) => (
            <tr key={index}>
              <td title={input}>{input}</td>
              <Answer answer={answer} />
            </tr>
          ))}
        </tbody>
      </table>
      <Backtest rows={preview.backtest} isRunning={preview.isRunning} />
    </>
  );
}

/** The beginning of a text: so much as tells which one it is. */
const cut = (text: string): string => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);

function Answer({ answer }: { readonly answer: PreviewAnswer }) {
  const styles = useStyles();
  if (answer.status === "waiting") {
    return (
      <td colSpan={2} className={styles.quiet}>
        {words.waiting}
      </td>
    );
  }
  if (answer.status === "failed") {
    return (
      <td colSpan={2} className={styles.quiet}>
        <span className={styles.reason}>{answer.message}</span>
      </td>
    );
  }
  const text = answerText(answer.value);
  return (
    <>
      <td title={text}>{text}</td>
      <td className={mergeClasses(styles.number, answer.confidence < 0.5 && styles.unsure)}>
        {words.percent(answer.confidence)}
      </td>
    </>
  );
}

function Backtest({
  rows,
  isRunning,
}: {
  readonly rows: readonly BacktestRow[];
  readonly isRunning: boolean;
}) {
  const styles = useStyles();
  const wrong = rows.filter(({ isRight }) => isRight === false);
  const right = rows.filter(({ isRight }) => isRight === true);
  if (rows.length === 0) {
    return (
      <Text size={200} className={styles.quiet}>
        {words.tooFewToTest}
      </Text>
    );
  }
  return (
    <div role="status">
      <Text size={200} title={words.backtestHint}>
        {isRunning ? words.testing : words.backtest(right.length, rows.length)}
      </Text>
      {wrong.length > 0 && (
        <ul className={styles.wrong} aria-label={words.wrong}>
          {wrong.map(({ input, answer, ...row }, index) => {
            const expected = answerText(row.expected);
            const given = answer.status === "done" ? answerText(answer.value) : null;
            return (
              <li key={index} title={words.wrongAnswer(input, expected, given)}>
                {words.wrongAnswer(cut(input), cut(expected), given && cut(given))}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
