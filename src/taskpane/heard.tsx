import { makeStyles } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  heard: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

/** A line that screen readers say when it changes, and that is not seen. */
export function Heard({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <span role="status" className={styles.heard}>
      {children}
    </span>
  );
}
