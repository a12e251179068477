import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { Settings } from "../../core/options/settings.ts";
import { reshape } from "../../core/sampling/distribution.ts";
import type { TokenCandidate } from "../../engine/completer.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { MESSAGES } from "../messages/messages.ts";
import { usePaneState } from "../use-pane.ts";
import { visible } from "../../core/prompts/visible.ts";

const words = MESSAGES.distribution;

const WIDTH = 300;
const ROW = 18;
const BAR_AT = 84;
const BAR_WIDTH = 168;

const useStyles = makeStyles({
  text: { fill: tokens.colorNeutralForeground1 },
  dropped: { fill: tokens.colorNeutralForeground3 },
  model: { fill: tokens.colorNeutralStroke1 },
  picked: {
    fill: tokens.colorBrandBackground,
    transitionProperty: "width",
    transitionDuration: "120ms",
    "@media (prefers-reduced-motion: reduce)": { transitionDuration: "0s" },
  },
  cut: { fill: "none", stroke: tokens.colorNeutralStroke1, strokeDasharray: "2 2" },
});

export interface DistributionChartProps {
  readonly candidates: readonly TokenCandidate[];
  /** How a token would be picked; the bars follow it without a run of the model. */
  readonly sampling: Settings;
}

/** The likeliest next tokens: grey what the model gives, blue the chance of being picked, dashed what is cut off. */
export function DistributionChart({ candidates, sampling }: DistributionChartProps) {
  const styles = useStyles();
  const shown = usePaneState((state) => state.shownCandidates);
  const rows = reshape(candidates, sampling).slice(0, shown);
  const spoken = rows.map(({ text, probability, kept }) => words.spoken(visible(text), probability, kept));
  return (
    <ChartFrame
      title={words.title}
      spoken={spoken.join(", ")}
      fileName="next-token.svg"
      width={WIDTH}
      height={rows.length * ROW}
    >
      {rows.map(({ id, text, logProbability, probability, kept }, index) => {
        const y = index * ROW;
        const given = Math.exp(logProbability) * BAR_WIDTH;
        return (
          <g key={id}>
            <text x={0} y={y + 13} className={mergeClasses(styles.text, !kept && styles.dropped)}>
              {short(visible(text))}
            </text>
            <rect
              x={BAR_AT}
              y={y + 4}
              height={10}
              width={Math.max(given, 1)}
              className={kept ? styles.model : styles.cut}
            />
            <rect x={BAR_AT} y={y + 6} height={6} className={styles.picked} width={probability * BAR_WIDTH} />
            <text
              x={WIDTH}
              y={y + 13}
              textAnchor="end"
              className={mergeClasses(styles.text, !kept && styles.dropped)}
            >
              {kept ? words.percent(probability) : words.cut}
            </text>
          </g>
        );
      })}
    </ChartFrame>
  );
}

const short = (text: string): string => (text.length > 11 ? `${text.slice(0, 10)}…` : text);
