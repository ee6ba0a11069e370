/** Beginnings and ends of names that a gateway gives to what it is still writing. */
const UNFINISHED = /^[.~#]|(~|\.(tmp|temp|part|partial|filepart|crdownload|writing|lock|inprogress|swp))$/i;
const MAX_NAME = 100;

/** Whether a file that lies in `in/` is meant to be read, by its name. */
export function isFinishedName(name: string): boolean {
  return !UNFINISHED.test(name);
}

/** Letters, digits, dots and dashes; never a way out of a folder, and never hidden. */
export function safeName(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(-MAX_NAME);
  return plain.replace(/^[.-]+/, '') || 'file';
}

/** The folder of a supplier: readable by its name, and its own by the end of its id, whatever it is called later. */
export function folderName({ id, name }: { id: string; name: string }): string {
  const readable = safeName(name.toLowerCase().replaceAll('.', '-')).slice(0, 40).replace(/-+$/, '');
  return `${readable}-${id.slice(-8)}`;
}

/** Where a file that was read is kept: by month, with when it was read and its control number. */
export function keptName(
  { name, controlNumber }: { name: string; controlNumber: number | null },
  readAt: Date,
): { month: string; file: string } {
  const at = readAt.toISOString();
  const stamp = at.slice(0, 19).replaceAll(/[-:]/g, '');
  const number = controlNumber === null ? '' : `${`${controlNumber}`.padStart(9, '0')}-`;
  return { month: at.slice(0, 7), file: `${stamp}-${number}${safeName(name)}` };
}

/** What stands beside a file that was refused. */
export function reasonText(
  { name, state }: { name: string; state: string },
  reasons: readonly { place: string; detail: string }[],
): string {
  const head =
    state === 'partly'
      ? `${name} was read in part. What is named here was not done; the rest was.`
      : `${name} was refused. Nothing in it was done.`;
  return [head, '', ...reasons.map(({ place, detail }) => `${place}: ${detail}`), ''].join('\n');
}
