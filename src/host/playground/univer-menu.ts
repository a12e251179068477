import type { Injector } from "@univerjs/core";
import { CommandType, ICommandService } from "@univerjs/core";
import {
  ContextMenuGroup,
  ContextMenuPosition,
  IMenuManagerService,
  MenuItemType,
} from "@univerjs/preset-sheets-core";

/** A line of the menu that a right click on cells opens. */
export interface GridMenuItem {
  readonly id: string;
  /** Asked for when the menu opens, so that it speaks the current language. */
  title(): string;
  run(): void;
}

/** After Univer's own lines. */
const FIRST_ORDER = 100;

/** Adds lines to the grid's context menu. */
export function addContextMenu(injector: Injector, items: readonly GridMenuItem[]): void {
  const commands = injector.get(ICommandService);
  const lines = items.map(({ id, title, run }, index) => {
    const commandId = `fewshot.menu.${id}`;
    commands.registerCommand({
      id: commandId,
      type: CommandType.OPERATION,
      handler: () => {
        run();
        return true;
      },
    });
    const menuItemFactory = () => ({ id: commandId, type: MenuItemType.BUTTON, title: title() });
    return [commandId, { order: FIRST_ORDER + index, menuItemFactory }] as const;
  });
  injector.get(IMenuManagerService).mergeMenu({
    [ContextMenuPosition.MAIN_AREA]: { [ContextMenuGroup.OTHERS]: Object.fromEntries(lines) },
  });
}
