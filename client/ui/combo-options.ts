/** One of very many things to choose from. */
export interface ComboOption {
  value: string;
  label: string;
  note: string;
  /** What finds it as well, without being shown. */
  search: string;
}

/** Without capitals and accents: "Zürich" is found by "zur". */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

/** Those that have every typed word in them; first where the label begins with what was typed, then where words begin so. */
export function matching(options: readonly ComboOption[], typed: string): ComboOption[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...options];
  const ranks: [ComboOption[], ComboOption[], ComboOption[]] = [[], [], []];
  for (const option of options) {
    const text = plain(`${option.label} ${option.note} ${option.search}`);
    if (!words.every((word) => text.includes(word))) continue;
    const begun = text.split(/[^\p{L}\p{N}]+/u);
    const isBegun = words.every((word) => begun.some((start) => start.startsWith(word)));
    ranks[plain(option.label).startsWith(words.join(' ')) ? 0 : isBegun ? 1 : 2].push(option);
  }
  return ranks.flat();
}
