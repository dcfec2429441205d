import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { databaseAddressOf } from './database-url.ts'

describe('where a database is', () => {
  it.each([
    ['sqlite:data/arb.db', 'data/arb.db'],
    ['data/arb.db', 'data/arb.db'],
    ['./a:b.db', './a:b.db'],
    ['C:\\arb\\arb.db', 'C:\\arb\\arb.db'],
    [{ sqliteFile: 'postgres:x' }, 'postgres:x'],
    ['SQLITE::memory:', ':memory:'],
  ])('%j is a file', (location, file) => {
    expect(databaseAddressOf(location)).toEqual({ tag: 'sqlite', name: file, file })
  })

  it('is a server by its address, the password wrapped', () => {
    const address = databaseAddressOf('postgres://me%40x:s3cret%2F%40@db.example:6543/arb')
    if (address.tag !== 'postgres') throw new Error('expected a server')
    expect(address).toMatchObject({
      name: 'postgres://me%40x@db.example:6543/arb',
      host: 'db.example',
      port: 6543,
      user: 'me@x',
      database: 'arb',
      encryption: 'none',
    })
    expect(address.password?.()).toBe('s3cret/@')
    expect(`${inspect(address, { depth: 9 })}${JSON.stringify(address)}`).not.toContain('s3cret')
  })

  it('has a port and no password by default', () => {
    expect(databaseAddressOf('postgresql://me@[::1]/arb')).toMatchObject({
      host: '::1',
      port: 5432,
      password: undefined,
    })
  })

  it.each([
    ['disable', 'none'],
    ['require', 'verify'],
    ['verify-ca', 'verify'],
    ['verify-full', 'verify'],
    ['no-verify', 'no-verify'],
  ])('sslmode=%s is %s', (mode, encryption) => {
    expect(databaseAddressOf(`postgres://me@h/arb?sslmode=${mode}`)).toMatchObject({ encryption })
  })

  it.each([
    [
      'mysql://me:s3cret@h/arb',
      'database: expected a file, sqlite:<file> or postgres://<address>, got mysql:',
    ],
    [
      'postgres://me:s3cret@h:99999/arb',
      'database: expected postgres://user:password@host:port/name',
    ],
    ['postgres://me:12/s3cret@h/arb', 'the name after the host holds @ or /'],
    ['postgres://me:s3cret@h/', 'database: expected postgres://user:password@host:port/name'],
    ['postgres://h/arb', 'database: expected postgres://user:password@host:port/name'],
    ['postgres://me:s3cret%zz@h/arb', 'a % in the address is not followed by two digits'],
    [
      'postgres://me@h/arb?password=s3cret',
      'database: unknown parameter password (known: sslmode)',
    ],
    ['postgres://me@h/arb?sslmode=s3cret', 'database: sslmode must be one of disable, no-verify'],
    ['postgres://me@h/arb?sslmode=constructor', 'database: sslmode must be one of'],
    ['', 'database: no file is named'],
    ['sqlite:', 'database: no file is named'],
  ])('refuses %j and never repeats a password', (location, message) => {
    let problem: unknown
    try {
      databaseAddressOf(location)
    } catch (error) {
      problem = error
    }
    expect(problem).toMatchObject({
      name: 'InvalidInputError',
      message: expect.stringContaining(message),
    })
    expect(inspect(problem, { depth: 9 })).not.toContain('s3cret')
  })
})
