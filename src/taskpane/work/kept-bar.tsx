import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { MESSAGES } from "../messages/messages.ts";
import { useApp, usePane } from "../use-pane.ts";

const words = MESSAGES.kept;

/** Says where the workbook's answers come from another model than the one that answers here. */
export function KeptBar() {
  const { store } = usePane();
  const { models, current } = useApp((state) => state.kept);
  const others = current === null ? [] : models.filter(({ hash }) => hash !== current.hash);
  if (current === null || others.length === 0) return null;
  const answers = others.reduce((sum, model) => sum + model.answers, 0);
  const names = others.map(({ name }) => name).join(", ");
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{words.title}</MessageBarTitle>
        <br />
        {words.text(answers, names, current.name)}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => store.renewAnswers()}>
          {words.renew}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
