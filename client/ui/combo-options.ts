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

/** Those that have every typed word in them; the best first, where the label itself begins with what was typed. */
export function matching(options: readonly ComboOption[], typed: string): ComboOption[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const found = options.filter(({ label, note, search }) => {
    const text = plain(`${label} ${note} ${search}`);
    return words.every((word) => text.includes(word));
  });
  const start = words.join(' ');
  const isFirst = ({ label }: ComboOption): boolean => start !== '' && plain(label).startsWith(start);
  return [...found.filter(isFirst), ...found.filter((option) => !isFirst(option))];
}
