import {
  Button,
  Divider,
  InfoLabel,
  makeStyles,
  ProgressBar,
  Text,
  tokens,
} from "@fluentui/react-components";
import { ArrowClockwiseRegular, StopRegular } from "@fluentui/react-icons";
import { memo } from "react";
import type { SpreadsheetHost } from "../host/port.ts";
import { MESSAGES } from "./messages.ts";
import { PaneCard } from "./pane-card.tsx";
import { useApp, usePane } from "./use-pane.ts";

const words = MESSAGES.work;

const useStyles = makeStyles({
  line: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalS,
    minHeight: "24px",
  },
  counts: {
    display: "grid",
    gridTemplateColumns: "repeat(3, 1fr)",
    margin: 0,
    columnGap: tokens.spacingHorizontalS,
  },
  count: { display: "flex", flexDirection: "column" },
  term: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  value: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  trouble: { display: "flex", columnGap: tokens.spacingHorizontalM },
  failed: { color: tokens.colorPaletteRedForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** The queue: how far it is, how fast, and how to stop it or run it again. */
export const WorkCard = memo(function WorkCard({ hostKind }: { readonly hostKind: SpreadsheetHost["kind"] }) {
  const styles = useStyles();
  const { product, store } = usePane();
  const work = useApp((state) => state.work);
  const busy = work.queued + work.running > 0;
  const finished = work.done + work.failed + work.stopped;
  const total = finished + work.queued + work.running;
  const progress = words.progress(work.done, total);
  return (
    <PaneCard
      title={words.title}
      aside={
        <Button size="small" icon={<StopRegular />} disabled={!busy} onClick={() => product.stop()}>
          {words.stop}
        </Button>
      }
    >
      <div>
        <Text size={200}>{total === 0 ? words.idle : progress}</Text>
        <ProgressBar
          aria-label={words.title}
          aria-valuetext={total === 0 ? words.idle : progress}
          thickness="large"
          value={finished}
          max={Math.max(total, 1)}
        />
      </div>
      <dl className={styles.counts}>
        <Count term={words.waiting} value={String(work.queued)} />
        <Count term={words.running} value={String(work.running)} />
        <Count term={words.rate} value={words.rateText(work.rowsPerSecond)} />
      </dl>
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
          <Button size="small" disabled={busy} onClick={() => store.recalculate("all")}>
            {words.runAgain}
          </Button>
        </div>
      )}
      <Divider />
      <div className={styles.line}>
        <InfoLabel size="small" info={words.recalculateHint[hostKind]}>
          {words.formulas}
        </InfoLabel>
        <Button
          size="small"
          appearance="subtle"
          icon={<ArrowClockwiseRegular />}
          disabled={busy}
          onClick={() => store.recalculate("all")}
        >
          {words.recalculate}
        </Button>
      </div>
    </PaneCard>
  );
});

function Count({ term, value }: { term: string; value: string }) {
  const styles = useStyles();
  return (
    <div className={styles.count}>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.value}>{value}</dd>
    </div>
  );
}
