import Type, { type TNumberOptions } from 'typebox';

/**
 * Quantities carry at most three decimals and are stored as `numeric(14,3)`; one movement moves at most ten million.
 * Arithmetic happens in SQL or on whole thousandths, never on binary floats.
 */
export const MAX_QUANTITY = 9_999_999.999;

/** The marks let the screens, which need only the arithmetic below, leave the schemas out. */
function quantity(options: TNumberOptions) {
  return Type.Number({ multipleOf: 0.001, maximum: MAX_QUANTITY, ...options });
}

export const Quantity = /* @__PURE__ */ quantity({
  minimum: 0,
  description: 'Quantity ≥ 0, at most 3 decimals',
});
export const PositiveQuantity = /* @__PURE__ */ quantity({
  // Not just more than 0: what is less than a thousandth would be stored as nothing.
  minimum: 0.001,
  description: 'Quantity > 0, at most 3 decimals',
});
export const SignedQuantity = /* @__PURE__ */ quantity({
  minimum: -MAX_QUANTITY,
  description: 'Quantity of either sign, at most 3 decimals',
});

/** Whole thousandths of a quantity; the inverse of {@link fromThousandths}. */
export function toThousandths(quantity: number): number {
  return Math.round(quantity * 1000);
}

export function fromThousandths(thousandths: number): number {
  return thousandths / 1000;
}

/** Whether a number has at most three decimals, the tolerance being that of a double near {@link MAX_QUANTITY}. */
export function isQuantity(value: number): boolean {
  const scaled = value * 1000;
  return (
    Number.isFinite(value) && Math.abs(value) <= MAX_QUANTITY && Math.abs(scaled - Math.round(scaled)) < 1e-5
  );
}
