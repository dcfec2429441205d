/**
 * The effective configuration as text: each key with its value and where it comes from.
 * @module
 */
import {
  CONFIG_PATHS,
  configKeyOf,
  type ConfigPath,
  type ConfigSource,
  type ReadConfig,
} from '@arbkit/engine'
import { cut, left, type Paint, WIDTH, wrap } from '../format/columns.ts'

const KEY_WIDTH = Math.max(...CONFIG_PATHS.map((path) => path.length))
const VALUE_WIDTH = 24

/** Returns the text, 80 columns wide. */
export function showText(read: ReadConfig, paint: Paint): string {
  const lines = [
    read.isFileThere ? read.path : `no ${read.path} here: defaults, variables and flags`,
    '',
    paint.dim(row('key', { value: 'value', from: 'from' })),
    ...CONFIG_PATHS.flatMap((path) => rowsOf(path, read.sources.get(path))),
    '',
    paint.dim(row('secret', { value: '', from: 'from' })),
    ...read.secrets.map(({ name, isSet, where }) =>
      row(name, { value: isSet ? 'set' : 'unset', from: where }),
    ),
  ]
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}

function row(
  key: string,
  { value, from }: { readonly value: string; readonly from: string },
): string {
  const start = `${left(key, KEY_WIDTH)}  ${left(value, VALUE_WIDTH)}  `
  return start + cut(from, WIDTH - start.length)
}

/** A long value goes on below, and so does what holds without one. */
function rowsOf(path: ConfigPath, source: ConfigSource | undefined): readonly string[] {
  if (source === undefined) return []
  const { unset } = configKeyOf(path)
  const from = source.from === 'profile' ? `profile ${source.where}` : source.where || 'default'
  const { value } = source
  if (value !== undefined && value.length <= VALUE_WIDTH) return [row(path, { value, from })]
  const below = value?.replaceAll(',', ', ') ?? (unset === undefined ? '' : `(${unset})`)
  const lines = wrap(below, { width: WIDTH, indent: ' '.repeat(KEY_WIDTH + 2) })
  return [row(path, { value: value === undefined ? 'unset' : '', from }), ...lines]
}
