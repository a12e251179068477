import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { TEACH_MESSAGES } from "./teach-messages.ts";

const [WIDTH, HEIGHT] = [280, 72];
/** Room for half of the dot. */
const EDGE = 4;

const useStyles = makeStyles({
  chart: { width: "100%", height: `${HEIGHT}px`, display: "block" },
  learned: { fill: "none", stroke: tokens.colorBrandForeground1, strokeWidth: "1.5px" },
  dot: { stroke: tokens.colorBrandForeground1, strokeWidth: "6px", strokeLinecap: "round" },
  heldBack: {
    fill: "none",
    stroke: tokens.colorPaletteDarkOrangeForeground1,
    strokeWidth: "1.5px",
    strokeDasharray: "4 3",
  },
  axis: { stroke: tokens.colorNeutralStroke2 },
  legend: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalM },
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
  const lastHeldBack = heldBack.at(-1);
  if (last === undefined) return null;
  const highest = Math.max(...losses, ...heldBack.map(({ loss }) => loss));
  const at = (step: number, loss: number) => ({
    x: ((step / Math.max(steps, 1)) * (WIDTH - 2 * EDGE) + EDGE).toFixed(1),
    y: (HEIGHT - EDGE - (loss / highest) * (HEIGHT - 2 * EDGE)).toFixed(1),
  });
  const point = (step: number, loss: number) => {
    const { x, y } = at(step, loss);
    return `${x},${y}`;
  };
  const { x, y } = at(losses.length, last);
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
        <line className={styles.dot} x1={x} y1={y} x2={x} y2={y} vectorEffect="non-scaling-stroke" />
      </svg>
      <div className={styles.legend}>
        <Text size={200} className={styles.learnedText}>
          {TEACH_MESSAGES.learned(last)}
        </Text>
        {lastHeldBack !== undefined && (
          <Text size={200} className={styles.heldBackText}>
            {TEACH_MESSAGES.heldBack(lastHeldBack.loss)}
          </Text>
        )}
      </div>
    </div>
  );
}
