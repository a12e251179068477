/** What a button of the ribbon does. Rejects where it cannot. */
export type RibbonCommand = () => Promise<void>;

/**
 * Tells Excel which code the ribbon's buttons run, by the names in the manifest. The error of a command that fails is
 * told to `onFailure`, and the pane is shown, where the person sees it.
 */
export function associateCommands(
  commands: Readonly<Record<string, RibbonCommand>>,
  onFailure: (error: unknown) => void,
): void {
  for (const [name, run] of Object.entries(commands)) {
    Office.actions.associate(name, (event: Office.AddinCommands.Event) => {
      run()
        .catch(async (error: unknown) => {
          onFailure(error);
          await Office.addin.showAsTaskpane();
        })
        // Until it is told, Excel keeps the button pressed.
        .finally(() => event.completed());
    });
  }
}

/** Opens the pane, wherever it is. */
export function showPane(): Promise<void> {
  return Office.addin.showAsTaskpane();
}
