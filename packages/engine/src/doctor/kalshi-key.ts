/**
 * Reads Kalshi's key as the client does, and says what to do about a file that it refuses.
 * @module
 */
import { InvalidInputError, printable } from '@arbkit/core'
import {
  createCredentials,
  type Credentials,
  type LoadedKey,
  loadPrivateKey,
  type OpenKeyFile,
  type SigningKeyType,
} from '@arbkit/kalshi'
import type { DoctorPorts, Setting } from './doctor-ports.ts'

/** What became of the key. */
export type KalshiKeyState =
  | {
      readonly tag: 'loaded'
      readonly credentials: Credentials
      readonly type: SigningKeyType
      readonly permissions: LoadedKey['permissions']
    }
  | Exclude<Setting<never>, { tag: 'set' }>

/** Returns the key, or what is wrong with it. */
export async function loadKalshiKey({
  settings: { kalshiKey, variables },
  keyFiles,
}: Pick<DoctorPorts, 'settings' | 'keyFiles'>): Promise<KalshiKeyState> {
  if (kalshiKey.tag !== 'set') return kalshiKey
  const { id, file } = kalshiKey.value
  let opened: OpenKeyFile | undefined
  const open = async (path: string): Promise<OpenKeyFile> => {
    opened = await keyFiles.open(path)
    return opened
  }
  try {
    return withId(id, await loadPrivateKey(file, { open }), variables.kalshiKeyId.name)
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    const cure = cureOf(opened, { file, variable: variables.kalshiKeyFile.name })
    return { tag: 'wrong', problem: error.message, cure }
  }
}

function withId(id: string, { key, permissions }: LoadedKey, variable: string): KalshiKeyState {
  try {
    const { type } = key
    return { tag: 'loaded', credentials: createCredentials(id, key), type, permissions }
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    const cure = `set ${variable} to the key id that kalshi.com shows beside the key`
    return { tag: 'wrong', problem: error.message, cure }
  }
}

/** Permission bits of group and others. */
const OTHERS_MASK = 0o077

function cureOf(
  opened: OpenKeyFile | undefined,
  { file, variable }: { readonly file: string; readonly variable: string },
): string {
  if (opened === undefined) return `set ${variable} to the key file that kalshi.com gave you`
  if (opened.isFile && ((opened.mode ?? 0) & OTHERS_MASK) !== 0) {
    return `chmod 600 ${printable(file)}; if others use this machine, make a new key`
  }
  return `set ${variable} to the file as kalshi.com gave it: a private key in PEM, not encrypted`
}
