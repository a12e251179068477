import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import { MESSAGES } from "./messages.ts";

const words = MESSAGES.ask;

export interface ReplaceDialogProps {
  readonly isOpen: boolean;
  readonly workbookName: string;
  readonly onAnswer: (choice: "save" | "discard" | "cancel") => void;
}

/** Asks what happens to changes before another workbook takes the place of this one. */
export function ReplaceDialog({ isOpen, workbookName, onAnswer }: ReplaceDialogProps) {
  return (
    <Dialog open={isOpen} modalType="alert" onOpenChange={(_, { open }) => !open && onAnswer("cancel")}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.title(workbookName)}</DialogTitle>
          <DialogContent>{words.body}</DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={() => onAnswer("save")}>
              {words.save}
            </Button>
            <Button onClick={() => onAnswer("discard")}>{words.discard}</Button>
            <Button onClick={() => onAnswer("cancel")}>{words.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
