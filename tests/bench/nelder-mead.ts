export interface Search {
  /** Points outside are moved to the bound. */
  lower: Float64Array;
  upper: Float64Array;
  /** It ends when the values of the simplex spread by less than this, … */
  tolerance: number;
  /** … or after so many steps. */
  iterations: number;
}

interface Vertex {
  x: Float64Array;
  value: number;
}

const STEP = 0.05;
const STEP_OF_ZERO = 1e-4;

/**
 * Looks for the least value: J. A. Nelder and R. Mead (1965), with the steps of F. Gao and L. Han (2012), which depend on how
 * many parameters there are.
 */
export function nelderMead(
  valueOf: (x: Float64Array) => number,
  start: Float64Array,
  { lower, upper, tolerance, iterations }: Search,
): Vertex & { evaluations: number } {
  const size = start.length;
  let evaluations = 0;
  const at = (x: Float64Array): Vertex => {
    for (let index = 0; index < size; index++)
      x[index] = Math.min(upper[index]!, Math.max(lower[index]!, x[index]!));
    evaluations++;
    return { x, value: valueOf(x) };
  };
  const simplex = [start.slice()];
  for (let index = 0; index < size; index++) {
    const x = start.slice();
    x[index] = x[index] === 0 ? STEP_OF_ZERO : x[index]! * (1 + STEP);
    simplex.push(x);
  }
  const vertices = simplex.map(at).sort(byValue);
  for (let step = 0; step < iterations && !(spreadOf(vertices) < tolerance); step++) {
    const moved = move(vertices, at);
    if (moved) vertices[size] = moved;
    else shrink(vertices, at);
    vertices.sort(byValue);
  }
  return { ...vertices[0]!, evaluations };
}

/** What the worst vertex is to be replaced by; null where nothing along its line is better. */
function move(vertices: readonly Vertex[], at: (x: Float64Array) => Vertex): Vertex | null {
  const size = vertices.length - 1;
  const worst = vertices[size]!;
  const centre = new Float64Array(size);
  for (let vertex = 0; vertex < size; vertex++)
    for (let index = 0; index < size; index++) centre[index]! += vertices[vertex]!.x[index]! / size;
  const along = (by: number): Vertex => at(centre.map((each, index) => each + by * (each - worst.x[index]!)));
  const reflected = along(1);
  if (reflected.value < vertices[0]!.value) {
    const expanded = along(1 + 2 / size);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < vertices[size - 1]!.value) return reflected;
  const isOutside = reflected.value < worst.value;
  const contracted = along((isOutside ? 1 : -1) * (0.75 - 1 / (2 * size)));
  return contracted.value < Math.min(reflected.value, worst.value) ? contracted : null;
}

function shrink(vertices: Vertex[], at: (x: Float64Array) => Vertex): void {
  const size = vertices.length - 1;
  const best = vertices[0]!.x;
  for (let vertex = 1; vertex <= size; vertex++) {
    const { x } = vertices[vertex]!;
    vertices[vertex] = at(best.map((each, index) => each + (1 - 1 / size) * (x[index]! - each)));
  }
}

function byValue(a: Vertex, b: Vertex): number {
  return a.value - b.value || 0;
}

function spreadOf(vertices: readonly Vertex[]): number {
  const mean = vertices.reduce((sum, { value }) => sum + value, 0) / vertices.length;
  return Math.sqrt(vertices.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / vertices.length);
}
