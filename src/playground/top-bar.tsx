import {
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  tokens,
  Toolbar,
  ToolbarButton,
  Tooltip,
} from "@fluentui/react-components";
import {
  DocumentAddRegular,
  FolderOpenRegular,
  PanelRightContractRegular,
  PanelRightExpandRegular,
  SaveRegular,
} from "@fluentui/react-icons";
import type { RefObject } from "react";
import { useImperativeHandle, useRef } from "react";
import { MESSAGES } from "./messages.ts";

/** Where a name and three words do not fit beside each other. */
const NARROW = "@media (max-width: 520px)";
const UNSEEN = {
  position: "absolute",
  width: "1px",
  height: "1px",
  overflow: "hidden",
  clipPath: "inset(50%)",
} as const;

const useStyles = makeStyles({
  bar: {
    display: "flex",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
    boxSizing: "border-box",
    height: "48px",
    padding: `0 ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflow: "hidden",
  },
  brand: { display: "flex", alignItems: "center", columnGap: tokens.spacingHorizontalS, margin: 0 },
  name: {
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground1,
    [NARROW]: UNSEEN,
  },
  workbook: {
    flexGrow: 1,
    minWidth: 0,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    color: tokens.colorNeutralForeground2,
  },
  tools: { flexShrink: 0, padding: 0 },
  tool: { [NARROW]: { minWidth: 0, paddingInline: tokens.spacingHorizontalXS } },
  word: { [NARROW]: UNSEEN },
  hidden: { display: "none" },
});

export interface TopBarProps {
  readonly workbookName: string;
  readonly isChanged: boolean;
  readonly isPaneOpen: boolean;
  /** While the page starts, or a file is being read or written. */
  readonly isDisabled: boolean;
  readonly onOpen: (file: File) => void;
  readonly onSave: () => void;
  readonly onNew: () => void;
  readonly onSample: () => void;
  readonly onTogglePane: () => void;
  /** Registers what opens the file dialog, for the keyboard shortcut. */
  readonly filePicker: RefObject<(() => void) | null>;
}

/** Name of the page and of the workbook, files, and the switch of the pane. */
export function TopBar(props: TopBarProps) {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const { isDisabled, isPaneOpen, filePicker } = props;
  const pick = () => input.current?.click();
  useImperativeHandle(filePicker, () => () => input.current?.click(), []);
  const paneHint = isPaneOpen ? MESSAGES.hidePane : MESSAGES.showPane;
  return (
    <header className={styles.bar}>
      <h1 className={styles.brand}>
        <BrandMark />
        <span className={styles.name}>{MESSAGES.name}</span>
      </h1>
      <Text className={styles.workbook} size={300} title={props.workbookName}>
        {props.workbookName}
        {props.isChanged && <span>{` · ${MESSAGES.changed}`}</span>}
      </Text>
      <Toolbar aria-label={MESSAGES.toolbar} className={styles.tools}>
        <input
          ref={input}
          className={styles.hidden}
          type="file"
          accept=".xlsx"
          aria-hidden="true"
          tabIndex={-1}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) props.onOpen(file);
            event.target.value = "";
          }}
        />
        <Tooltip content={MESSAGES.openHint} relationship="description">
          <ToolbarButton
            className={styles.tool}
            icon={<FolderOpenRegular />}
            disabled={isDisabled}
            onClick={pick}
          >
            <span className={styles.word}>{MESSAGES.open}</span>
          </ToolbarButton>
        </Tooltip>
        <Tooltip content={MESSAGES.saveHint} relationship="description">
          <ToolbarButton
            className={styles.tool}
            icon={<SaveRegular />}
            disabled={isDisabled}
            onClick={props.onSave}
          >
            <span className={styles.word}>{MESSAGES.save}</span>
          </ToolbarButton>
        </Tooltip>
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Tooltip content={MESSAGES.newHint} relationship="description">
              <ToolbarButton className={styles.tool} icon={<DocumentAddRegular />} disabled={isDisabled}>
                <span className={styles.word}>{MESSAGES.newWorkbook}</span>
              </ToolbarButton>
            </Tooltip>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem onClick={props.onNew}>{MESSAGES.empty}</MenuItem>
              <MenuItem onClick={props.onSample}>{MESSAGES.sample}</MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      </Toolbar>
      <Tooltip content={paneHint} relationship="label">
        <Button
          appearance="subtle"
          aria-expanded={isPaneOpen}
          icon={isPaneOpen ? <PanelRightContractRegular /> : <PanelRightExpandRegular />}
          onClick={props.onTogglePane}
        />
      </Tooltip>
    </header>
  );
}

/** Three finished rows and a fourth being filled in. The shell in playground.html draws the same. */
function BrandMark() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="5" fill="#0F6CBD" />
      <path
        d="M5 6.5h5M5 10.5h5M5 14.5h5M5 18.5h5M14 6.5h5M14 10.5h5M14 14.5h5"
        stroke="#fff"
        strokeWidth="2"
      />
      <path d="M14 18.5h5" stroke="#9FD4FF" strokeWidth="2" strokeDasharray="1.6 1.1" />
    </svg>
  );
}
