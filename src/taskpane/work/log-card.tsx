import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { memo } from "react";
import { MESSAGES } from "../messages/messages.ts";
import { PaneCard } from "../pane-card.tsx";
import { timeText } from "../language/quantities.ts";
import { useApp, usePane } from "../use-pane.ts";

const words = MESSAGES.log;

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  list: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    maxHeight: "240px",
    overflowY: "auto",
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  head: { display: "flex", justifyContent: "space-between", color: tokens.colorNeutralForeground3 },
  message: { overflowWrap: "anywhere" },
});

/** What went wrong, newest first, with what to do about it. */
export const LogCard = memo(function LogCard() {
  const styles = useStyles();
  const { product } = usePane();
  const log = useApp((state) => state.log);
  return (
    <PaneCard
      title={words.title}
      aside={
        log.length > 0 && (
          <Button size="small" appearance="subtle" onClick={() => product.clearLog()}>
            {words.clear}
          </Button>
        )
      }
    >
      {log.length === 0 ? (
        <Text size={200} className={styles.quiet}>
          {words.none}
        </Text>
      ) : (
        <ul className={styles.list} aria-label={words.count(log.length)} tabIndex={0}>
          {log.map(({ address, message, at }, index) => (
            <li key={log.length - index}>
              <div className={styles.head}>
                <span>{address}</span>
                <time dateTime={new Date(at).toISOString()}>{timeText(at)}</time>
              </div>
              <div className={styles.message}>{message}</div>
            </li>
          ))}
        </ul>
      )}
    </PaneCard>
  );
});
