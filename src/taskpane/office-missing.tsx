import {
  FluentProvider,
  Link,
  makeStyles,
  Text,
  Title3,
  tokens,
  webDarkTheme,
  webLightTheme,
} from "@fluentui/react-components";
import { MESSAGES } from "./messages/messages.ts";
import { useColorScheme } from "./use-color-scheme.ts";

const words = MESSAGES.officeMissing;

const useStyles = makeStyles({
  page: {
    padding: tokens.spacingHorizontalL,
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
  },
  steps: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
});

/** What stands in the pane where Excel does not answer. */
export function OfficeMissing({ playgroundUrl }: { readonly playgroundUrl: string }) {
  const styles = useStyles();
  const scheme = useColorScheme("system");
  return (
    <FluentProvider theme={scheme === "dark" ? webDarkTheme : webLightTheme} style={{ minHeight: "100%" }}>
      <main className={styles.page}>
        <Title3 as="h1">{words.title}</Title3>
        <Text>{words.body}</Text>
        <ol className={styles.steps}>
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <Link href={playgroundUrl}>{words.playground}</Link>
      </main>
    </FluentProvider>
  );
}
