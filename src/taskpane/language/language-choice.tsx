import { Field, Select } from "@fluentui/react-components";
import { type Language, LANGUAGES } from "../../core/language/language.ts";
import { chooseLanguage } from "./chosen-language.ts";
import { MESSAGES } from "../messages/messages.ts";
import { useLanguage } from "./use-language.ts";

/** Which language the page speaks. */
export function LanguageChoice() {
  const language = useLanguage();
  return (
    <Field size="small" orientation="horizontal" label={MESSAGES.language}>
      <Select size="small" value={language} onChange={(_, data) => chooseLanguage(data.value as Language)}>
        {Object.entries(LANGUAGES).map(([id, name]) => (
          <option key={id} value={id} lang={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
