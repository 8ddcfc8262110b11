/** Text as PostgreSQL can hold it: NUL and halves of surrogate pairs, such as a cut emoji leaves, are replaced. */
export function storable(text: string): string {
  return text.isWellFormed() && !text.includes('\0') ? text : text.toWellFormed().replaceAll('\0', '\uFFFD')
}
