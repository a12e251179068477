import {
  renderSpinButton_unstable,
  type SpinButtonProps,
  useSpinButton_unstable,
  useSpinButtonStyles_unstable,
} from "@fluentui/react-components";
import { type ChangeEvent, useRef } from "react";
import { localDecimal, plainDecimal } from "../../core/language/decimal-text.ts";

/** The event with what was typed in the notation of programs. */
function inPlainNotation(event: ChangeEvent<HTMLInputElement>): ChangeEvent<HTMLInputElement> {
  const typed = Object.assign(document.createElement("input"), { value: plainDecimal(event.target.value) });
  return { ...event, target: typed };
}

/**
 * Fluent's spin button for numbers with a fraction, written as the language writes them. It reads and steps texts such
 * as "0.7" only, so it is given these, while the person sees and types "0,7".
 */
export function DecimalSpinButton(props: SpinButtonProps) {
  const state = useSpinButton_unstable(props, useRef(null));
  useSpinButtonStyles_unstable(state);
  const { input } = state;
  const local = {
    ...input,
    value: localDecimal(String(input.value)),
    onChange: (event: ChangeEvent<HTMLInputElement>) => input.onChange?.(inPlainNotation(event)),
    // Fluent listens to both, and does the same.
    onInput: undefined,
  };
  return renderSpinButton_unstable({ ...state, input: local });
}
