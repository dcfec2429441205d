/**
 * The files that the house rules look at, and what a parser says about them.
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'oxc-parser'

/** A file of the tree: its path from the root with forward slashes, and what it says. */
export interface SourceText {
  readonly path: string
  readonly text: string
}

/** A place where a rule is broken. */
export interface Violation {
  readonly path: string
  /** 1-based; 0 where the whole file is meant. */
  readonly line: number
  readonly message: string
}

/** A house rule: pure, so that samples can prove that it catches what it is for. */
export interface Rule {
  readonly name: string
  /** Says whether the rule looks at a file; it must do so for at least one file of the real tree. */
  readonly appliesTo: (path: string) => boolean
  /** Gets only files that the rule applies to. */
  readonly check: (files: readonly SourceText[]) => readonly Violation[]
  /** Small trees that break the rule, each by itself. */
  readonly catches: readonly (readonly SourceText[])[]
  /** Small trees that look close and keep the rule. */
  readonly allows: readonly (readonly SourceText[])[]
}

/** An import, re-export, dynamic import or import type. */
export interface ImportUse {
  /** Undefined where a dynamic import computes it. */
  readonly specifier: string | undefined
  readonly line: number
}

/** A node of the syntax tree with the nodes above it, nearest first. */
export interface NodeUse {
  readonly node: SyntaxNode
  readonly parent: SyntaxNode | undefined
}

/** A syntax node; which other fields it has depends on `type`. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly [field: string]: unknown
}

const SKIPPED = new Set(['.git', '.toolchain', 'coverage', 'dist', 'logs', 'node_modules'])
const BINARY_ENDINGS = ['.zst', '.gz', '.png', '.tgz', '.tsbuildinfo']

/** Returns every text file below a folder, sorted by path. */
export function readTree(root: string): SourceText[] {
  const found = readdirSync(root, { withFileTypes: true, recursive: false }).flatMap((entry) => {
    // `.git` is a file in a linked worktree.
    if (SKIPPED.has(entry.name)) return []
    if (entry.isDirectory()) {
      return readTree(path.join(root, entry.name)).map((file) => ({
        ...file,
        path: `${entry.name}/${file.path}`,
      }))
    }
    if (!entry.isFile() || BINARY_ENDINGS.some((ending) => entry.name.endsWith(ending))) return []
    return [{ path: entry.name, text: readFileSync(path.join(root, entry.name), 'utf8') }]
  })
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/** Says whether a path is a TypeScript source of a package, tests included. */
export const isPackageSource = (file: string): boolean =>
  /^packages\/[^/]+\/src\/.+\.ts$/.test(file)

/** Says whether a path is a test. */
export const isTest = (file: string): boolean => file.endsWith('.test.ts')

/** Says whether a path is a source of a package that is not a test. */
export const isShipped = (file: string): boolean => isPackageSource(file) && !isTest(file)

/** Returns the package folder's name (`core`) of a path under `packages/`. */
export const packageOf = (file: string): string | undefined =>
  /^packages\/([^/]+)\//.exec(file)?.[1]

/** Returns the 1-based line of an offset. */
export const lineAt = (text: string, offset: number): number =>
  text.slice(0, offset).split('\n').length

/** Returns every module that a file names, in whatever form. */
export function importsOf(file: SourceText): ImportUse[] {
  const uses = nodesOf(file).flatMap(({ node }): ImportUse[] => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
      case 'ImportExpression':
      case 'TSImportType': {
        const source = node['source'] as SyntaxNode | null | undefined
        if (source === null || source === undefined) return []
        const value = source['value']
        const specifier = typeof value === 'string' ? value : undefined
        return [{ specifier, line: lineAt(file.text, node.start) }]
      }
      default:
        return []
    }
  })
  return uses
}

/** Returns all syntax nodes of a file, each with its parent. Files are parsed once. */
export function nodesOf(file: SourceText): readonly NodeUse[] {
  const known = parsed.get(file)
  if (known !== undefined) return known
  const { program, errors } = parseSync(file.path, file.text, { lang: 'ts', sourceType: 'module' })
  if (errors.length > 0) throw new Error(`${file.path} does not parse: ${errors[0]?.message}`)
  const uses: NodeUse[] = []
  collect(program as unknown as SyntaxNode, undefined, uses)
  parsed.set(file, uses)
  return uses
}

const parsed = new WeakMap<SourceText, readonly NodeUse[]>()

function collect(node: SyntaxNode, parent: SyntaxNode | undefined, into: NodeUse[]): void {
  into.push({ node, parent })
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) collect(child, node, into)
    }
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

/** Says whether an identifier is used as a name of its own, and not as a property or a key. */
export function isFreeName({ node, parent }: NodeUse): boolean {
  if (node.type !== 'Identifier') return false
  if (parent === undefined || parent['computed'] === true) return true
  if (parent.type === 'MemberExpression') return parent['property'] !== node
  const isKeyed = [
    'Property',
    'PropertyDefinition',
    'MethodDefinition',
    'TSPropertySignature',
    'TSMethodSignature',
    'TSEnumMember',
    'TSQualifiedName',
    'ImportSpecifier',
    'ExportSpecifier',
  ].includes(parent.type)
  if (!isKeyed || parent['shorthand'] === true) return true
  return parent['value'] === node
}

/** Returns `object.property` of a plain member expression, as in `Math.random`. */
export function memberName(node: SyntaxNode): string | undefined {
  if (node.type !== 'MemberExpression') return undefined
  const object = node['object'] as SyntaxNode
  const property = node['property'] as SyntaxNode
  const name = node['computed'] === true ? property['value'] : property['name']
  if (typeof name !== 'string') return undefined
  return object.type === 'Identifier' ? `${String(object['name'])}.${name}` : `?.${name}`
}
