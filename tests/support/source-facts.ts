/** What a source file says that an architecture rule may care about, read with the TypeScript compiler. */
import ts from 'typescript';

export interface Import {
  specifier: string;
  line: number;
  /** Whether nothing of it is left at run time. */
  typeOnly: boolean;
}

export type UseKind = 'default export' | 'environment' | 'query' | 'time' | 'transaction';

export interface Use {
  kind: UseKind;
  text: string;
  line: number;
}

export interface SourceFacts {
  imports: Import[];
  uses: Use[];
}

const QUERY_BUILDERS = ['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto'];
const TRANSACTION_STARTERS = ['transaction', 'startTransaction'];
const SCRIPT = /(<script\b[^>]*>)([\s\S]*?)(<\/script>)/g;

export function readFacts(path: string, source: string): SourceFacts {
  if (path.endsWith('.ts')) return factsOfScript(path, source);
  if (!path.endsWith('.svelte')) return { imports: [], uses: [] };
  const { imports, uses } = factsOfScript(path, scriptsOf(source));
  return { imports, uses: [...uses, ...timeInMarkup(source)] };
}

function factsOfScript(path: string, source: string): SourceFacts {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const facts: SourceFacts = { imports: [], uses: [] };
  const visit = (node: ts.Node): void => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    const imported = importIn(node);
    if (imported) facts.imports.push({ ...imported, line });
    const kind = useIn(node);
    if (kind) facts.uses.push({ kind, text: kind === 'default export' ? kind : node.getText(file), line });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return facts;
}

function importIn(node: ts.Node): Omit<Import, 'line'> | undefined {
  if (ts.isImportDeclaration(node)) return imported(node.moduleSpecifier, isTypeImport(node.importClause));
  if (ts.isExportDeclaration(node)) return imported(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return imported(node.argument.literal, true);
  }
  const isDynamicImport = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  if (isDynamicImport || isModuleUrl(node)) return imported(node.arguments?.[0], false);
  return undefined;
}

function imported(specifier: ts.Node | undefined, typeOnly: boolean): Omit<Import, 'line'> | undefined {
  return specifier && ts.isStringLiteralLike(specifier) ? { specifier: specifier.text, typeOnly } : undefined;
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  if (clause.name) return false;
  const bindings = clause.namedBindings;
  return !!bindings && ts.isNamedImports(bindings) && bindings.elements.every(({ isTypeOnly }) => isTypeOnly);
}

/** `new URL('./x.ts', import.meta.url)`, the way to name a worker's file. */
function isModuleUrl(node: ts.Node): node is ts.NewExpression {
  if (!ts.isNewExpression(node) || node.expression.getText() !== 'URL') return false;
  const [path, base] = node.arguments ?? [];
  return (
    !!path && ts.isStringLiteral(path) && path.text.endsWith('.ts') && base?.getText() === 'import.meta.url'
  );
}

function useIn(node: ts.Node): UseKind | undefined {
  if (isDefaultExport(node)) return 'default export';
  if (isTimeQuestion(node)) return 'time';
  if (isEnvironment(node)) return 'environment';
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const method = node.expression.name.text;
  if (QUERY_BUILDERS.includes(method)) return 'query';
  return TRANSACTION_STARTERS.includes(method) && node.arguments.length === 0 ? 'transaction' : undefined;
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true;
  if (ts.isExportSpecifier(node)) return node.name.text === 'default';
  if (!ts.canHaveModifiers(node)) return false;
  return ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false;
}

function isTimeQuestion(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && !node.arguments?.length;
  if (ts.isPropertyAccessExpression(node))
    return /^(Date\.now|DateTime\.now|Temporal\.Now)$/.test(node.getText());
  if (!ts.isCallExpression(node)) return false;
  return node.arguments.length === 0 && /^(Date|DateTime\.(utc|local))$/.test(node.expression.getText());
}

/** Taken as far as it goes, so that its text tells which variable is read: `process.env['PATH']`. */
function isEnvironment(node: ts.Node): boolean {
  if (isProcessEnv(node)) return !isMemberOf(node.parent, node);
  return isMember(node) && isProcessEnv(node.expression);
}

function isProcessEnv(node: ts.Node): boolean {
  return isMember(node) && /^process(\.env|\[['"]env['"]\])$/.test(node.getText());
}

function isMember(node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

function isMemberOf(parent: ts.Node, node: ts.Node): boolean {
  return isMember(parent) && parent.expression === node;
}

/** The scripts alone, with everything else blanked, so that line numbers stay right. */
function scriptsOf(component: string): string {
  let end = 0;
  let scripts = '';
  for (const { index, 1: open = '', 2: script = '' } of component.matchAll(SCRIPT)) {
    const start = index + open.length;
    scripts += blank(component.slice(end, start)) + script;
    end = start + script.length;
  }
  return scripts;
}

function timeInMarkup(component: string): Use[] {
  const markup = component.replace(SCRIPT, blank);
  return [...markup.matchAll(/\bDate\.now\b|\bnew Date\(\)/g)].map(({ 0: text, index }) => ({
    kind: 'time',
    text,
    line: markup.slice(0, index).split('\n').length,
  }));
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
