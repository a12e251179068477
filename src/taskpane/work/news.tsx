import { makeStyles, tokens } from "@fluentui/react-components";
import { type ReactNode, useEffect, useRef } from "react";

/** How much of the top of whatever scrolls the pane is covered: for its `scroll-padding-top`. */
const HEIGHT = "--pane-news-height";

const useStyles = makeStyles({
  news: {
    position: "sticky",
    top: 0,
    zIndex: 2,
    // Over the pane's own edge, so that nothing passes above it.
    marginTop: `calc(-1 * ${tokens.spacingHorizontalS})`,
    paddingTop: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground3,
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
    ":empty": { display: "none" },
  },
});

/** What was just done or went wrong, in sight wherever the pane is scrolled to. */
export function News({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  const news = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = news.current!;
    const { style } = document.documentElement;
    // Else what takes the focus would come to lie behind it.
    const observer = new ResizeObserver(() => style.setProperty(HEIGHT, `${element.offsetHeight}px`));
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty(HEIGHT);
    };
  }, []);
  return (
    <div ref={news} className={styles.news}>
      {children}
    </div>
  );
}
