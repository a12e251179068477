import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useStore } from "zustand";
import { currentLanguage } from "../../core/language/language.ts";
import { MESSAGES } from "../messages.ts";
import type { DraftKeeper } from "./draft-keeper.ts";

/** Offers an unsaved workbook that a page left. */
export function DraftBar({ keeper }: { readonly keeper: DraftKeeper }) {
  const { draft } = useStore(keeper.offer);
  if (draft === null) return null;
  const words = MESSAGES.draft;
  const when = new Date(draft.keptAtMs).toLocaleString(currentLanguage(), {
    dateStyle: "medium",
    timeStyle: "short",
  });
  return (
    <MessageBar intent="warning" aria-label={words.title}>
      <MessageBarBody>
        <MessageBarTitle>{words.title}</MessageBarTitle>
        {words.text(draft.workbook.name, when)}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            aria-label={words.later}
            icon={<DismissRegular />}
            onClick={() => keeper.dismiss()}
          />
        }
      >
        <Button appearance="primary" onClick={() => void keeper.accept()}>
          {words.open}
        </Button>
        <Button onClick={() => void keeper.discard()}>{words.remove}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
