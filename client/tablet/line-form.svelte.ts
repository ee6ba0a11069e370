import type { Money } from '../../shared/money.ts';
import type { ReceivableLine } from '../../shared/purchasing/receipt.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import { priceQuestion } from '../purchasing/price-question.ts';
import { EMPTY_PAD, isEmpty, padProblem, padTotal, stockUnit, type PadState } from '../stock/number-pad.ts';
import { moneyField, moneyMistake, readMoney } from '../ui/money-words.ts';
import { exactAmount } from './amount-words.ts';
import { lineFormWords } from './delivery-line-words.ts';
import {
  insteadOf,
  insteadWords,
  type InsteadDraft,
  type LineDraft,
  type OpenLine,
} from './delivery-lines.ts';
import { padWords } from './pad-words.ts';

interface Options {
  /** As it is now: others may receive of it meanwhile. */
  line: () => OpenLine;
  /** What was said of it before. */
  before: LineDraft | undefined;
  known: ReceivableLine | undefined;
  /** Of the store, where nobody knows the order's. */
  currency: string;
}

/** What is being said of one line of a delivery. */
export class LineForm {
  readonly #line: () => OpenLine;
  readonly #before: LineDraft | undefined;
  readonly agreed: Money | undefined;
  readonly currency: string;
  kept = $state.raw<PadState>(EMPTY_PAD);
  rejected = $state.raw<PadState>(EMPTY_PAD);
  reason = $state<string>();
  replaced = $state(false);
  returned = $state(false);
  lot = $state('');
  expiresAt = $state('');
  price = $state('');
  /** The price that was said to be right, as it was typed. */
  #believed = $state<string | null>(null);
  instead = $state.raw<InsteadDraft>();
  photos = $state.raw<readonly string[]>([]);

  constructor({ line, before, known, currency }: Options) {
    this.#line = line;
    this.#before = before;
    this.agreed = known?.packPrice;
    this.currency = known?.currency ?? currency;
    if (!before) return;
    this.reason = before.reason;
    this.replaced = before.replaced;
    this.returned = before.returned ?? false;
    this.lot = before.lot ?? '';
    this.expiresAt = before.expiresAt ?? '';
    this.price = moneyField(before.price ?? null);
    this.#believed = before.priceConfirmed ? this.price : null;
    this.instead = before.instead;
    this.photos = before.photos ?? [];
  }

  get line(): OpenLine {
    return this.#line();
  }

  get back(): number {
    return isEmpty(this.rejected) ? (this.#before?.rejected ?? 0) : this.#amountOf(this.rejected);
  }

  /** What is meant to be kept as long as nothing is typed: what is not sent back, and did not come as something else. */
  get rest(): number {
    const isAsBefore = isEmpty(this.rejected) && this.instead === this.#before?.instead;
    if (this.#before && isAsBefore) return this.#before.kept;
    if (this.instead) return 0;
    return fromThousandths(Math.max(0, toThousandths(this.line.outstanding) - toThousandths(this.back)));
  }

  get came(): number {
    return isEmpty(this.kept) ? this.rest : this.#amountOf(this.kept);
  }

  get money(): Money | null {
    return readMoney(this.price, this.currency);
  }

  /** What is to be asked about the price, unless it was said to be right. */
  get question(): ReturnType<typeof priceQuestion> {
    return this.#believed === this.price ? null : priceQuestion(this.money, this.agreed);
  }

  believePrice(): void {
    this.#believed = this.price;
  }

  mendPrice(meant: Money): void {
    this.price = moneyField(meant);
  }

  /** Why it cannot be confirmed as it is. */
  get problem(): string | null {
    const { name, unit, sender, outstanding } = this.line;
    if ([this.kept, this.rejected].some((typed) => padProblem(typed, stockUnit(unit), true) === 'part'))
      return padWords.countedWhole(name);
    if (this.came === 0 && this.back === 0 && !this.instead) return lineFormWords.nothingCame;
    if (this.back > 0 && this.reason === undefined)
      return sender ? lineFormWords.sayWhyNotKept : lineFormWords.sayWhyBack;
    if (sender && toThousandths(this.came) + toThousandths(this.back) > toThousandths(outstanding))
      return lineFormWords.onlySent(exactAmount(outstanding, unit));
    if (moneyMistake(this.price, this.currency)) return lineFormWords.priceUnread;
    return this.question ? lineFormWords.sayPrice : null;
  }

  get outlook(): { before: string; after: string; odd: boolean } {
    const { outstanding, unit, ordered, sender } = this.line;
    const gone = toThousandths(this.back) + toThousandths(this.made);
    const more = toThousandths(this.came) + gone - toThousandths(outstanding);
    const amount = exactAmount(fromThousandths(Math.abs(more)), unit);
    const beyond = sender ? lineFormWords.moreThanSent : lineFormWords.moreThanOrdered;
    const off = more < 0 ? lineFormWords.short : beyond;
    const before = sender ? lineFormWords.sent(ordered) : lineFormWords.ordered(ordered);
    return { before, after: more === 0 ? lineFormWords.allOfIt : off(amount), odd: more !== 0 };
  }

  /** How much of what was ordered something else came for. */
  get made(): number {
    return insteadOf(this.line, this.#amounts());
  }

  get summary(): string {
    const { unit, sender } = this.line;
    const back = sender ? lineFormWords.sumNotKept : lineFormWords.sumSentBack;
    return [
      ...(this.came > 0 || !this.instead ? [lineFormWords.sumKept(exactAmount(this.came, unit))] : []),
      ...(this.back > 0 ? [back(exactAmount(this.back, unit))] : []),
      ...(this.instead ? [insteadWords(this.instead)] : []),
    ].join(', ');
  }

  get draft(): LineDraft {
    const { money, reason, photos } = this;
    const [lot, isKept] = [this.lot.trim(), this.came > 0];
    return {
      ...this.#amounts(),
      ...(this.back > 0 && reason !== undefined && { reason }),
      ...(money && { price: money }),
      ...(money && this.#believed === this.price && { priceConfirmed: true }),
      ...(isKept && lot !== '' && { lot }),
      ...(isKept && this.expiresAt !== '' && { expiresAt: this.expiresAt }),
      ...(this.back > 0 && photos.length > 0 && { photos }),
    };
  }

  #amounts(): LineDraft {
    const { came: kept, back: rejected, instead } = this;
    return {
      ...{ kept, rejected, replaced: rejected > 0 && this.replaced },
      ...(this.line.sender && { returned: rejected > 0 && this.returned }),
      ...(instead && { instead }),
    };
  }

  #amountOf(typed: PadState): number {
    return fromThousandths(padTotal(typed, stockUnit(this.line.unit)));
  }
}
