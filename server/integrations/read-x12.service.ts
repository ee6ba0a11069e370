import type { FileReason } from '../../shared/suppliers/supplier-exchange.schema.ts';
import type { ItemsContext } from '../items/items.service.ts';
import { noteFileAnswer } from '../notifications/supplier-files.service.ts';
import { AppError, asAppError } from '../platform/errors.ts';
import { findKnown } from '../purchasing/known-orders.service.ts';
import { takeSupplierMessage } from '../purchasing/supplier-messages.service.ts';
import {
  readInterchange,
  type Group,
  type Interchange,
  type NewSet,
  type TransactionSet,
} from '../purchasing/x12/envelope.ts';
import {
  readFunctionalAcknowledgement,
  writeFunctionalAcknowledgement,
  type SetOutcome,
} from '../purchasing/x12/functional-acknowledgement.ts';
import { readMessages, referencesIn, type ReadMessage } from '../purchasing/x12/messages.ts';
import type { Mistake } from '../purchasing/x12/segments.ts';
import type { Known } from '../purchasing/x12/set-reading.ts';
import type { Exchange, ExchangeContext } from '../suppliers/supplier-exchange.service.ts';
import { findSameControlNumber } from '../suppliers/supplier-files.service.ts';
import { MESSAGE_KINDS, SET_KINDS } from './file-kinds.ts';
import { mistakesFrom, reasonOf } from './file-reasons.ts';

export type FilesContext = ItemsContext & ExchangeContext;

/** What came of a file. */
export interface FileOutcome {
  state: 'done' | 'partly' | 'refused';
  kind: string;
  sender: string | null;
  controlNumber: number | null;
  reasons: FileReason[];
  /** 997s that answer its groups; none where it answers something itself, or has no groups. */
  answers: NewSet[];
}

/**
 * Does what an X12 file says, message by message: one that is wrong is refused as a whole, and the others are done.
 * @throws whatever is no fault of the file
 */
export async function readX12File(
  ctx: FilesContext,
  exchange: Exchange,
  supplier: { id: string; name: string },
  { fileId, text }: { fileId: string; text: string },
): Promise<FileOutcome> {
  const read = readInterchange(text);
  if ('mistake' in read) return refused([reasonOf(read.mistake)], null);
  const { interchange } = read;
  const problem = problemOf(interchange, exchange) ?? (await takenNumber(ctx, exchange, fileId, interchange));
  if (problem) return refused([reasonOf(problem)], interchange);
  const reader = new X12Reader(ctx, supplier, interchange);
  for (const group of interchange.groups) await reader.read(group);
  return reader.outcome();
}

function refused(reasons: FileReason[], interchange: Interchange | null): FileOutcome {
  return { state: 'refused', kind: 'X12', ...numbersOf(interchange), reasons, answers: [] };
}

function numbersOf(interchange: Interchange | null): Pick<FileOutcome, 'sender' | 'controlNumber'> {
  if (!interchange) return { sender: null, controlNumber: null };
  const { sender, controlNumber } = interchange;
  return { sender: `${sender.qualifier}:${sender.id}`, controlNumber: Number(controlNumber) };
}

/** A file that is not from this supplier, not for us, or not meant. */
function problemOf({ sender, receiver, isTest }: Interchange, { us, them, test }: Exchange): Mistake | null {
  const at = (element: number, detail: string): Mistake => ({
    ...{ position: 1, segment: 'ISA', element, detail, code: '7' },
  });
  if (!us || !them)
    return at(6, 'X12 is not set up for this supplier; set its ids on the page of the supplier');
  if (sender.id !== them.id || sender.qualifier !== them.qualifier)
    return at(
      6,
      `comes from ${sender.qualifier} ${sender.id}, but this supplier is ${them.qualifier} ${them.id}`,
    );
  if (receiver.id !== us.id || receiver.qualifier !== us.qualifier)
    return at(8, `is for ${receiver.qualifier} ${receiver.id}, but we are ${us.qualifier} ${us.id}`);
  if (isTest === test) return null;
  return at(
    15,
    isTest
      ? 'is marked as a test, but this supplier is not set to tests'
      : 'is not marked as a test, but this supplier is set to tests',
  );
}

async function takenNumber(
  { db }: FilesContext,
  { supplierId }: Exchange,
  fileId: string,
  interchange: Interchange,
): Promise<Mistake | null> {
  const { sender, controlNumber } = numbersOf(interchange);
  const like = { fileId, sender: sender!, controlNumber: controlNumber! };
  const same = await findSameControlNumber(db, supplierId, like);
  if (!same) return null;
  const when = same.at.toISOString().slice(0, 10);
  const detail = `${interchange.controlNumber} is the control number of ${same.name} of ${when}, which says something else; give each file a number of its own`;
  return { position: 1, segment: 'ISA', element: 13, detail, code: '7' };
}

/** Reads the groups of one interchange, and keeps what came of them. */
class X12Reader {
  readonly #ctx: FilesContext;
  readonly #supplier: { id: string; name: string };
  readonly #interchange: Interchange;
  readonly #reasons: FileReason[] = [];
  readonly #answers: NewSet[] = [];
  readonly #kinds = new Set<string>();
  #done = 0;

  constructor(ctx: FilesContext, supplier: { id: string; name: string }, interchange: Interchange) {
    this.#ctx = ctx;
    this.#supplier = supplier;
    this.#interchange = interchange;
  }

  async read(group: Group): Promise<void> {
    if (group.functionalId === 'FA') return this.#readAnswers(group);
    const known = await findKnown(this.#ctx, this.#supplier.id, group.sets.flatMap(referencesIn));
    const outcomes: SetOutcome[] = [];
    if (group.broken) this.#reasons.push(reasonOf(group.broken));
    for (const set of group.broken ? [] : group.sets) {
      const outcome = await this.#readSet(group, set, known);
      outcomes.push(outcome);
      this.#reasons.push(...outcome.mistakes.map((it) => reasonOf(it, set.segments[0]!.position)));
      if (outcome.state !== 'R') this.#done++;
    }
    this.#answers.push(writeFunctionalAcknowledgement(group, outcomes));
  }

  outcome(): FileOutcome {
    const state = this.#reasons.length === 0 ? 'done' : this.#done > 0 ? 'partly' : 'refused';
    const kind = [...this.#kinds].slice(0, 4).join(', ').slice(0, 60) || 'X12';
    const [reasons, answers] = [this.#reasons, this.#answers];
    return { state, kind, ...numbersOf(this.#interchange), reasons, answers };
  }

  /** A message that names several orders may be right for some of them. */
  async #readSet(group: Group, set: TransactionSet, known: Known): Promise<SetOutcome> {
    const { messages, mistakes } = readMessages(set, known);
    const kinds = messages.map(({ message }) => MESSAGE_KINDS[message.type]);
    this.#note(kinds.length > 0 ? kinds : [SET_KINDS[set.type] ?? set.type]);
    if (mistakes.length > 0) return { set, state: 'R', mistakes };
    const { sender, controlNumber } = this.#interchange;
    const id = `x12:${sender.id}:${controlNumber}:${group.controlNumber}:${set.controlNumber}`;
    const wrong: Mistake[] = [];
    let done = 0;
    for (const [index, message] of messages.entries()) {
      const found = await this.#take(messages.length > 1 ? `${id}:${index + 1}` : id, message);
      wrong.push(...found);
      if (found.length === 0) done++;
    }
    if (wrong.length === 0) return { set, state: 'A', mistakes: [] };
    return { set, state: done > 0 ? 'E' : 'R', mistakes: wrong };
  }

  #note(kinds: readonly string[]): void {
    for (const kind of kinds) this.#kinds.add(kind);
  }

  async #take(id: string, { message, places }: ReadMessage): Promise<Mistake[]> {
    try {
      await takeSupplierMessage(this.#ctx, this.#supplier.id, { id, via: 'files', message });
      return [];
    } catch (error) {
      return mistakesFrom(refusalIn(error), places);
    }
  }

  async #readAnswers({ sets, broken }: Group): Promise<void> {
    this.#note(['receipt']);
    if (broken) this.#reasons.push(reasonOf(broken));
    for (const set of broken ? [] : sets) {
      const answer = set.broken || set.type !== '997' ? null : readFunctionalAcknowledgement(set);
      const file = answer && (await noteFileAnswer(this.#ctx, this.#supplier, answer));
      if (file) this.#done++;
      else this.#reasons.push(reasonOf(set.broken ?? unknownAnswer(set, answer?.controlNumber)));
    }
  }
}

function unknownAnswer({ segments }: TransactionSet, controlNumber: number | undefined): Mistake {
  const { position, id } = segments[1] ?? segments[0]!;
  const detail =
    controlNumber === undefined
      ? 'does not say which group it answers'
      : `answers group ${controlNumber}, which we did not send`;
  return { position, segment: id, detail, code: '8' };
}

/** What a use case refused; anything else is not the sender's to mend. @throws the error itself then */
export function refusalIn(error: unknown): AppError {
  const refusal = asAppError(error);
  if (refusal.code === 'internal' || refusal.code === 'unavailable') throw error;
  return refusal;
}
