import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { AnswerTrace } from "../../app/state.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { MESSAGES } from "../messages/messages.ts";

const words = MESSAGES.inside;

const WIDTH = 300;
const HEIGHT = 14;

const useStyles = makeStyles({
  room: { fill: tokens.colorNeutralBackground4 },
  prompt: { fill: tokens.colorBrandBackground },
  reserved: { fill: tokens.colorPaletteLightGreenBorderActive },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export interface ContextBarProps {
  readonly trace: AnswerTrace;
  /** How many tokens prompt and answer may have together. */
  readonly contextTokens: number;
}

/** The context window: what the prompt takes, what is kept for the answer, what is free, and what was left out. */
export function ContextBar({ trace, contextTokens }: ContextBarProps) {
  const styles = useStyles();
  const { answer, settings, examplesDropped } = trace;
  if (answer.status !== "done") return null;
  const { promptTokens } = answer;
  const reserved = Math.min(settings.maxTokens, contextTokens - promptTokens);
  const wide = (count: number): number => (count / contextTokens) * WIDTH;
  const text = words.context(promptTokens, reserved, contextTokens - promptTokens - reserved);
  return (
    <div>
      <ChartFrame
        title={words.window}
        spoken={text}
        fileName="context-window.svg"
        width={WIDTH}
        height={HEIGHT}
      >
        <rect width={WIDTH} height={HEIGHT} className={styles.room} />
        <rect width={wide(promptTokens)} height={HEIGHT} className={styles.prompt} />
        <rect x={wide(promptTokens)} width={wide(reserved)} height={HEIGHT} className={styles.reserved} />
      </ChartFrame>
      <Text size={200} className={styles.quiet} block>
        {text}
      </Text>
      <Text size={200} className={styles.quiet} block>
        {examplesDropped === 0 ? words.nothingDropped : words.dropped(examplesDropped)}
      </Text>
    </div>
  );
}
