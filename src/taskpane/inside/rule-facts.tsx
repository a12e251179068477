import { Badge, InfoLabel, makeStyles, Text, tokens } from "@fluentui/react-components";
import type { RuleTrace } from "../../app/state.ts";
import { FactList } from "../fact-list.tsx";
import { answerText } from "../../core/language/decimal-text.ts";
import { MESSAGES } from "../messages/messages.ts";

const words = MESSAGES.selected;

const useStyles = makeStyles({
  line: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalS,
  },
  answer: { overflowWrap: "anywhere" },
});

/** An answer that a rule gave: the rule in words, and whether it is the only one that the examples allow. */
export function RuleFacts({ trace }: { readonly trace: RuleTrace }) {
  const styles = useStyles();
  return (
    <>
      <div className={styles.line}>
        <Text size={400} weight="semibold" className={styles.answer}>
          {answerText(trace.value) === "" ? words.emptyAnswer : answerText(trace.value)}
        </Text>
        <InfoLabel size="small" info={words.certaintyHint[trace.certainty]}>
          <Badge appearance="tint" color={trace.certainty === "exact" ? "success" : "warning"}>
            {words.certainty[trace.certainty]}
          </Badge>
        </InfoLabel>
      </div>
      <FactList facts={[{ term: words.rule, value: trace.rule }]} />
    </>
  );
}
