/** What a source file of a screen says by itself, rather than by a catalogue of words. */
import { parse, type AST } from 'svelte/compiler';
import ts from 'typescript';

export interface Spoken {
  line: number;
  text: string;
}

interface SvelteNode {
  type: string;
  start: number;
  [key: string]: unknown;
}

const LETTER = /\p{L}/u;
/** Two words, or the beginning of a sentence: not the name of a glyph or a tone. */
const WORDS = /^\p{Lu}\p{Ll}|\p{L} +\p{L}/u;
/** Attributes of elements that are read out or shown. */
const READ_OUT = new Set([
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'placeholder',
  'title',
  'alt',
]);
const MUTE = new Set(['class', 'style', 'id', 'href', 'src']);
/** Where strings may say something: in words of a language, and in what only developers read. */
const EXCUSED = /^(catalogue|spoken|Error|TypeError|Type\..*|console\.\w+|unreachable)$/;

export function textOf(path: string, source: string): Spoken[] {
  if (path.endsWith('.ts')) return textOfScript(source, 0);
  if (!path.endsWith('.svelte')) return [];
  const root = parse(source, { modern: true });
  const lineOf = (start: number): number => source.slice(0, start).split('\n').length;
  const found: Spoken[] = [];
  const say = (start: number, text: string, asks = LETTER): void => {
    if (asks.test(text)) found.push({ line: lineOf(start), text: text.trim() });
  };
  visit(root.fragment as unknown as SvelteNode, say);
  for (const script of [root.module, root.instance]) found.push(...textOfTag(script, source, lineOf));
  return found;
}

function textOfTag(tag: AST.Script | null, source: string, lineOf: (start: number) => number): Spoken[] {
  if (!tag) return [];
  const start = source.indexOf('>', tag.start) + 1;
  return textOfScript(source.slice(start, source.lastIndexOf('</script', tag.end)), lineOf(start) - 1);
}

type Say = (start: number, text: string, asks?: RegExp) => void;

function visit(node: SvelteNode, say: Say): void {
  if (node.type === 'Text') return say(node.start, node['data'] as string);
  if (node.type === 'ExpressionTag') return sayValues(node['expression'] as SvelteNode, say);
  if (node.type === 'StyleSheet') return;
  const attributes = (node['attributes'] ?? []) as SvelteNode[];
  for (const attribute of attributes) visitAttribute(attribute, node.type === 'Component', say);
  for (const [key, child] of Object.entries(node))
    if (key !== 'attributes') for (const next of nodesIn(child)) visit(next, say);
}

function visitAttribute(attribute: SvelteNode, isComponent: boolean, say: Say): void {
  const name = attribute['name'] as string;
  const isHeard = attribute.type === 'Attribute' && (isComponent ? !MUTE.has(name) : READ_OUT.has(name));
  if (!isHeard) return;
  const asks = isComponent && !READ_OUT.has(name) ? WORDS : LETTER;
  for (const part of nodesIn(attribute['value'])) visit(part, (start, text) => say(start, text, asks));
}

/** What an expression may come to, as far as it stands there. */
function sayValues(node: SvelteNode, say: Say): void {
  const value = node['value'];
  if (node.type === 'Literal' && typeof value === 'string') say(node.start, value);
  if (node.type === 'TemplateLiteral')
    for (const quasi of node['quasis'] as { start: number; value: { cooked: string } }[])
      say(quasi.start, quasi.value.cooked);
  const parts = { ConditionalExpression: ['consequent', 'alternate'], LogicalExpression: ['left', 'right'] };
  for (const key of parts[node.type as keyof typeof parts] ?? []) sayValues(node[key] as SvelteNode, say);
}

function nodesIn(value: unknown): SvelteNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return typeof value === 'object' && value !== null && 'type' in value ? [value as SvelteNode] : [];
}

/** Sentences in code: two words and more in one string. */
function textOfScript(script: string, linesBefore: number): Spoken[] {
  const file = ts.createSourceFile('script.ts', script, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: Spoken[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || isExcused(node)) return;
    const text = ts.isStringLiteralLike(node)
      ? node.text
      : ts.isTemplateExpression(node)
        ? node.getText(file)
        : '';
    if (isSentence(text)) {
      const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1 + linesBefore;
      found.push({ line, text });
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

/** What is compared or kept, and the keys of lists, nobody reads; nor what is thrown for developers. */
function isExcused(node: ts.Node): boolean {
  if (ts.isThrowStatement(node)) return true;
  if (ts.isPropertyAssignment(node)) return node.name.getText() === 'key';
  if (ts.isAsExpression(node)) return ts.isConstTypeReference(node.type);
  if (ts.isBinaryExpression(node)) return /^[=!]==$/.test(node.operatorToken.getText());
  return (ts.isCallExpression(node) || ts.isNewExpression(node)) && EXCUSED.test(node.expression.getText());
}

function isSentence(text: string): boolean {
  const said = text.replace(/\$\{[^}]*\}/g, '0');
  return /\p{L}{2,} +[\p{L}\d]|\d +\p{L}{2,}/u.test(said);
}
