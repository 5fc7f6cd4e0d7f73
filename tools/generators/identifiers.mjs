/** A name of a file, `false-omission-rate`, in other forms. */
export function identifiers(name) {
  const camel = name.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());
  return {
    camel,
    pascal: `${camel[0].toUpperCase()}${camel.slice(1)}`,
    snake: name.replaceAll("-", "_"),
    words: name.replaceAll("-", " "),
  };
}
