import type { JsonValue } from "@fairline/core";
import { Document, isScalar, visit } from "yaml";

/** Writes a value as YAML, lists of plain values in one line, as people do. */
export function yamlText(value: JsonValue): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Seq: (_, list) => {
      list.flow = list.items.every((item) => isScalar(item));
    },
  });
  return document.toString({ lineWidth: 88, flowCollectionPadding: false });
}
