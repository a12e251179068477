import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  list: {
    display: "grid",
    gridTemplateColumns: "max-content minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  term: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: "anywhere", color: tokens.colorNeutralForeground1 },
});

export interface FactListProps {
  readonly facts: readonly { readonly term: string; readonly value: ReactNode }[];
}

/** Terms and their values, in two aligned columns. */
export function FactList({ facts }: FactListProps) {
  const styles = useStyles();
  return (
    <dl className={styles.list}>
      {facts.map(({ term, value }) => (
        <Fact key={term} term={term} value={value} styles={styles} />
      ))}
    </dl>
  );
}

function Fact(props: { term: string; value: ReactNode; styles: ReturnType<typeof useStyles> }) {
  return (
    <>
      <dt className={props.styles.term}>{props.term}</dt>
      <dd className={props.styles.value}>{props.value}</dd>
    </>
  );
}
