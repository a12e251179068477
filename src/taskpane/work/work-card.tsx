import { Button, InfoLabel, makeStyles, ProgressBar, Text, tokens } from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons";
import { memo } from "react";
import type { ColumnWork } from "../../app/state.ts";
import type { SpreadsheetHost } from "../../host/port.ts";
import { MESSAGES } from "../messages/messages.ts";
import { PaneCard } from "../pane-card.tsx";
import { useApp, usePane } from "../use-pane.ts";
import { useSaid } from "../use-said.ts";

const words = MESSAGES.work;

const useStyles = makeStyles({
  line: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalS,
    minHeight: "24px",
  },
  buttons: { display: "flex", columnGap: tokens.spacingHorizontalXS },
  trouble: { display: "flex", columnGap: tokens.spacingHorizontalM },
  failed: { color: tokens.colorPaletteRedForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
  columns: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    maxHeight: "160px",
    overflowY: "auto",
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** The queue: how far it is, how fast, when it will be done, and how to pause it, stop it or run it again. */
export const WorkCard = memo(function WorkCard({ hostKind }: { readonly hostKind: SpreadsheetHost["kind"] }) {
  const styles = useStyles();
  const { product, store } = usePane();
  const work = useApp((state) => state.work);
  const left = work.queued + work.running;
  const busy = left > 0;
  const finished = work.done + work.failed + work.stopped;
  const total = finished + left;
  const progress = words.progress(work.done, total);
  const trouble = [
    ...(work.failed > 0 ? [words.failed(work.failed)] : []),
    ...(work.stopped > 0 ? [words.stopped(work.stopped)] : []),
  ];
  const ended = total === 0 ? "" : [progress, ...trouble].join(", ");
  // Each row that is done would be too much to hear.
  useSaid(work.isPaused ? words.paused : busy ? words.answering : ended);
  return (
    <PaneCard
      title={words.title}
      aside={
        <span className={styles.buttons}>
          <Button
            size="small"
            disabledFocusable={!busy && !work.isPaused}
            onClick={() => (work.isPaused ? product.resume() : product.pause())}
          >
            {work.isPaused ? words.resume : words.pause}
          </Button>
          <Button size="small" disabledFocusable={!busy} onClick={() => product.stop()}>
            {words.stop}
          </Button>
        </span>
      }
    >
      {total === 0 ? (
        <Text size={200} className={styles.quiet}>
          {work.isPaused ? words.paused : words.idle}
        </Text>
      ) : (
        <div>
          <div className={styles.line}>
            <Text size={200}>{progress}</Text>
            <Text size={200} className={styles.quiet}>
              {work.isPaused ? words.paused : <Pace left={left} rowsPerSecond={work.rowsPerSecond} />}
            </Text>
          </div>
          <ProgressBar
            aria-label={words.title}
            aria-valuetext={progress}
            thickness="large"
            value={work.done}
            max={total}
          />
          {busy && (
            <Text size={200} className={styles.quiet}>
              {words.state(work.queued, work.running)}. {work.queued > 0 && words.order[hostKind]}
            </Text>
          )}
        </div>
      )}
      {busy && work.columns.length > 1 && <Columns columns={work.columns} />}
      {work.failed + work.stopped > 0 && (
        <div className={styles.line}>
          <span className={styles.trouble}>
            {work.failed > 0 && (
              <Text size={200} className={styles.failed}>
                {words.failed(work.failed)}
              </Text>
            )}
            {work.stopped > 0 && (
              <Text size={200} className={styles.quiet}>
                {words.stopped(work.stopped)}
              </Text>
            )}
          </span>
          <Button size="small" disabledFocusable={busy} onClick={() => store.recalculate("all")}>
            {words.runAgain}
          </Button>
        </div>
      )}
      <div className={styles.line}>
        <InfoLabel size="small" info={words.recalculateHint[hostKind]}>
          {words.formulas}
        </InfoLabel>
        <Button
          size="small"
          appearance="subtle"
          icon={<ArrowClockwiseRegular />}
          disabledFocusable={busy}
          onClick={() => store.recalculate("all")}
        >
          {words.recalculate}
        </Button>
      </div>
    </PaneCard>
  );
});

/** Rows a second, and how long the rest takes at this rate. */
function Pace({ left, rowsPerSecond }: { readonly left: number; readonly rowsPerSecond: number | null }) {
  if (rowsPerSecond === null || rowsPerSecond === 0) return null;
  const rate = words.rate(rowsPerSecond);
  return left === 0 ? rate : `${rate}, ${words.timeLeft(left / rowsPerSecond)}`;
}

function Columns({ columns }: { readonly columns: readonly ColumnWork[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.columns} aria-label={words.columns} tabIndex={0}>
      {columns.map(({ column, rows, ended }) => {
        const name = columnName(column);
        return (
          <li key={column}>
            {words.columnProgress(name, ended, rows)}
            <ProgressBar aria-label={name} value={ended} max={rows} />
          </li>
        );
      })}
    </ul>
  );
}

/** "'Start here'!B" as people say it. */
function columnName(column: string): string {
  const mark = column.lastIndexOf("!");
  const sheet = column
    .slice(0, Math.max(mark, 0))
    .replace(/^'(.*)'$/, "$1")
    .replaceAll("''", "'");
  return words.column(sheet, column.slice(mark + 1));
}
