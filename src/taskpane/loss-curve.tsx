import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { TEACH_MESSAGES } from "./teach-messages.ts";

const [WIDTH, HEIGHT] = [280, 72];

const useStyles = makeStyles({
  chart: { width: "100%", height: `${HEIGHT}px`, display: "block" },
  learned: { fill: "none", stroke: tokens.colorBrandForeground1, strokeWidth: "1.5px" },
  heldBack: {
    fill: "none",
    stroke: tokens.colorPaletteDarkOrangeForeground1,
    strokeWidth: "1.5px",
    strokeDasharray: "4 3",
  },
  axis: { stroke: tokens.colorNeutralStroke2 },
  legend: { display: "flex", columnGap: tokens.spacingHorizontalM },
  learnedText: { color: tokens.colorBrandForeground1 },
  heldBackText: { color: tokens.colorPaletteDarkOrangeForeground1 },
});

export interface LossCurveProps {
  /** One for each step, from the first. */
  readonly losses: readonly number[];
  readonly heldBack: readonly { readonly step: number; readonly loss: number }[];
  /** Steps at most: the right edge. */
  readonly steps: number;
}

/** The error of the rows that are learned, and of those held back, over the steps. */
export function LossCurve({ losses, heldBack, steps }: LossCurveProps) {
  const styles = useStyles();
  const last = losses.at(-1);
  if (last === undefined) return null;
  const highest = Math.max(...losses, ...heldBack.map(({ loss }) => loss));
  const point = (step: number, loss: number) =>
    `${((step / Math.max(steps, 1)) * WIDTH).toFixed(1)},${(HEIGHT - 2 - (loss / highest) * (HEIGHT - 4)).toFixed(1)}`;
  return (
    <div>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={TEACH_MESSAGES.lossCurve(last)}
      >
        <line className={styles.axis} x1={0} y1={HEIGHT - 1} x2={WIDTH} y2={HEIGHT - 1} />
        <polyline className={styles.learned} points={losses.map((loss, i) => point(i + 1, loss)).join(" ")} />
        <polyline
          className={styles.heldBack}
          points={heldBack.map(({ step, loss }) => point(step, loss)).join(" ")}
        />
      </svg>
      <div className={styles.legend}>
        <Text size={200} className={styles.learnedText}>
          {TEACH_MESSAGES.learned}
        </Text>
        {heldBack.length > 0 && (
          <Text size={200} className={styles.heldBackText}>
            {TEACH_MESSAGES.heldBack}
          </Text>
        )}
      </div>
    </div>
  );
}
