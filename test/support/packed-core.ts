/**
 * `@arbkit/core` as a stranger gets it: built from these sources in a folder of its own, packed, and
 * installed from the tarball into an empty project. What was built in the checkout before is neither
 * read nor changed, and no network is needed: its dependencies come from the checkout's.
 * @module
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { packPackage } from '../../scripts/pack-package.mjs'

interface Manifest {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
}

const root = path.join(import.meta.dirname, '..', '..')
const core = path.join(root, 'packages', 'core')

/** Where the package went. */
export interface PackedCore {
  readonly tarball: string
  /** An empty project in which the tarball is installed, and nothing else is named. */
  readonly project: string
}

/**
 * Builds, packs and installs.
 * @throws {Error} when a step fails, with what its program said.
 */
export function installPackedCore(into: string): PackedCore {
  const tarball = packPackage({ name: '@arbkit/core', dir: buildCopy(into) }, into)
  const project = path.join(into, 'project')
  const overrides = Object.entries(installedDependencies(core))
  writeAll(project, {
    'package.json': JSON.stringify({
      private: true,
      type: 'module',
      dependencies: { '@arbkit/core': `file:${tarball}` },
    }),
    'pnpm-workspace.yaml': JSON.stringify({
      packages: [],
      pmOnFail: 'ignore',
      overrides: Object.fromEntries(overrides.map(([name, dir]) => [name, `file:${dir}`])),
    }),
  })
  run('pnpm', ['install', '--offline', '--ignore-scripts'], project)
  return { tarball, project }
}

/** Copies the sources of core and builds them as the workspace does; returns the package's folder. */
function buildCopy(into: string): string {
  const dir = path.join(into, 'workspace', 'packages', 'core')
  const isSource = (file: string): boolean =>
    !/[\\/](?:dist|node_modules)$/.test(file) && !file.endsWith('.test.ts')
  cpSync(core, dir, { recursive: true, filter: isSource })
  for (const file of [
    'package.json',
    'pnpm-workspace.yaml',
    'tsconfig.base.json',
    'tsup.base.ts',
  ]) {
    cpSync(path.join(root, file), path.join(into, 'workspace', file))
  }
  symlinkSync(
    path.join(root, 'node_modules'),
    path.join(into, 'workspace', 'node_modules'),
    'junction',
  )
  symlinkSync(path.join(core, 'node_modules'), path.join(dir, 'node_modules'), 'junction')
  const modules = path.join(root, 'node_modules')
  run(process.execPath, [path.join(modules, 'typescript', 'bin', 'tsc'), '-p', '.'], dir)
  run(process.execPath, [path.join(modules, 'tsup', 'dist', 'cli-default.js')], dir)
  return dir
}

/** Every package that core needs at run time, directly or not, and where it is installed. */
function installedDependencies(dir: string): Readonly<Record<string, string>> {
  const modules = dir === core ? path.join(dir, 'node_modules') : path.dirname(dir)
  const names = Object.keys(manifestOf(dir).dependencies ?? {})
  return Object.assign(
    {},
    ...names.map((name) => {
      const target = realpathSync(path.join(modules, name))
      return { [name]: target, ...installedDependencies(target) }
    }),
  ) as Readonly<Record<string, string>>
}

const manifestOf = (dir: string): Manifest =>
  JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8')) as Manifest

function writeAll(dir: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(dir, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(dir, name), text)
}

/** Runs a program, and says what it said when it fails. */
function run(command: string, args: readonly string[], cwd: string): void {
  try {
    execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error })
  }
}
