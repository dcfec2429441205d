/**
 * The schema of a whole configuration file, and the same published for editors. Made from the table of keys;
 * reading goes key by key over the same kinds, so that every problem is told at once and has its place.
 * @module
 */
import { z } from 'zod'
import { CONFIG_GROUPS, CONFIG_PATHS, configKeyOf, type ConfigPath } from './config-keys.ts'

type Shape = Record<string, z.ZodType>

/** Returns the schema of what stands in one group; `''` is the file. Every key may be left out. */
function groupSchema(group: string): z.ZodType {
  const before = group === '' ? '' : `${group}.`
  const shape: Shape = {}
  for (const path of CONFIG_PATHS) {
    if (!path.startsWith(before)) continue
    const [name = '', ...rest] = path.slice(before.length).split('.')
    if (rest.length === 0) shape[name] = leafSchema(path)
    else shape[name] ??= groupSchema(`${before}${name}`).optional()
  }
  const description = CONFIG_GROUPS[group]
  const strict = z.strictObject(shape)
  // A group whose keys are all commented out is nothing to YAML.
  if (group === '') return strict
  return strict
    .nullable()
    .meta(description === undefined || description === '' ? {} : { description })
}

function leafSchema(path: ConfigPath): z.ZodType {
  const { kind, text, flag, variable, initial, unset } = configKeyOf(path)
  const defaults =
    typeof initial === 'string'
      ? `Default: ${initial}.`
      : initial === undefined
        ? `Default: ${unset ?? 'none'}.`
        : `By profile: ${Object.entries(initial)
            .map(([profile, value]) => `${profile} ${value}`)
            .join(', ')}.`
  const description = `${text} ${defaults} Flag --${flag}, variable ${variable}.`
  const own = kind.schema.meta() ?? {}
  return kind.schema.meta({ ...own, description }).optional()
}

/** Reads a file's plain values: text, null, lists and maps. */
export const configFileSchema: z.ZodType = groupSchema('')

/** Returns the JSON Schema (2020-12) of a configuration file, for editors. */
export function configJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(configFileSchema, { io: 'input', unrepresentable: 'any' })
  return {
    $schema: schema.$schema,
    title: 'arb.config.yaml',
    description: 'Configuration of arb. Secrets never stand here.',
    ...schema,
  }
}
