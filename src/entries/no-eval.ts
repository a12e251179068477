import { config } from "zod/v4/core";

// The first import of every entry: as soon as a schema is made, zod tries whether it may compile code from text, which
// the content security policy refuses and reports.
config({ jitless: true });
