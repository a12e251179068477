import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { type ReactNode, useRef } from "react";
import { MESSAGES } from "../messages/messages.ts";
import { saveChart } from "./svg-file.ts";

const useStyles = makeStyles({
  frame: { margin: 0, display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS },
  line: { display: "flex", alignItems: "center", justifyContent: "space-between" },
  chart: { width: "100%", height: "auto", fontSize: "11px", fontFamily: tokens.fontFamilyMonospace },
});

export interface ChartFrameProps {
  readonly title: string;
  /** The chart in words, for those who do not see it. */
  readonly spoken: string;
  readonly fileName: string;
  readonly width: number;
  readonly height: number;
  /** The chart's parts, in SVG. */
  readonly children: ReactNode;
}

/** A chart with its title, and the way to take it along as a file. */
export function ChartFrame({ title, spoken, fileName, width, height, children }: ChartFrameProps) {
  const styles = useStyles();
  const chart = useRef<SVGSVGElement>(null);
  return (
    <figure className={styles.frame}>
      <div className={styles.line}>
        <Text as="span" size={200} weight="semibold">
          {title}
        </Text>
        <Button
          size="small"
          appearance="subtle"
          aria-label={MESSAGES.charts.saveNamed(title)}
          onClick={() => chart.current && saveChart(chart.current, fileName)}
        >
          {MESSAGES.charts.save}
        </Button>
      </div>
      <svg
        ref={chart}
        className={styles.chart}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${title}: ${spoken}`}
      >
        {children}
      </svg>
    </figure>
  );
}
