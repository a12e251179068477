import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { LayerInspection } from "../../engine/completer.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { MESSAGES } from "../messages/messages.ts";
import { visible } from "../../core/prompts/visible.ts";

const words = MESSAGES.layers;

const WIDTH = 300;
const ROW = 15;
const TEXT_AT = 22;
const BAR_AT = 118;
const BAR_WIDTH = 140;
const TEXT_LENGTH = 13;

const useStyles = makeStyles({
  text: { fill: tokens.colorNeutralForeground1 },
  quiet: { fill: tokens.colorNeutralForeground3 },
  bar: { fill: tokens.colorNeutralStroke1 },
  answer: { fill: tokens.colorBrandBackground },
});

export interface LensChartProps {
  readonly layers: readonly LayerInspection[];
  /** Id of the token that was written at this place. */
  readonly answer: number;
}

/** The word that each layer leans to, and how much; blue where it is the one that was written. */
export function LensChart({ layers, answer }: LensChartProps) {
  const styles = useStyles();
  const rows = layers.map(({ candidates }) => candidates[0]!);
  const spoken = rows.map(({ text, logProbability }, layer) =>
    words.leaning(layer + 1, visible(text), Math.exp(logProbability)),
  );
  return (
    <ChartFrame
      title={words.lens}
      spoken={spoken.join(", ")}
      fileName="logit-lens.svg"
      width={WIDTH}
      height={rows.length * ROW}
    >
      {rows.map(({ id, text, logProbability }, layer) => {
        const y = layer * ROW;
        const probability = Math.exp(logProbability);
        return (
          <g key={layer}>
            <text x={16} y={y + 11} textAnchor="end" className={styles.quiet}>
              {layer + 1}
            </text>
            <text x={TEXT_AT} y={y + 11} className={styles.text}>
              {short(visible(text))}
            </text>
            <rect
              x={BAR_AT}
              y={y + 3}
              height={ROW - 6}
              width={Math.max(probability * BAR_WIDTH, 1)}
              className={mergeClasses(styles.bar, id === answer && styles.answer)}
            />
            <text x={WIDTH} y={y + 11} textAnchor="end" className={styles.quiet}>
              {words.percent(probability)}
            </text>
          </g>
        );
      })}
    </ChartFrame>
  );
}

const short = (text: string): string =>
  text.length > TEXT_LENGTH ? `${text.slice(0, TEXT_LENGTH - 1)}…` : text;
